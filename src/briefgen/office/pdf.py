"""A finished Word document as a PDF, by LibreOffice where it is installed."""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import subprocess
import tempfile
from pathlib import Path

PROGRAMS = ("soffice", "libreoffice")
_SECONDS = 180
_FILTER = (
    'pdf:writer_pdf_Export:{"UseTaggedPDF":{"type":"boolean","value":"true"},'
    '"PDFUACompliance":{"type":"boolean","value":"true"},'
    '"ExportBookmarks":{"type":"boolean","value":"true"}}'
)
"""Tagged, with a bookmark a heading; PDFUACompliance also shows the title in the window's bar."""

_CLOCK = re.compile(rb"(?<=/CreationDate\(D:)\d{14}|(?<=Date>)[-\d]{10}T[:\d]{8}")
"""When it was made: in the file's information and in its XMP (ISO 32000-1, 14.3)."""
_IDENTITY = re.compile(rb"(?<=/DocChecksum /)[0-9A-F]{32}|(?<=<)[0-9A-F]{32}(?=>\s*[<\]])")
_TEXT = re.compile(rb"<FEFF((?:[0-9A-F]{4})*)>")
"""A text string in UTF-16 (ISO 32000-1, 7.9.2): titles, alternative texts, properties."""
_ROOT = re.compile(rb"/Root(?= \d+ \d+ R)")
"""A key of the trailer that reads like somebody's home folder."""


class PdfError(Exception):
    """LibreOffice is not there, or did not make the file."""


def available() -> str | None:
    """The path of LibreOffice's command, None where it is not installed."""
    return next((found for name in PROGRAMS if (found := shutil.which(name))), None)


def to_pdf(document: bytes) -> bytes:
    """The PDF of a .docx file. Raises PdfError with what to do about it.

    LibreOffice runs with a profile of its own, so that one that is open does not stand in the way.
    """
    program = available()
    if program is None:
        raise PdfError(
            "LibreOffice is not installed, so there is no PDF; the other files are whole"
        )
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder, "brief.docx")
        source.write_bytes(document)
        profile = f"-env:UserInstallation={Path(folder, 'profile').as_uri()}"
        command = [program, profile, "--headless", "--convert-to", _FILTER]
        try:
            done = subprocess.run(  # noqa: S603 -- the command is ours, the file a name of ours
                [*command, "--outdir", folder, str(source)],
                capture_output=True,
                check=False,
                env=os.environ | {"TZ": "UTC"},
                text=True,
                timeout=_SECONDS,
            )
        except subprocess.TimeoutExpired:
            raise PdfError(f"LibreOffice made no PDF within {_SECONDS} seconds") from None
        made = source.with_suffix(".pdf")
        if not made.is_file():
            raise PdfError(f"LibreOffice made no PDF: {done.stderr.strip() or done.stdout.strip()}")
        return _without_clock(made.read_bytes())


def _without_clock(pdf: bytes) -> bytes:
    """The PDF with a first day of its own and an identity from its content.

    Nothing changes its length, so every offset in the file stays right.
    """
    first = {14: b"19800101000000", 19: b"1980-01-01T00:00:00"}
    dated = _CLOCK.sub(lambda found: first[len(found[0])], pdf)
    digest = hashlib.sha256(_IDENTITY.sub(b"", dated)).hexdigest()[:32].upper().encode()
    return _IDENTITY.sub(digest, dated)


def readable(pdf: bytes) -> bytes:
    """A PDF for a search: its coded strings in UTF-8 behind it, without a key of its syntax."""
    coded = (bytes.fromhex(found.decode()) for found in _TEXT.findall(pdf))
    texts = [text.decode("utf-16-be", "replace").encode() for text in coded]
    return b"\n".join([_ROOT.sub(b"", pdf), *texts])
