"""Where a value stands in its file of YAML.

Only messages tell places, and most runs have none to tell. So no value carries its own: the file
keeps its bytes, and they are walked once more when the first place in it is asked for.
"""

from __future__ import annotations

from functools import cached_property
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any, TypeAlias

from msgspec import Struct
from yaml._yaml import CParser
from yaml.events import MappingStartEvent, ScalarEvent, SequenceEndEvent, SequenceStartEvent

from briefgen.facts.problems import Place
from briefgen.facts.texts import normal
from briefgen.facts.tree import decoded

if TYPE_CHECKING:
    from collections.abc import Callable

Step: TypeAlias = str | int
"""A key of a mapping, or a position in a sequence."""

Marked: TypeAlias = tuple[Any, Any]
"""The parser's mark of a value and what is inside: for each key its mark and its value, for each
position its value, None for a text."""


class File(Struct, frozen=True, dict=True, eq=False):
    """A file that was read, under the name it has in messages."""

    name: str
    content: bytes

    @cached_property
    def stem(self) -> str:
        """Its name without folder and ending."""
        return PurePosixPath(self.name).stem

    def place(self, *path: Step, of_key: bool = False) -> Place:
        """Where the value at `path` stands, or its key; the last known spot if it is missing."""
        mark, inside = self._marked
        for step in path:
            if isinstance(inside, dict) and step in inside:
                key, (value, inside) = inside[str(step)]
                mark = key if of_key else value
            elif isinstance(inside, list) and isinstance(step, int) and step < len(inside):
                mark, inside = inside[step]
            else:
                break
        return Place(self.name, mark.line + 1, mark.column + 1)

    @cached_property
    def _marked(self) -> Marked:
        parser = CParser(decoded(self.content))
        try:
            following = parser.get_event
            while type(event := following()) not in _FIRST:
                pass
            return _marked(event, following)
        finally:
            parser.dispose()


_FIRST = (MappingStartEvent, SequenceStartEvent)


def _marked(event: Any, following: Callable[[], Any]) -> Marked:  # noqa: ANN401 -- PyYAML types no event
    """The value that begins with `event`; of a key that stands twice, the first."""
    inside: Any = None
    if type(event) is MappingStartEvent:
        inside = {}
        while type(key := following()) is ScalarEvent:
            inside.setdefault(normal(key.value), (key.start_mark, _marked(following(), following)))
    elif type(event) is SequenceStartEvent:
        inside = []
        while type(item := following()) is not SequenceEndEvent:
            inside.append(_marked(item, following))
    return event.start_mark, inside


class Node(Struct, frozen=True, gc=False):
    """One value of a file: a record, a reading, or all of it."""

    file: File
    path: tuple[Step, ...] = ()

    def place(self, *path: Step, of_key: bool = False) -> Place:
        """Where something inside it stands, or its key: `place("because", "people")`."""
        return self.file.place(*self.path, *path, of_key=of_key)
