"""What the files of the dossier Calvora show, against what was typed by hand from its facts."""

from __future__ import annotations

import datetime as dt
import io
import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Any

import openpyxl
import pytest
import yaml

from briefgen.generate import Asked, generate
from briefgen.office.lint.parts import read
from briefgen.proof.word import ParagraphContent, read_word
from briefgen.sheets import sheets
from briefgen.wording.workbook import TEXTS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefgen.generate import Generated
    from briefgen.proof.word import WordContent

PROJECT = Path(__file__).parent.parent
CALVORA = Path(__file__).parent / "dossiers" / "calvora"
EXPECTED = CALVORA / "expected"
LANGUAGES = ("en", "fr")
HEADER_ROW = 4
WITHOUT_TABLE = ("Start", "brief")
"""What is not a table of rows with keys: the first sheet, and the Word file."""
OTHERS = {"Summary": "summary", "Start": "start"}
"""Sheets that are not declared as tables, and the text that is their name."""


@pytest.fixture(scope="module")
def edition(tmp_path_factory: pytest.TempPathFactory) -> Generated:
    root = tmp_path_factory.mktemp("calvora") / "project"
    shutil.copytree(CALVORA, root, ignore=shutil.ignore_patterns("expected"))
    shutil.copytree(PROJECT / "templates", root / "templates")
    return generate(root, Asked(brief="calvora", out=root / "out"))


def typed(language: str, name: str) -> Any:  # noqa: ANN401 -- as it is typed
    return yaml.safe_load((EXPECTED / language / f"{name}.yaml").read_text("utf-8"))


def files(language: str) -> Iterator[str]:
    yield from sorted(path.stem for path in (EXPECTED / language).glob("*.yaml"))


TABLES = [
    (language, name)
    for language in LANGUAGES
    for name in files(language)
    if name not in WITHOUT_TABLE
]


def title(name: str, language: str) -> str:
    """The name of a sheet; of the data of a chart `Chart data 1` is ChartData1."""
    if name.startswith("ChartData"):
        number = name.removeprefix("ChartData")
        return (TEXTS["chart_data"].in_language(language) or "").format(number=number)
    text = TEXTS[OTHERS[name]] if name in OTHERS else sheets()[name].title
    return text.in_language(language) or ""


def plain(cell: object) -> object:
    """A cell as it is typed: days as dates, whole numbers as such."""
    if isinstance(cell, dt.datetime):
        return cell.date()
    return int(cell) if isinstance(cell, float) and cell.is_integer() else cell


def grid(edition: Generated, language: str, name: str) -> list[list[object]]:
    content = edition.files[f"calvora.{language}.xlsx"]
    book = openpyxl.load_workbook(io.BytesIO(content), data_only=True)
    return [[plain(cell.value) for cell in row] for row in book[title(name, language)].iter_rows()]


@pytest.mark.parametrize(("language", "name"), TABLES)
def test_a_sheet_shows_what_was_typed(edition: Generated, language: str, name: str) -> None:
    about = typed(language, name)
    rows = grid(edition, language, name)
    headers = rows[HEADER_ROW - 1]
    assert headers == about["headers"]
    below = rows[HEADER_ROW:]
    assert len(below) == about["rows"]
    key = headers.index(about["key"])
    found = {str(row[key]): dict(zip(headers, row, strict=True)) for row in below}
    differing = [
        f"{row}, {header}: {found[str(row)][header]!r}, typed {cells.get(header)!r}"
        for row, cells in about["cells"].items()
        for header in headers
        if found[str(row)][header] != cells.get(header)
    ]
    assert differing == []
    assert all(header in headers for cells in about["cells"].values() for header in cells)


def test_every_sheet_was_typed(edition: Generated) -> None:
    for language in LANGUAGES:
        content = edition.files[f"calvora.{language}.xlsx"]
        book = openpyxl.load_workbook(io.BytesIO(content), read_only=True)
        names = {title(name, language) for name in files(language) if name != "brief"}
        assert names == {*book.sheetnames}


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_first_sheet_shows_what_was_typed(edition: Generated, language: str) -> None:
    rows = grid(edition, language, "Start")
    shown = [[cell for cell in row if cell is not None] for row in rows]
    found = [line for line in shown if line and not _is_stamp(line)]
    assert found == typed(language, "Start")


def _is_stamp(line: list[object]) -> bool:
    """The row with the digest of the facts, which nobody can type."""
    return any("briefgen" in str(cell) for cell in line)


def word(edition: Generated, language: str) -> WordContent:
    return read_word(read(edition.files[f"calvora.{language}.docx"]).trees)


def blocks(content: WordContent) -> Iterator[Any]:
    """Paragraphs as text with the marks of their notes, tables as rows of cells."""
    for block in content.blocks:
        if isinstance(block, ParagraphContent):
            if block.text and "briefgen" not in block.text:
                yield block.text + "".join(f" [{number}]" for number in block.notes)
        else:
            yield [
                [
                    "\n".join(p.text + "".join(f" [{n}]" for n in p.notes) for p in cell)
                    for cell in row
                ]
                for row in block
            ]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_brief_shows_what_was_typed(edition: Generated, language: str) -> None:
    content = word(edition, language)
    about = typed(language, "brief")
    found = list(blocks(content))
    for number, (shown, wanted) in enumerate(zip(found, about["blocks"], strict=False), 1):
        assert shown == wanted, f"block {number}"
    assert len(found) == len(about["blocks"])
    assert {**content.notes} == about["notes"]
