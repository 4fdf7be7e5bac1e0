"""Sheets of cells and tables in Word, measured against zipping alone and against python-docx."""

from __future__ import annotations

import datetime as dt
import io
import random
import time
import zipfile
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, Any

import docx

from briefgen.office import package
from briefgen.office.cells import Formula, Link
from briefgen.office.document import open_template
from briefgen.office.inline import Run
from briefgen.office.properties import Properties
from briefgen.office.sheets import Column, Sheet, write_workbook
from briefgen.office.wordtable import Column as WordColumn
from briefgen.office.wordtable import Table

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from briefgen.office.cells import Cell

TEMPLATES = Path(__file__).parent.parent / "templates"
ROUNDS = 3
WORD_ROWS = 5_000
TEXT = (
    "who was freed according to the press service and the department after negotiations in"
    " Minsk, Vilnius and Washington convicted of extremism political prisoners"
)
WORDS = TEXT.split()
STYLES = (
    *(("Date", 12), ("Text", 30), ("Text", 40), ("Number", 10), ("Text short", 20), ("Id", 20)),
    *(("Text", 60), ("Mark", 14), ("Address", 16), ("Link", 12), ("Number", 10), ("Note", 30)),
    *(("Text centred", 12), ("Yes or no", 12), ("Date", 12), ("Our sum", 9), ("Text", 30)),
    ("Key", 20),
)
ABOUT = Properties(
    title="Speed",
    subject="Speed",
    keywords="speed",
    language="en-GB",
    creator="briefgen",
    description="",
    dated=dt.date(2025, 12, 31),
    custom={},
)


def sheets(count: int, rows: int) -> list[Sheet]:
    """Sheets of 18 columns with styles, a table, links and formulas."""
    chance = random.Random(1)  # noqa: S311 -- made-up texts, the same in each run
    pool = [" ".join(chance.choices(WORDS, k=chance.randint(2, 30))) for _ in range(3000)]
    columns = [Column(f"c{n}", width, style) for n, (style, width) in enumerate(STYLES)]
    return [
        Sheet(
            name=f"S{number}",
            head=[["Title"], ["Subtitle"], ["Way back"]],
            columns=columns,
            rows=[_row(n, number, chance.choices(pool, k=4)) for n in range(rows)],
            table=f"Table_{number}",
        )
        for number in range(count)
    ]


def _row(n: int, sheet: int, texts: Sequence[str]) -> list[Cell]:
    day = dt.date(2025, 1, 1) + dt.timedelta(n % 300)
    linked = Link(f"'S0'!A{n + 5}", "to the row")
    counted = Formula(f"D{n + 5}*2", n * 2)
    return [
        *(day, texts[0], f"unique {n} {sheet} {texts[1]}", n, "short text", f"id-{n}", texts[2]),
        *(None, f"003.{n % 90}a", linked, n / 7, None, "reported", "yes", None, counted),
        *(texts[3], WORDS[n % len(WORDS)]),
    ]


def timed(work: Callable[[], object]) -> float:
    def once() -> float:
        started = time.perf_counter()
        work()
        return time.perf_counter() - started

    return median(once() for _ in range(ROUNDS))


def cells() -> dict[str, float]:
    """Seconds of writing sheets, and of zipping their finished XML alone, as `zipfile` does."""
    template = (TEMPLATES / "workbook.xlsx").read_bytes()
    three, large = sheets(3, 10_000), sheets(2, 50_000)  # Excel holds 65,530 links a sheet
    parts = package.unpack(write_workbook(template, three, ABOUT))
    return {
        "write": timed(lambda: write_workbook(template, three, ABOUT)),
        "zip": timed(lambda: _zipped(parts)),
        "large": timed(lambda: write_workbook(template, large, ABOUT)),
    }


def _zipped(parts: Mapping[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return out.getvalue()


def word_tables() -> dict[str, float]:
    """Seconds of a table in Word, ours and python-docx's `add_row`, of `WORD_ROWS` rows."""
    texts = [
        [" ".join(WORDS[n % 9 : n % 9 + k]) for k in (1, 3, 5, 2, 4)] for n in range(WORD_ROWS)
    ]
    template = (TEMPLATES / "brief.docx").read_bytes()
    return {
        "ours": timed(lambda: _our_table(template, texts)),
        "add_row": timed(lambda: _their_table(texts)),
    }


def _our_table(template: bytes, texts: Sequence[Sequence[str]]) -> bytes:
    document = open_template(template, {})
    table = Table(
        columns=[WordColumn(width_cm=3, header=f"c{n}") for n in range(len(texts[0]))],
        rows=[[(Run(text),) for text in row] for row in texts],
        style="Brief Table",
        title="Speed",
        alt="Speed",
    )
    document.table(table)
    return document.save(ABOUT)


def _their_table(texts: Sequence[Sequence[str]]) -> bytes:
    document: Any = docx.Document()
    table = document.add_table(rows=1, cols=len(texts[0]), style="Table Grid")
    for row in texts:
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = text
    saved = io.BytesIO()
    document.save(saved)
    return saved.getvalue()


def main() -> None:
    found = cells()
    print(
        f"3 sheets x 10,000 rows x 18 columns: {found['write']:.2f} s,"
        f" {found['write'] / found['zip']:.1f} times zipping their XML alone"
    )
    growth = found["large"] / 100_000 / (found["write"] / 30_000)
    print(f"2 sheets x 50,000 rows: {found['large']:.2f} s, {growth:.2f} times as much a row")
    found = word_tables()
    print(
        f"a table of {WORD_ROWS:,} rows in Word: {found['ours']:.2f} s,"
        f" {found['ours'] / found['add_row']:.2f} of python-docx's add_row"
    )


if __name__ == "__main__":
    main()
