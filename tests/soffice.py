"""LibreOffice for tests: conversion in a profile of the test's own, formulas always calculated."""

from __future__ import annotations

import functools
import shutil
import subprocess
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

SOFFICE = shutil.which("soffice")
NEEDED = pytest.mark.skipif(SOFFICE is None, reason="soffice is not installed")
LONGEST = 180  # seconds that a conversion may take
# The value 0 of OOXMLRecalcMode is "always": without it LibreOffice shows the values as written.
RECALCULATE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load">
<prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop></item>
</oor:items>
"""


def convert(content: bytes, name: str, *, to: str, folder: Path) -> bytes:
    """The file `name` of this content as `to`: `pdf`, `xlsx`; every formula is calculated anew."""
    profile, out = folder / "profile", folder / "out"
    (profile / "user").mkdir(parents=True, exist_ok=True)
    (profile / "user" / "registrymodifications.xcu").write_text(RECALCULATE)
    source = folder / name
    source.write_bytes(content)
    command = [
        *(str(SOFFICE), f"-env:UserInstallation={profile.as_uri()}", "--headless"),
        *("--convert-to", to, "--outdir", str(out), str(source)),
    ]
    subprocess.run(command, check=True, capture_output=True, timeout=LONGEST)
    return (out / source.with_suffix(f".{to}").name).read_bytes()


recalculated = functools.partial(convert, name="workbook.xlsx", to="xlsx")
"""A workbook as LibreOffice saves it after calculating every formula: `recalculated(content,
folder=tmp_path)`."""
