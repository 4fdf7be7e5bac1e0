"""Bookmarks of one document: named once, numbered in order, and none pointed at in vain."""

from __future__ import annotations

import re

_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]{0,39}")


class Bookmarks:
    """The names set so far, and those that fields and links point at."""

    def __init__(self) -> None:
        self._set: set[str] = set()
        self._wanted: dict[str, None] = {}

    def around(self, content: str, name: str) -> str:
        """The markup of a paragraph's `content` in bookmark `name`.

        Raises `ValueError` when Word would refuse the name or it is set already, in whatever case.
        """
        if not _NAME.fullmatch(name):
            raise ValueError(
                f"bookmark {name!r}: expected a letter or underscore, then letters, digits and"
                " underscores, 40 characters at most"
            )
        if name.casefold() in self._set:
            raise ValueError(f"bookmark {name!r} is set twice")
        number = str(len(self._set))
        self._set.add(name.casefold())
        start = f'<w:bookmarkStart w:id="{number}" w:name="{name}"/>'
        return f'{start}{content}<w:bookmarkEnd w:id="{number}"/>'

    def want(self, name: str) -> str:
        """`name`, remembered as pointed at; it may be set later, until the document is saved."""
        self._wanted[name] = None
        return name

    def missing(self) -> list[str]:
        """The names pointed at and never set, in the order they were first met."""
        return [name for name in self._wanted if name.casefold() not in self._set]
