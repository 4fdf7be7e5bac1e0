"""A finished Word document as a PDF, by LibreOffice where it is installed."""

from __future__ import annotations

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
                text=True,
                timeout=_SECONDS,
            )
        except subprocess.TimeoutExpired:
            raise PdfError(f"LibreOffice made no PDF within {_SECONDS} seconds") from None
        made = source.with_suffix(".pdf")
        if not made.is_file():
            raise PdfError(f"LibreOffice made no PDF: {done.stderr.strip() or done.stdout.strip()}")
        return made.read_bytes()
