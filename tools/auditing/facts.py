"""The facts and readings in the manifest of an edition: what rests on what, for `audit.py`."""

from __future__ import annotations

import calendar
import re
import unicodedata
from datetime import date
from functools import cache
from types import SimpleNamespace as Row
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable

_NAMES = """January Jan janvier janv.|February Feb février févr.|March Mar mars|April Apr avril avr.
|May mai|June Jun juin|July Jul juillet juil.|August Aug août|September Sept Sep septembre sept.
|October Oct octobre oct.|November Nov novembre nov.|December Dec décembre déc."""
MONTHS = {name: n for n, names in enumerate(_NAMES.split("|"), 1) for name in names.split()}
_MONTH = "|".join(map(re.escape, sorted(MONTHS, key=len, reverse=True)))
_TOKEN = re.compile(rf"\d+(?:(?!er\b)[a-z]{{1,2}}\b)?|(?<!\w)(?:{_MONTH})(?!\w)")
_NUMBERS = """1 one un une|2 two deux|3 three trois|4 four quatre|5 five cinq|6 six|7 seven sept
|8 eight huit|9 nine neuf|10 ten dix dizaine|11 eleven onze|12 twelve douze dozen|13 thirteen treize
|14 fourteen quatorze|15 fifteen quinze|16 sixteen seize|20 twenty vingt vingts|30 thirty trente
|40 forty quarante|50 fifty cinquante|60 sixty soixante|100 hundred cent cents centaine
|1000 thousand mille"""
NUMBERS = {word: int(one.split()[0]) for one in _NUMBERS.split("|") for word in one.split()[1:]}
_TIMES = (100, 1000)
_FOUR_TWENTIES = (20, 4)
LAST_QUARTER = 36
DONE = ("reported_done", "in_effect", "lapsed")


def figures(text: object) -> str:
    """The figures of a text, each with a space behind it; months as `m9`, `1a` of an address."""
    text = re.sub(r"(?<=\d)[\u202f,](?=\d{3}(?!\d))", "", unicodedata.normalize("NFC", str(text)))
    return "".join(f"m{MONTHS[t]} " if t in MONTHS else f"{t} " for t in _TOKEN.findall(text))


def numbers_in(text: str) -> set[int]:
    """The numbers that a passage prints, in digits, in words or as a month."""
    text = unicodedata.normalize("NFC", text)
    found = {
        int(re.sub(r"\D", "", one))
        for one in re.findall(r"\d{1,3}(?:[\u00a0\u202f .,]\d{3})+(?!\d)|\d+", text)
    }
    found |= {int(one) for one in re.findall(r"\d+", text)}
    found |= {int(one[1:]) for one in figures(text).split() if one[0] == "m"}
    total = 0
    for word in [*re.findall(r"[^\W\d_]+", text.casefold()), ""]:
        number = NUMBERS.get(word, 0)
        if number:
            times = number in _TIMES or (number, total % 100) == _FOUR_TWENTIES
            total = total * number if times and total else total + number
        elif word not in ("et", "and"):
            total = 0
        found |= {total, number}
    return found


def either(*shown: str) -> str:
    """An expression for any of several rows of figures."""
    return f"(?:{'|'.join(dict.fromkeys(shown))})" if len(set(shown)) > 1 else "".join(shown[:1])


def ends(edtf: str | None) -> tuple[date | None, date | None]:
    """The first and last day of a date, None for an open end."""

    def bound(point: str, *, last: bool) -> date | None:
        if point == "..":
            return None
        year, month, day = (*(int(one) for one in point.strip("~").split("-")), 0, 0)[:3]
        month = (10, 12)[last] if month == LAST_QUARTER else month or (1, 12)[last]
        return date(year, month, day or (calendar.monthrange(year, month)[1] if last else 1))

    first, _, end = (edtf or "..").partition("/")
    return bound(first, last=False), bound(end or first, last=True)


def dated(edtf: str | None) -> str:
    """A date as it may be shown: as in the facts, or in words, in whole or in part."""
    told, points = "", (edtf or "").split("/")
    for point in filter(re.compile(r"\d").match, points):
        year, month, day = (*point.strip("~").split("-"), "", "")[:3]
        day = day and f"(?:{int(day)} )?"
        month = f"m{int(month)} " if month and int(month) != LAST_QUARTER else ""
        opens = point is points[0] and points[1:] and ".." not in points
        told += f"{day}{f'(?:{month})?' if opens else month}(?:{year} )?" if month else f"{year} "
    return either(figures(edtf or ""), told)


def serial(day: date | None) -> str:
    """A day as Excel counts it, or in digits where it cannot."""
    return either(f"{(day - date(1899, 12, 30)).days} ", figures(day)) if day else ""


def allows(value: str, kind: str) -> tuple[int, int, int, int]:
    """The least and most that a number or date allows, how much it rounds, how sharp it is."""
    if kind == "When":
        first, last = (day.toordinal() if day else 0 for day in ends(value))
        return first, last or 10**7, 0, int("~" not in value)
    numbers = [int(one) for one in re.findall(r"\d+", value)] or [1]
    low, high, digits = numbers[0], numbers[-1], str(numbers[0])
    half = 10 ** (len(digits) - len(digits.rstrip("0"))) // 2 if value.startswith("about") else 0
    low = low + 1 if value.startswith("over") else -1 if value.startswith("at most") else low
    sharp = {"about": 0, "some": 0, "most": 2}.get(value.split(maxsplit=1)[0], 1)
    return low, 10**9 if re.match("over|at least|some|most", value) else high, half, sharp


class Facts:
    """The facts and readings of a manifest, and what rests on what."""

    def __init__(self, manifest: dict[str, Any]) -> None:
        audit = manifest["audit"]
        self.facts: dict[str, str] = manifest["facts"]
        self.records: dict[str, dict[str, Any]] = audit["records"]
        self.types, self.readings, self.brief = audit["types"], audit["readings"], audit["brief"]
        self.order = {reading["at"]: place for place, reading in enumerate(self.readings)}
        self.said: dict[str, list[Row]] = {}
        for one in self.readings:
            shared = {key: one[key] for key in ("at", "voice", "anchors", "gloss")}
            for fact, told in one["says"].items():
                claim = Row(**{"doubt": {}, "inferred": {}, "fact": fact} | shared | told)
                claim.source = claim.at.rpartition(".")[0]
                claim.voice = claim.source if claim.voice == "article" else claim.voice
                self.said.setdefault(fact, []).append(claim)

    def of(self, kind: str) -> list[str]:
        """The records of a kind, in order."""
        return [one for one, record in self.records.items() if record["kind"] == kind]

    def get(self, fact: str) -> Any:
        """The value of a field of a record, None where there is none."""
        record, _, name = fact.rpartition(".")
        return self.records[record].get(name)

    def type(self, fact: str) -> dict[str, Any]:
        """What a field takes."""
        record, _, name = fact.rpartition(".")
        about: dict[str, Any] = self.types[f"{self.records[record]['kind']}.{name}"]
        return about

    def wider(self, one: str) -> list[str]:
        """A term, person or body and all that it falls under."""
        found: list[str] = []
        while one in self.records and one not in found:
            found.append(one)
            record = self.records[one]
            one = record.get("broader" if record["kind"] == "Term" else "part_of", "")
        return found

    def relation(self, fact: str, said: Any, held: Any) -> str:
        """How what a reading says stands to a value: says, spelling, less, more or other."""
        about = self.type(fact)
        kind, many = about["type"], about["many"]
        if said == held:
            return "says"
        if kind in ("Name", "Text"):
            forms = (
                held.values() if kind == "Text" else [form for two in held.values() for form in two]
            )
            return "says" if said.casefold() in map(str.casefold, forms) else "spelling"
        if kind in ("Quantity", "When"):
            (a, b, c, one), (d, e, f, other) = allows(said, kind), allows(held, kind)
            wide = a - c <= d and e <= b + max(c - 1, 0)
            narrow = d - f <= a and b <= e + max(f - 1, 0)
            if wide and narrow:
                return "says" if one == other else "less" if one < other else "more"
            return "less" if wide else "more" if narrow else "other"
        if not about["records"]:
            return "other"
        ours = set(held if many else [held])
        wider = {above for one in ours for above in self.wider(one)}
        ways = ("says", "less", "more", "other")
        return ways[
            max(
                0 if one in ours else 1 if one in wider else 2 if ours & {*self.wider(one)} else 3
                for one in (said if many else [said])
            )
        ]

    @cache  # noqa: B019 -- one for a run
    def support(self, fact: str) -> list[Row]:
        """The claims that bear a fact out, else those less precise, else all."""
        claims, held = self.said.get(fact, []), self.get(fact)
        if held is None:
            sure = [one for one in claims if not one.doubt and self.facts.get(fact) == "disputed"]
            return sure or claims
        ways = [(self.relation(fact, one.value, held), one) for one in claims]
        firm = [one for way, one in ways if way in ("says", "spelling") and not one.doubt]
        return firm or [one for way, one in ways if way == "less"] or claims

    @cache  # noqa: B019
    def versions(self, fact: str) -> list[tuple[Any, list[Row]]]:
        """The values that cannot all be the last word, with their claims; none where all agree."""
        about, held = self.type(fact), self.get(fact)
        if about["type"] in ("Name", "Text"):
            return []
        values: list[Any] = []
        for claim in self.said.get(fact, []):
            values += [] if claim.value in values else [claim.value]
        others = values if held is None or held in values else [*values, held]
        others = ([held] if held else []) if about["many"] else others
        single = self.because(fact).get("kind") == "single"
        clashes = [
            value
            for value in values
            if single or any(self.relation(fact, value, one) == "other" for one in others)
        ]
        if not clashes:
            return []
        shown = [value for value in values if value in clashes or value == held]
        return [(value, [o for o in self.said[fact] if o.value == value]) for value in shown]

    def because(self, fact: str) -> dict[str, Any]:
        """What the analyst says of a fact: why, as which question, which kind of dispute."""
        record, _, name = fact.rpartition(".")
        given: dict[str, Any] = self.records[record].get("because", {}).get(name, {})
        return given

    def addresses(self, facts: Iterable[str], *, in_turn: bool = False) -> list[str]:
        """The readings that facts rest on, in the order of the texts, or fact by fact."""
        found = []
        for fact in facts:
            claims = [*self.support(fact), *(o for _, more in self.versions(fact) for o in more)]
            found += sorted({claim.at for claim in claims}, key=self.order.__getitem__)
        found = [*dict.fromkeys(found)]
        return found if in_turn else sorted(found, key=self.order.__getitem__)

    def origins(self, facts: Iterable[str]) -> tuple[list[set[str]], set[str], set[str]]:
        """Named voices that are independent, texts in their own voice, and all texts."""
        claims = [claim for fact in facts for claim in self.support(fact)]
        groups: list[set[str]] = []
        for voice in sorted({c.voice for c in claims}):
            record = self.records[voice]
            if record["kind"] != "Source" and record.get("named", True):
                kin = [group for group in groups if any(self._kin(voice, one) for one in group)]
                groups = [group for group in groups if group not in kin] + [{voice}.union(*kin)]
        own = {claim.source for claim in claims if claim.voice == claim.source}
        return groups, own, {claim.source for claim in claims}

    def _kin(self, one: str, other: str) -> bool:
        related = [self.records[voice].get("related", ()) for voice in (one, other)]
        near = other in related[0] or one in related[1]
        return near or bool({*self.wider(one)} & {*self.wider(other)})
