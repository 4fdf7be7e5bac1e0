"""Zips hold what they are given, whatever is wrong on one side of the thread or the other."""

from __future__ import annotations

import sys
import zipfile
from typing import TYPE_CHECKING

import pytest

from briefgen.office import package

if TYPE_CHECKING:
    from collections.abc import Iterator

LONG = b"".join(b"<c>%d</c>" % number for number in range(400_000))
"""More than several batches of what is deflated at once."""


def pieces(content: bytes, size: int = 64_000) -> Iterator[tuple[str, bytes]]:
    for start in range(0, len(content), size):
        yield "long.xml", content[start : start + size]


def test_parts_in_pieces_are_put_together() -> None:
    assert len(LONG) > 2 * package._BATCH
    given = [("a.xml", b"<a/>"), *pieces(LONG), ("empty.xml", b""), ("z.xml", b"<z/>")]
    found = package.unpack(package.packed(given))
    assert found == {"a.xml": b"<a/>", "long.xml": LONG, "empty.xml": b"", "z.xml": b"<z/>"}
    assert list(found) == ["a.xml", "long.xml", "empty.xml", "z.xml"]


def test_pieces_of_any_size_give_the_same_bytes() -> None:
    assert package.packed(pieces(LONG)) == package.packed(pieces(LONG, 1_500_000))
    assert package.packed(pieces(LONG)) == package.pack({"long.xml": LONG})


def test_a_fault_in_what_makes_the_pieces_is_raised() -> None:
    def broken() -> Iterator[tuple[str, bytes]]:
        yield from pieces(LONG)
        raise ValueError("no such cell")

    usual = sys.getswitchinterval()
    with pytest.raises(ValueError, match="no such cell"):
        package.packed(broken())
    assert sys.getswitchinterval() == usual


def test_a_fault_in_the_zip_is_raised_and_holds_nobody_up(monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError("no room")

    monkeypatch.setattr(package, "_BATCH", 1_000)
    monkeypatch.setattr(zipfile._ZipWriteFile, "write", full)  # type: ignore[attr-defined]
    with pytest.raises(OSError, match="no room"):
        package.packed(pieces(LONG, 10_000))
