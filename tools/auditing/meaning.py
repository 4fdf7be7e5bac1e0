"""What each place of an edition may show, worked out from the facts alone, for `audit.py`.

Every rule gives an expression over figures. What the columns of a sheet are called by is declared
in the manifest (`shows`): a field, `Release.people`, or one of the rules below. A column whose rule
is not known here may show no figure.
"""

from __future__ import annotations

import re
from types import SimpleNamespace as Row
from typing import TYPE_CHECKING, Any

from auditing.facts import DONE, Facts, allows, dated, either, ends, figures, serial
from auditing.rules import RULES

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

STAGES = ("sought", "discussed", "considered", "announced", *DONE)
CORE = {
    "Release": "stage freed announced people foreign act",
    "Sanction": "stage by target change scope announced in_effect",
    "Contact": "stage form date",
}
NO_BOUND = 10**9
MOST_TERMS = 40
_FIELD = re.compile(r"(?:(.+) (?:of|on) )?([A-Z][a-z]+)\.(\w+)(?: (if \w+|or not known))?")


class Meaning(Facts):
    """What each place may show in one language, as an expression over figures."""

    def __init__(self, manifest: dict[str, Any], language: str) -> None:
        super().__init__(manifest)
        audit, self.language = manifest["audit"], language
        self.looked: dict[str, Any] | None = manifest["passages"]
        self.called: dict[str, str] = audit["called"][language]
        self.charts: dict[str, Any] = audit["charts"]
        self.sheets: dict[str, Any] = audit["sheets"][language]
        self.narrative: dict[str, Any] = audit["narrative"][language]
        self.sentences: list[Row] = [
            Row(section=one["section"], **sentence)
            for one in self.narrative["paragraphs"]
            for sentence in one["sentences"]
        ]

    @property
    def passages(self) -> str:
        """How many passages were found again of how many, and which texts were missing."""
        if self.looked is None:
            return ""
        missing = self.looked["missing"]
        found = sum(one["at"].rpartition(".")[0] not in missing for one in self.readings)
        return f"{found} {len(self.readings)} {figures(', '.join(missing))}"

    def text(self, told: dict[str, Any] | None) -> str:
        """The figures of a reader's text."""
        return figures((told or {}).get(self.language, ""))

    def names(self, ids: Iterable[str]) -> str:
        """The figures of what records, or those of facts, are called."""
        known = (
            one if one in self.called else one.rpartition(".")[0] for one in dict.fromkeys(ids)
        )
        return "".join(figures(self.called[one]) for one in known)

    def words(self, fact: str, value: Any) -> str:
        """A value of a field."""
        about = self.type(fact)
        if value is None or about["type"] == "When":
            return dated(value)
        if about["records"]:
            return self.names(value if about["many"] else [value])
        return self.text(value) if isinstance(value, dict) else figures(value)

    def cell(self, fact: str) -> str:
        """The value held; every version where it is left open."""
        if self.facts.get(fact) != "disputed":
            return self.words(fact, self.get(fact))
        return "".join({self.words(fact, o.value): 0 for o in self.said.get(fact, ())})

    def voices(self, claims: Iterable[Row], *, texts_last: bool = False) -> str:
        """Who asserts it, each once."""
        voices = dict.fromkeys(claim.voice for claim in claims)
        return self.names(sorted(voices, key=lambda o: texts_last and "archive" in self.records[o]))

    def core(self, record: str) -> list[str]:
        """The facts that a sentence on a step rests on."""
        known = self.records[record]
        names = CORE[known["kind"]].split()
        if known["kind"] == "Release" and known.get("stage") in DONE:
            names = [name for name in names if name not in ("act", "announced")]
        return [fact for fact in self.facts if fact in {f"{record}.{name}" for name in names}]

    def moments(self, record: str) -> list[str | None]:
        """The names of the dates of a step, the one it goes by first."""
        held = self.records[record].get
        if held("kind") == "Contact":
            return ["date"]
        if held("kind") == "Sanction":
            return ["announced" if held("announced") else "in_effect", "in_effect", "lapsed"]
        done = held("stage") in DONE and held("freed")
        return ["freed", "announced"] if done else ["announced"]

    def step(self, record: str, *, whole: bool) -> str:
        """A step in words; as a `whole` sentence with its day, its other dates and its readings."""
        kind = self.records[record]["kind"]
        if kind == "Contact":
            return self.names([record])
        told = (self._release if kind == "Release" else self._sanction)(record, whole=whole)
        return told + (figures(", ".join(self.addresses(self.core(record)))) if whole else "")

    def _release(self, record: str, *, whole: bool) -> str:
        """People, day and who is among them; the day first where nobody is counted as freed."""
        held, people = self.records[record].get, self.cell(f"{record}.people")
        if not whole:
            return people
        if held("stage") not in DONE:
            return dated(held("announced") if held("stage") == "announced" else None) + people
        day = dated(held("freed"))
        return people + day + figures(held("foreign", "")) if held("people") else day + people

    def _sanction(self, record: str, *, whole: bool) -> str:
        held = self.records[record].get
        told = "".join(self.cell(f"{record}.{name}") for name in ("change", "by", "target"))
        if not whole:
            return told
        lasts = held("stage") == "in_effect" and "/" in held("in_effect", "")
        announced = held("stage") == "announced"
        day = held("in_effect") if lasts else held("announced") if announced else None
        since = held("in_effect") if held("in_effect") != day else None
        return dated(day) + told + dated(None if announced else held("announced")) + dated(since)

    def day_of(self, release: str) -> str:
        """The date that a release goes by."""
        return dated(self.get(f"{release}.freed") or self.get(f"{release}.announced"))

    def age(self, record: str) -> int:
        """The months from an estimate to the event that its text is about; 0 for none."""
        held = self.records[record].get
        event = self.records.get(held("about", ""), {})
        _, start = ends(held("as_of"))
        end, _ = ends(event.get("freed") or event.get("announced"))
        return (end.year - start.year) * 12 + end.month - start.month if start and end else 0

    def row(self, table: str, key: str) -> Row:
        """What a row stands for. Raises KeyError where there is no such record or reading."""
        at, _, base = key.rpartition(" ")
        base, _, suffix = base.partition("/")
        fact = "" if base in self.records else base
        record = base if base in self.records else base.rpartition(".")[0]
        row = Row(table=table, key=key, at=at, fact=fact, record=record, suffix=suffix, claims=[])
        if table == "Sentences":
            row.sentence = dict(enumerate(self.sentences, 1))[int(key)]
            return row
        if table == "Codebook":
            row.column = next(
                o for o in self.sheets[record]["columns"] if base == f"{record}.{o['key']}"
            )
            return row
        row.parts = [
            o
            for o in self.of("Part")
            if record in (self.get(f"{o}.person"), self.get(f"{o}.release"))
        ]
        whose = [record, *(row.parts if table == "Persons" else ())]
        facts = self.core(record) if table == "Timeline" else self.facts
        row.facts = [fact] if fact else [o for o in facts if o.rpartition(".")[0] in whose]
        if table in ("Links", "Names", "Disagreements"):
            self._version(row)
        row.claim = next(one for one in self.said[fact] if one.at == at) if at else None
        row.step = self.moments(record) if self.records[record]["kind"] in CORE else []
        return row

    def _version(self, row: Row) -> None:
        """One value among those given to a fact, with its claims: the first, or that of the number.

        The one held comes first, but for names, which stand in the order of the texts.
        """
        row.of = {"Links": f"{row.record}.nature", "Names": f"{row.record}.name"}.get(row.table)
        row.of = row.of or row.fact
        given, held = self.said.get(row.of, []), self.get(row.of)
        values = [value for value, _ in self.versions(row.fact)] if row.fact else []
        values = sorted(values, key=lambda one: one != held) or [one.value for one in given]
        values = [held, *values] if row.table == "Links" and held else values
        known = list({str(one): one for one in values or [None]}.values())
        first = "1" if row.fact else ""
        row.value = dict(zip([first, *map(str, range(2, 10**4))], known, strict=False))[row.suffix]
        row.claims = [one for one in given if one.value == row.value]

    def expected(self, shows: str, row: Row) -> str:
        """What a cell may show whose column is declared to show that."""
        if shows in RULES:
            return RULES[shows](self, row)
        found = _FIELD.fullmatch(shows)
        if not found or not row.record:
            return ""
        what, kind, name, only = found.groups()
        own = self.records[row.record]["kind"]
        of = [row.record] if kind in (own, "Actor") else row.parts if kind == "Part" else []
        stage = self.records[row.record].get("stage")
        if only in ("if done", "if announced") and not (
            stage in DONE if only == "if done" else stage == "announced"
        ):
            return ""
        told = (self._field(what, f"{one}.{name}") for one in of)
        return "".join(dict.fromkeys(told))

    def _field(self, what: str | None, fact: str) -> str:
        """A field, or what is asked of it."""
        held = self.get(fact)
        match what:
            case None:
                return self.cell(fact)
            case "first day" | "last day":
                return serial(ends(held)[what == "last day"])
            case "least" | "most":
                low, high, _, _ = allows(held or "some", "Quantity")
                bound = max(low, 0) if what == "least" else high
                return f"{bound} " if re.search(r"\d", held or "") and bound < NO_BOUND else ""
            case "row":
                return self.names([held] if held else [])
            case "labels" | "users":
                return self._labels(fact, users=what == "users")
            case _:
                said, lasts = (self.support(fact), self.said.get(fact, [])), (True, False)
                return either(*(self.voices(o, texts_last=last) for o in said for last in lasts))

    def _labels(self, fact: str, *, users: bool) -> str:
        """The labels that are used, ours first; or with who uses each."""
        held, said = self.get(fact), self.said.get(fact, [])
        labels = dict.fromkeys([*([held] if held else []), *(claim.value for claim in said)])
        told = ""
        for label in labels:
            claims = [one for one in said if one.value == label]
            told += self.words(fact, label) if claims or not users else ""
            told += self.voices(claims) if users else ""
        return told

    def versions_in_words(self, fact: str, *, readings: bool) -> str:
        """Each version with who says it, and with its readings or without."""
        told = ""
        for value, claims in self.versions(fact):
            who, words = self.voices(claims, texts_last=True), self.words(fact, value)
            at = figures(", ".join(claim.at for claim in claims))
            told += who + words + at if readings else words + who
        return told

    def links(self, release: str) -> str:
        """The sanctions steps that somebody links to a release, and who does."""
        told = ""
        for link in self.of("Link"):
            pair = {self.get(f"{link}.of"), self.get(f"{link}.to")}
            other = next(iter(pair - {release}), "")
            if release in pair and self.records[other]["kind"] == "Sanction":
                fact = f"{link}.nature"
                claims = self.voices(self.said.get(fact, ()), texts_last=True)
                said = self.versions_in_words(fact, readings=False) or claims
                told += self.names([other]) + said if said or self.said.get(fact) else ""
        return told

    def sentence(self, told: Mapping[str, Any]) -> str:
        """A sentence of the brief; a number may stand in words."""
        words = ""
        for piece in told["pieces"]:
            if "typed" in piece:
                words += figures(piece["typed"])
            else:
                shown = self.cell(piece["fact"])
                words += (
                    f"(?:{shown})?" if self.type(piece["fact"])["type"] == "Quantity" else shown
                )
        return words

    def forms(self, fact: str) -> dict[str, list[Row]]:
        """The printed forms of a name, each with its claims."""
        found: dict[str, list[Row]] = {}
        for claim in self.said.get(fact, ()):
            found.setdefault(claim.value, []).append(claim)
        return found

    def in_texts(self, fact: str) -> str:
        """Every value that is said, with the texts that say it."""
        return "".join(
            self.words(fact, value) + figures(" ".join(dict.fromkeys(one.source for one in claims)))
            for value, claims in self.forms(fact).items()
        )

    def by_relation(self, fact: str) -> str:
        """The texts that speak of a fact, by how what each says stands to the value."""
        held = self.get(fact)
        found: dict[str, dict[str, None]] = {}
        for claim in self.said.get(fact, ()):
            way = self.relation(fact, claim.value, held) if held else "version"
            if way == "other" and {claim.value, held} <= {*STAGES}:
                way = "earlier" if STAGES.index(claim.value) < STAGES.index(held) else way
            found.setdefault(way, {})[claim.source] = None
        return figures(" ".join(source for texts in found.values() for source in texts))

    def about_text(self, source: str) -> tuple[set[str], set[str]]:
        """The facts that a text speaks of, and those of which it alone does; not those on texts."""
        told = {
            fact: {one.source for one in claims}
            for fact, claims in self.said.items()
            if fact.rpartition(".")[0] not in self.of("Source")
        }
        return {f for f, o in told.items() if source in o}, {
            f for f, o in told.items() if o == {source}
        }

    def paragraphs(self, source: str) -> str:
        """The paragraphs that carry no fact, by the reason why."""
        read = {one["at"].rstrip("abcdefghijklmnopqrstuvwxyz") for one in self.readings}
        reasons: dict[str, list[str]] = {}
        for number, reason in self.records[source].get("empty", {}).items():
            if f"{source}.{number}" not in read:
                reasons.setdefault(reason[self.language], []).append(number)
        return "".join(figures(f"{' '.join(numbers)} {why}") for why, numbers in reasons.items())

    def unread(self, source: str) -> str:
        """The paragraphs without a reading and without a reason for having none."""
        read = {one["at"].rstrip("abcdefghijklmnopqrstuvwxyz") for one in self.readings}
        known = self.records[source].get("empty", {})
        numbers = map(str, range(1, int(self.records[source]["paragraphs"]) + 1))
        return "".join(f"{n} " for n in numbers if n not in known and f"{source}.{n}" not in read)

    def same_author(self, measure: str) -> str:
        """The end of a measure in place, or the steps of its author on its target."""
        held = self.records[measure]
        if held.get("stage") != "in_effect" or held.get("announced"):
            return ""
        if held.get("lapsed"):
            return dated(held["lapsed"])
        return self.names(
            one
            for one in self.of("Sanction")
            if self.records[one].get("announced")
            and self.records[one].get("by") == held.get("by")
            and held.get("target", "") in self.wider(self.records[one].get("target", ""))
        )

    def allowed(self, column: Mapping[str, str]) -> str:
        """The terms that a column may hold."""
        facet = self.types.get(column["list"] or column["shows"], {}).get("facet")
        terms = [one for one in self.of("Term") if self.records[one]["facet"] == facet]
        more = f"{len(terms) - MOST_TERMS} " if len(terms) > MOST_TERMS else ""
        return self.names(terms[:MOST_TERMS]) + more if facet else ""
