"""What the manifest of an edition carries, so that every figure in it can be followed by anyone.

The facts with their values, and under `audit` all that leads from a figure in a file to the words
of an article: records, readings, what each column of each sheet and table stands for, the
narrative piece by piece, and the record behind each row of a chart. All of it is taken from the
facts as the copy may show them, and none of it is read back from the files.
"""

from __future__ import annotations

import enum
from typing import TYPE_CHECKING, Any

from msgspec.structs import replace

from briefgen import edition, pictures
from briefgen.brief import ledgers
from briefgen.brief.scribe import Scribe
from briefgen.brief.write import counted_steps
from briefgen.evidence.disagreements import Disagreement
from briefgen.facts.records import Name, Record, Source, Text, field_named, fields
from briefgen.narrative.blocks import Bullets, Heading, Paragraph, Placed, Shown
from briefgen.office.charts import Timeline, layout
from briefgen.office.charts.points import points
from briefgen.sheets import CHART_SIZES, brief_tables, columns_of, sheets
from briefgen.tables.steps import in_time, releases, steps
from briefgen.tables.window import Window
from briefgen.wording.cells import KINDS_OF_CELL
from briefgen.wording.workbook import READING, TEXTS
from briefgen.workbook.summary import sized

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from briefgen.evidence import Evidence
    from briefgen.examine import Examined
    from briefgen.facts.briefs import Brief
    from briefgen.facts.dossier import Dossier
    from briefgen.facts.readings import Claim, Reading
    from briefgen.narrative.blocks import Narrative, Sentence
    from briefgen.office.charts import Chart
    from briefgen.wording import Wording

_LANGUAGES = ("en", "fr")
_MARKED = "facts shown"
"""What a column of the brief's tables shows whose figures all stand in bookmarks of facts."""
_CITED = "readings shown"
_UNMARKED = frozenset(
    {
        *("id", "name", "name and other forms", "date of Part.release", "printed forms by text"),
        *(
            "measures linked with it",
            "doubts and note",
            "question in dispute",
            "versions",
            "reason",
        ),
    }
)
"""What else the columns show, beside the fields that no reading claims, and voices."""
_UNSHOWN = frozenset({"id", "handling", "internal", "because", "avoid", "gender"})


def carried(
    examined: Examined, identity: Mapping[str, Any], *, looked: bool, pdf: bool
) -> dict[str, Any]:
    """The manifest of an edition but for the digests of its files.

    `looked` tells that passages were looked for in the articles.
    """
    dossier = examined.dossier
    wordings = [wording for wording, _ in examined.narratives]
    return {
        **identity,
        "label": examined.brief.label.value,
        "languages": [wording.language for wording in wordings],
        "pdf": pdf,
        "facts": {
            fact: _joined(value) or dossier.blank(fact) or ""
            for fact, value in dossier.values.items()
        },
        "audit": {
            "brief": _brief(examined.brief, identity),
            "types": _types(dossier),
            "records": {record.id: _record(record, dossier) for record in dossier.records.values()},
            "called": {wording.language: _called(wording) for wording in wordings},
            "readings": list(_readings(dossier)),
            "sheets": {wording.language: _sheets(wording, looked=looked) for wording in wordings},
            "narrative": {
                wording.language: _narrative(narrative, examined.evidence, wording)
                for wording, narrative in examined.narratives
            },
            "charts": {
                name: rows for wording in wordings for name, rows in _charts(examined, wording)
            },
        },
    }


def _joined(value: Any) -> str:  # noqa: ANN401 -- the type is the field's
    """A fact's value in one text, as in the YAML; of a name the English form; empty for none."""
    if value is None:
        return ""
    if isinstance(value, Name):
        return value.full("en")
    plain = _plain(value)
    if isinstance(plain, dict):
        return str(plain["en"])
    return ", ".join(plain) if isinstance(plain, list) else str(plain)


def _plain(value: Any) -> Any:  # noqa: ANN401 -- the type is the field's
    """A value as JSON: texts a language each, lists of ids, all else as in the YAML."""
    if isinstance(value, Text):
        return _by_language(value)
    if isinstance(value, Name):
        return {language: [value.full(language), value.last(language)] for language in _LANGUAGES}
    if isinstance(value, enum.Enum):
        return value.value
    if isinstance(value, tuple):
        return [_plain(one) for one in value]
    return value if isinstance(value, bool) else str(value)


def _by_language(text: Text | None) -> dict[str, str]:
    """A reader's text; one that is not translated stands in the other language."""
    if text is None:
        return {}
    return {code: text.in_language(code) or text.en or text.fr or "" for code in _LANGUAGES}


def _brief(brief: Brief, identity: Mapping[str, Any]) -> dict[str, Any]:
    named = ("title", "subtitle", "subject", "number", "edition", "period", "cutoff", "keywords")
    told = {name: getattr(brief, name) for name in named}
    stamp = {"digest": edition.shown(identity["inputs"]), "version": identity["version"]}
    reading = {
        language: [
            TEXTS[name].in_language(language)
            for key in READING
            for name in (key, f"{key}_means")
            if name in TEXTS
        ]
        for language in _LANGUAGES
    }
    plain = {name: _plain(value) for name, value in told.items() if value is not None}
    return {**plain, **stamp, "how_to_read": reading}


def _types(dossier: Dossier) -> dict[str, dict[str, Any]]:
    """What each field of each kind takes: `Release.people` a Quantity."""
    kinds = {type(record) for record in dossier.records.values()}
    return {
        f"{kind.__name__}.{name}": {
            "type": getattr(field.item, "__name__", "str"),
            "facet": field.facet,
            "records": bool(field.facet or field.to),
            "many": field.many,
            "claimed": field.claimed,
        }
        for kind in sorted(kinds, key=lambda kind: kind.__name__)
        for name, field in fields(kind).items()
        if name not in _UNSHOWN
    }


def _record(record: Record, dossier: Dossier) -> dict[str, Any]:
    """The kind of a record and its fields, without what is blank and what no reader is shown."""
    told: dict[str, Any] = {"kind": type(record).__name__}
    for name in fields(type(record)):
        value = getattr(record, name)
        if name not in _UNSHOWN and value not in (None, (), {}) and name != "empty":
            told[name] = _plain(value)
    if isinstance(record, Source) and record.empty:
        told["empty"] = {
            number: _by_language(dossier.reason(reason)) for number, reason in record.empty.items()
        }
    if record.because:
        told["because"] = {name: _because(name, record, dossier) for name in record.because}
    return told


def _called(wording: Wording) -> dict[str, str]:
    """What each record that readings speak of is called in the language."""
    return {one: wording.record(one) for one in wording.dossier.records}


def _because(name: str, record: Record, dossier: Dossier) -> dict[str, Any]:
    given = record.because[name]
    told: dict[str, Any] = {"why": _by_language(dossier.reason(given))}
    if not isinstance(given, str):
        told |= {
            "question": _by_language(given.question),
            "weight": given.weight,
            "kind": given.kind,
        }
    return {key: value for key, value in told.items() if value}


def _readings(dossier: Dossier) -> Iterator[dict[str, Any]]:
    """Every reading in the order of the texts, with what it says of each fact."""
    claims: dict[Reading, list[Claim]] = {}
    for claim in dossier.claims:
        claims.setdefault(claim.reading, []).append(claim)
    for reading in sorted(dossier.readings, key=lambda reading: reading.at.order):
        yield {
            "at": str(reading.at),
            "voice": reading.voice,
            "hedged": reading.hedged,
            "anchors": list(reading.anchors),
            "gloss": _by_language(reading.gloss),
            "says": {claim.fact: _claim(claim, dossier) for claim in claims.get(reading, ())},
        }


def _claim(claim: Claim, dossier: Dossier) -> dict[str, Any]:
    told = {
        "value": _plain(claim.value),
        "doubt": _by_language(dossier.reason(claim.doubt)),
        "inferred": _by_language(dossier.reason(claim.inferred)),
    }
    return {key: value for key, value in told.items() if value}


def _sheets(wording: Wording, *, looked: bool) -> dict[str, Any]:
    """The sheets by the names of their tables: title, what a row is, what each column shows."""
    text, sources = wording.text, tuple(source.id for source in wording.dossier.of(Source))
    return {
        sheet.name: {
            "title": text(sheet.title),
            "row_is": text(sheet.row_is),
            "key": text(sheet.column(sheet.key).header),
            "columns": [
                {
                    "header": text(column.header),
                    "key": column.key,
                    "shows": column.shows,
                    "meaning": text(column.meaning),
                    "holds": text(KINDS_OF_CELL[column.kind]),
                    "list": column.list,
                }
                for column in columns_of(sheet, sources, looked=looked)
            ],
        }
        for sheet in sheets().values()
    }


def _narrative(narrative: Narrative, evidence: Evidence, wording: Wording) -> dict[str, Any]:
    """The paragraphs in order with the section each is in, headings, and what each table shows."""
    told: dict[str, list[Any]] = {"headings": [], "paragraphs": [], "tables": []}
    scribe = Scribe(evidence, wording)
    for block in narrative.blocks:
        match block:
            case Heading():
                told["headings"].append(block.text)
            case Paragraph():
                told["paragraphs"].append(_paragraph(block, told["headings"]))
            case Bullets():
                told["paragraphs"] += [_paragraph(one, told["headings"]) for one in block.items]
            case Placed():
                if rows := _rows(block.name, scribe):
                    table = {"name": block.name, "shows": _shows(block.name), "rows": rows}
                    told["tables"].append(table)
    return told


def _shows(name: str) -> list[str]:
    """What the columns of a table show apart from facts that bear a bookmark; none of the strip."""
    if name not in brief_tables():
        return []
    declared = brief_tables()[name]
    shown = [column.shows if _is_unmarked(column.shows) else _MARKED for column in declared.columns]
    return [*shown, *([_CITED] * declared.cites)]


def _is_unmarked(shows: str) -> bool:
    """Whether figures stand without a bookmark: those of rules, and of the analyst's own fields."""
    if shows in _UNMARKED or shows.startswith("voices on "):
        return True
    field = field_named(shows)
    return field is not None and not field.claimed


def _paragraph(paragraph: Paragraph, headings: Sequence[str]) -> dict[str, Any]:
    section = headings[-1] if headings else ""
    return {"section": section, "sentences": [_sentence(one) for one in paragraph.sentences]}


def _sentence(sentence: Sentence) -> dict[str, Any]:
    """The pieces as typed or as the fact they show, and all facts that the sentence rests on."""
    pieces = [
        {"fact": piece.fact, "form": piece.form}
        if isinstance(piece, Shown)
        else {"typed": piece.text}
        for piece in sentence.pieces
    ]
    return {"pieces": pieces, "facts": list(sentence.facts)}


def _rows(name: str, scribe: Scribe) -> list[str]:
    """The record or fact that each row of a table stands for; none of what is no table."""
    if name == "strip":
        return [step.id for step in counted_steps(scribe)]
    if name not in brief_tables():
        return []
    rows = ledgers.records_of(name, scribe)
    return [row.fact if isinstance(row, Disagreement) else row.id for row in rows]


def _charts(examined: Examined, wording: Wording) -> Iterator[tuple[str, list[dict[str, Any]]]]:
    """The charts of each file in order, each by what its rows of data stand for."""
    drawn = pictures.draw(examined.dossier, wording, examined.brief)
    stem = f"{examined.folder.name}.{wording.language}"
    narrative = next(text for known, text in examined.narratives if known is wording)
    placed = [block.name for block in narrative.blocks if isinstance(block, Placed)]
    on_pages = [_on_page(name, drawn[name]) for name in placed if name in drawn]
    for end, charts in (("xlsx", [sized(chart) for chart in drawn.values()]), ("docx", on_pages)):
        yield f"{stem}.{end}", [_chart(chart, examined, wording) for chart in charts]


def _on_page(name: str, chart: Chart) -> Chart:
    width, height = CHART_SIZES["brief"][name]
    return replace(chart, width=width, height=height)


def _chart(chart: Chart, examined: Examined, wording: Wording) -> dict[str, Any]:
    if not isinstance(chart, Timeline):
        dated = sorted(
            (one for one in releases(examined.dossier, wording) if one.when), key=in_time
        )
        return {"kind": "bars", "rows": [{"records": [step.record.id]} for step in dated]}
    told = list(steps(examined.dossier, wording))
    return {
        "kind": "timeline",
        "rows": list(_points(chart, examined, wording)),
        "undrawn": [step.record.id for step in told if not step.when],
    }


def _points(chart: Timeline, examined: Examined, wording: Wording) -> Iterator[dict[str, Any]]:
    """What each point stands for: a moment of some records, or the grid of lanes and months."""
    window = Window.of(examined.brief)
    told = [step for step in steps(examined.dossier, wording) if step.when]
    drawn = iter(points(chart))
    for placed in layout.place(chart, layout.frame(chart)):
        event = placed.event
        half = layout.middle(event.start, event.last)
        moments = ["start"]
        if event.end is not None:
            moments = ["start", *(["middle"] if half not in (event.start, event.end) else [])]
            moments += ["end", "gap"]
        records = [
            step.record.id
            for step in told
            if step.when
            and (step.lane, step.done, *window.span(step.when))
            == (event.lane, event.filled, event.start, event.last)
            and step.label in event.label
        ]
        for moment, point in zip(moments, drawn, strict=False):
            yield {
                "records": records,
                "lane": event.lane,
                "at": moment,
                "height": placed.y,
                "says": bool(point.lines),
            }
    for point in drawn:
        yield {"grid": point.look.value, "height": point.y, "day": point.x.isoformat()}
