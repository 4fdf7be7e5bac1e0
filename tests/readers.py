"""Programs that read .xlsx files, for tests: the cells of a workbook as each of them gives them."""

from __future__ import annotations

import datetime as dt
import functools
import io
import json
import shutil
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import openpyxl
import pandas as pd
from openpyxl.utils import get_column_letter
from python_calamine import CalamineWorkbook

from briefgen.office.cells import serial

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

Cells = dict[str, dict[str, object]]
"""Sheet, reference and value of each filled cell: days as serial numbers, all numbers as floats."""

_NODE = Path(__file__).parent / "node"
_LONGEST = 120  # seconds that a reader may take


def with_openpyxl(content: bytes) -> Cells:
    """The cells as openpyxl reads them."""
    book = openpyxl.load_workbook(io.BytesIO(content), data_only=True)
    return {
        sheet.title: _filled(list(sheet.iter_rows(values_only=True))) for sheet in book.worksheets
    }


def with_pandas(content: bytes, engine: Literal["openpyxl", "calamine"]) -> Cells:
    """The cells as pandas reads them: without headers, and "n/a" as the text that it is."""
    frames = pd.read_excel(
        io.BytesIO(content), sheet_name=None, header=None, na_filter=False, engine=engine
    )
    return {
        str(name): _filled([list(row) for row in frame.itertuples(index=False, name=None)])
        for name, frame in frames.items()
    }


def with_calamine(content: bytes) -> Cells:
    """The cells as python-calamine reads them."""
    book = CalamineWorkbook.from_filelike(io.BytesIO(content))
    return {
        name: _filled(book.get_sheet_by_name(name).to_python(skip_empty_area=False))
        for name in book.sheet_names
    }


def with_node(content: bytes, reader: str, *, folder: Path) -> Cells:
    """The cells as a reader of `node/read.cjs` gives them."""
    path = folder / "workbook.xlsx"
    path.write_bytes(content)
    command = [str(shutil.which("node")), str(_NODE / "read.cjs"), reader, str(path)]
    done = subprocess.run(command, check=True, capture_output=True, text=True, timeout=_LONGEST)
    read: Cells = json.loads(done.stdout)
    return {
        name: {place: _plain(value) for place, value in cells.items()}
        for name, cells in read.items()
    }


@functools.cache
def missing_of_node() -> str:
    """What `with_node` lacks here, "" when nothing: node, or the modules of `node/package.json`."""
    if (node := shutil.which("node")) is None:
        return "node is not installed"
    modules = json.loads((_NODE / "package.json").read_text())["dependencies"]
    loading = ";".join(f"require({json.dumps(name)})" for name in modules)
    done = subprocess.run([node, "-e", loading], capture_output=True, timeout=_LONGEST, check=False)
    return f"NODE_PATH leads to no {' and '.join(modules)}" if done.returncode else ""


def _filled(rows: Iterable[Sequence[Any]]) -> dict[str, object]:
    return {
        f"{get_column_letter(column)}{number}": _plain(value)
        for number, row in enumerate(rows, 1)
        for column, value in enumerate(row, 1)
        if value is not None and value is not pd.NaT and value != ""
    }


def _plain(value: object) -> object:
    if isinstance(value, dt.datetime):
        return float(serial(value.date()))
    if isinstance(value, dt.date):
        return float(serial(value))
    if isinstance(value, int) and not isinstance(value, bool):
        return float(value)
    return value
