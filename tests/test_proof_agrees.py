"""What writes the files and what proves them, each from the facts: they agree on odd facts too.

The facts are the shipped and the made-up ones with fields emptied, left open, exchanged, and
readings taken away, so that states come up which no one curated.
"""

from __future__ import annotations

import random
from pathlib import Path
from string import ascii_lowercase
from typing import TYPE_CHECKING, Any

import pytest
from msgspec.structs import replace

from briefgen import pictures, tables
from briefgen.brief import ledgers
from briefgen.brief.scribe import Scribe
from briefgen.evidence import Evidence
from briefgen.facts.briefs import load_brief
from briefgen.facts.dossier import Dossier
from briefgen.facts.load import load
from briefgen.facts.records import claimed_fields
from briefgen.narrative.blocks import BLOCKS, Bullets, Heading, Paragraph
from briefgen.narrative.read import read
from briefgen.office import inline
from briefgen.office.charts import rows
from briefgen.proof.grids import grid
from briefgen.proof.rows import ROWS, columns_of_sheet
from briefgen.proof.rules import expected, what_one_says
from briefgen.proof.sequence import charts
from briefgen.proof.summary import computed, figures
from briefgen.proof.text import BriefText, read_text
from briefgen.proof.values import Lead, Values
from briefgen.sheets import brief_tables, sheets
from briefgen.tables.table import Ref
from briefgen.wording import wording_for
from briefgen.workbook.summary import sized

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefgen.facts.readings import Claim
    from briefgen.facts.records import Record
    from briefgen.proof.rows import Row
    from briefgen.sheets import Column

PROJECT = Path(__file__).parent.parent
DOSSIERS = Path(__file__).parent / "dossiers"
OSTRANA, CALVORA = DOSSIERS / "ostrana", DOSSIERS / "calvora"
KNOWN = {
    "shipped": (PROJECT / "data" / "belarus-2025", PROJECT / "briefs" / "belarus-us-2025"),
    "made-up": (OSTRANA / "data" / "ostrana-2031", OSTRANA / "briefs" / "ostrana"),
    "every state": (CALVORA / "data" / "calvora-2031", CALVORA / "briefs" / "calvora"),
}
WHOLE = {name: load(folder) for name, (folder, _) in KNOWN.items()}
BRIEFS = {name: load_brief(folder) for name, (_, folder) in KNOWN.items()}
SEEDS = 4
"""How many dossiers of each sort `make test` makes up; `make soak` tries many more."""


def odd_dossier(whole: Dossier, chance: random.Random) -> Dossier:
    """The dossier with a part of its fields and readings changed or gone."""
    records = {key: _odd_record(record, whole, chance) for key, record in whole.records.items()}
    kept = [one for one in whole.readings if chance.random() > 0.15]
    known = set(map(id, kept))
    claims = [claim for claim in whole.claims if id(claim.reading) in known]
    if chance.random() < 0.5:
        claims = _scattered(claims)
        kept = [claim.reading for claim in claims]
    readings = tuple(kept)
    withheld = frozenset(chance.sample(["releases", "persons", "sources"], chance.choice([0, 1])))
    return Dossier(whole.name, records, readings, tuple(claims), whole.origins, withheld)


def _scattered(claims: list[Claim]) -> list[Claim]:
    """The claims each in a passage of its own, so that no other fact leads to its address."""
    passages = [f"{one}{other}" for one in ascii_lowercase for other in ascii_lowercase]
    return [
        replace(claim, reading=replace(claim.reading, at=replace(claim.reading.at, passage=place)))
        for claim, place in zip(claims, passages, strict=False)
    ]


def _odd_record(record: Record, whole: Dossier, chance: random.Random) -> Record:
    blanks, changes = dict(record.blanks), dict[str, Any]()
    for name, field in claimed_fields(type(record)).items():
        drawn = chance.random()
        if field.required or drawn > 0.17:
            continue
        blanks.pop(name, None)
        if drawn < 0.12:
            changes[name] = () if field.many else None
            blanks |= (
                {name: blank} if (blank := chance.choice(["", "not_stated", "disputed"])) else {}
            )
        elif not field.many:
            others = [getattr(one, name) for one in whole.of(type(record))]
            changes[name] = chance.choice(others)
            blanks |= {name: "disputed"} if changes[name] is None else {}
    return replace(record, blanks=blanks, **changes)


def cases() -> list[object]:
    return [
        pytest.param(name, seed, language, marks=() if seed < SEEDS else (pytest.mark.soak,))
        for name in KNOWN
        for language in ("en", "fr")
        for seed in range(10 * SEEDS)
    ]


def odd_values(name: str, seed: int, language: str) -> Values:
    dossier = odd_dossier(WHOLE[name], random.Random(seed))  # noqa: S311 -- no secret
    wording = wording_for(language, dossier)
    return Values(Evidence(dossier), wording, BRIEFS[name], BriefText("text", ()))


def shown(values: Values, row: Row, column: Column) -> object:
    if column.shows == "what one text says":
        return what_one_says(values, row, column.key.removeprefix("text_"))
    found = expected(values, row, column.shows, dash=column.nil)
    return Ref(found.table, found.key, found.text) if isinstance(found, Lead) else found


def plain(cell: object) -> str:
    """The text of a cell of the brief."""
    if isinstance(cell, inline.Paragraph):
        return plain(cell.content)
    if isinstance(cell, list | tuple):
        between = "\n" if any(isinstance(one, inline.Paragraph) for one in cell) else ""
        return between.join(map(plain, cell))
    if isinstance(cell, inline.Run):
        return cell.text
    return "\n" if isinstance(cell, inline.Break) else ""


@pytest.mark.parametrize(("name", "seed", "language"), cases())
def test_the_proof_expects_what_is_written(name: str, seed: int, language: str) -> None:
    values = odd_values(name, seed, language)
    built = tables.build(values.evidence, values.wording, values.brief)
    differing = [
        f"{sheet.name} {row.id} {column.key}: {cell!r}, the proof expects {wanted}"
        for sheet in sheets().values()
        if sheet.name != "Sentences"
        for row, cells in zip(ROWS[sheet.name](values), built[sheet.name].rows(), strict=True)
        for column, cell in zip(columns_of_sheet(sheet, values), cells, strict=True)
        if not (wanted := shown(values, row, column)) == cell  # noqa: SIM201 -- a sentence has no !=
    ]
    assert differing == []

    counted = figures(values)
    for figure, written in zip(counted, tables.figures(built, values.wording), strict=True):
        assert (figure.value, figure.words) == (written.value, written.words)
        assert figure.label == values.wording.text(written.label)
        assert computed(written.formula, values) == figure.value

    drawn = pictures.draw(values.dossier, values.wording, values.brief)
    due = charts(values, "workbook")
    assert {key: rows(sized(chart)) for key, chart in drawn.items()} == {
        key: rows(chart) for key, chart in due.items()
    }


@pytest.mark.parametrize(("name", "seed", "language"), cases())
def test_the_proof_expects_the_tables_of_the_brief(name: str, seed: int, language: str) -> None:
    values = odd_values(name, seed, language)
    for block in brief_tables():
        if block == "disagreements" and any(
            values.dossier.value(found.fact) in (None, ())
            and values.dossier.blank(found.fact) is None
            for found in values.evidence.disagreements
        ):
            continue  # an error of the facts: what is written then is never asked for
        written = ledgers.table(block, Scribe(values.evidence, values.wording))
        texts = [[plain(cell) for cell in row] for row in written.rows]
        assert texts == [[cell.text for cell in row] for row in grid(values, block).rows]


def paragraphs(text: str, name: str, language: str) -> Iterator[tuple[list[str], list[str]]]:
    """The sentences of each paragraph as what writes the brief reads them, and their facts."""
    dossier = WHOLE[name]
    wording = wording_for(language, dossier)
    narrative = read(text, "text.md", dossier=dossier, wording=wording, blocks=BLOCKS)
    for block in narrative.blocks:
        sentences = []
        if isinstance(block, Heading):
            sentences = [[block.sentence]]
        elif isinstance(block, Paragraph):
            sentences = [[*block.sentences]]
        elif isinstance(block, Bullets):
            sentences = [[*item.sentences] for item in block.items]
        for found in sentences:
            yield [one.text for one in found], [fact for one in found for fact in one.facts]


HARD = r"""
# A heading with [words]{.asis} #

One *line* with **bold words** and a \{ brace, a \* star and an &amp; entity.
  {{ release-2031-05.people }} begins a line[^release-2031-05.stage] [^release-2031-05.freed].
A fact {{ release-2031-05.people people }}[^release-2031-05.stage], then more <!-- unseen --> words.
[[strip]]
Words right below a block, with a [link](https://example.org/a_b) and [mots]{lang=fr} ; done.

::: box
- **First.**
  {{ release-2031-06.announced on }} a bullet [^release-2031-06.stage].
- Second, with [a **bold** [inner]{.asis} part]{lang=en}
:::
<!-- a comment
-->
Before a comment that parts,
<!-- as a line of its own -->
and behind it.
After a comment, snake_case_words and _emphasis_ stand ; end [^release-2031-05.act]
"""


@pytest.mark.parametrize("language", ["en", "fr"])
def test_a_text_is_read_alike_by_what_writes_and_what_proves(language: str) -> None:
    for name, (_, folder) in KNOWN.items():
        texts = [(folder / f"text.{language}.md").read_text("utf-8")]
        texts += [HARD.replace("[^release-2031-05.act]", "")] if name == "made-up" else []
        for text in texts:
            found = read_text(text, "text.md", wording_for(language, WHOLE[name]))
            sentences = [
                ([one.plain for one in p.sentences], [f for one in p.sentences for f in one.facts])
                for p in found.paragraphs
                if not p.placed
            ]
            assert sentences == list(paragraphs(text, name, language))
