"""The brief as a PDF: tagged, titled, bookmarked, the same every time; and a set without one."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

import soffice
from briefgen.cli import main
from briefgen.office import pdf
from briefgen.office.pdf import PdfError, readable, to_pdf

PROJECT = Path(__file__).parents[1]


def generate(project: Path, *more: str) -> int:
    out = str(project / "out")
    return main(["-C", str(project), "generate", "--lang", "fr", "--out", out, "--pdf", *more])


def utf16(text: str) -> bytes:
    return b"<FEFF" + text.encode("utf-16-be").hex().upper().encode() + b">"


@pytest.mark.office
@soffice.NEEDED
def test_the_pdf_is_published_tagged_titled_and_bookmarked(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert generate(project) == 0
    assert re.search(
        r"^wrote   .*/ostrana\.fr\.pdf \(\d+ KB\)$", capsys.readouterr().out, re.MULTILINE
    )
    made = (project / "out" / "ostrana.fr.pdf").read_bytes()
    assert made.startswith(b"%PDF-")
    assert b"/StructTreeRoot" in made
    assert re.search(rb"/MarkInfo\s*<<\s*/Marked true", made)
    assert re.search(rb"/Lang\s*\(fr-FR\)", made)
    assert b"/DisplayDocTitle true" in made
    assert b"/Title" + utf16("Ostrane\N{NO-BREAK SPACE}: bateaux et droits") in made
    assert b"/Outlines" in made
    for heading in ("Points clés", "La séquence", "Où les textes divergent"):
        assert b"/Title" + utf16(heading) in made
    manifest = json.loads((project / "out" / "manifest.json").read_bytes())
    assert "ostrana.fr.pdf" in manifest["files"]
    assert manifest["pdf"] is True
    assert generate(project) == 0
    assert capsys.readouterr().out.startswith("nothing has changed")
    (again,) = [to_pdf((project / "out" / "ostrana.fr.docx").read_bytes())]
    assert again == made


def test_without_libreoffice_the_other_files_are_written_with_a_warning(
    project: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pdf, "PROGRAMS", ("no-such-office",))
    assert generate(project) == 0
    told = capsys.readouterr()
    assert told.err.splitlines() == [
        (
            "warning: ostrana.fr.pdf: LibreOffice is not installed, so there is no PDF;"
            " the other files are whole [pdf]"
        ),
        "0 errors, 1 warning",
    ]
    names = sorted(path.name for path in (project / "out").iterdir())
    assert names == ["manifest.json", "ostrana.fr.docx", "ostrana.fr.xlsx"]
    assert generate(project) == 0
    assert not capsys.readouterr().out.startswith("nothing has changed")


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A command in the place of LibreOffice's that tells of a fault and makes nothing."""
    command = tmp_path / "office"
    command.write_text("#!/bin/sh\necho 'source file could not be loaded' >&2\n")
    command.chmod(0o755)
    monkeypatch.setattr(pdf, "PROGRAMS", (str(command),))
    return command


def test_what_libreoffice_says_is_told_when_it_makes_nothing(office: Path) -> None:
    assert office.exists()
    with pytest.raises(PdfError, match="made no PDF: source file could not be loaded"):
        to_pdf(b"")


def test_a_conversion_that_hangs_is_ended(office: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    office.write_text("#!/bin/sh\nexec sleep 60\n")
    monkeypatch.setattr(pdf, "_SECONDS", 0.2)
    with pytest.raises(PdfError, match=r"made no PDF within 0\.2 seconds"):
        to_pdf(b"")


PRINTED = (
    b"%PDF-1.6 <FEFF00410042> /CreationDate(D:20310610120000Z') "
    b"<xmp:CreateDate>2031-06-10T12:00:00Z</xmp:CreateDate> /Root 7 0 R "
    b"/ID [ <0123456789ABCDEF0123456789ABCDEF>\n<0123456789ABCDEF0123456789ABCDEF> ] "
    b"/DocChecksum /FEDCBA9876543210FEDCBA9876543210"
)


def test_clock_and_chance_leave_a_pdf_without_moving_a_byte() -> None:
    later = PRINTED.replace(b"2031", b"2032").replace(b"0123456789AB", b"AAAAAAAAAAAA")
    cleaned = pdf._without_clock(PRINTED)
    assert cleaned == pdf._without_clock(later)
    assert len(cleaned) == len(PRINTED)
    assert cleaned.index(b"/Root") == PRINTED.index(b"/Root")
    assert b"2031" not in cleaned
    assert b"FEDCBA98" not in cleaned
    assert pdf._without_clock(PRINTED.replace(b"7 0 R", b"8 0 R")) != cleaned


def test_coded_strings_of_a_pdf_can_be_searched() -> None:
    text = readable(PRINTED)
    assert text.endswith(b"\nAB")
    assert b"/Root" not in text
