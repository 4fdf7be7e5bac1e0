"""What has been read of a dossier so far, what was wrong with it, and what could not be read."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from msgspec import Struct, field

from briefgen.facts.places import Node
from briefgen.facts.problems import Problem
from briefgen.facts.records import plural

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from briefgen.facts.places import File
    from briefgen.facts.problems import Place
    from briefgen.facts.readings import Claim, Reading
    from briefgen.facts.records import Record
    from briefgen.facts.tree import Tree


class Gaps(Struct):
    """Records with a fault, by id, and kinds whose file has one.

    What points into a gap is not blamed: one slip gives one message.
    """

    records: dict[str, type[Record]] = field(default_factory=dict)
    kinds: set[type[Record]] = field(default_factory=set)

    def may_hold(self, record_id: str, wanted: Collection[str] = ()) -> bool:
        """Whether a record of that id, of one of the kinds wanted, may stand in a gap."""
        if record_id in self.records:
            return not wanted or plural(self.records[record_id]) in wanted
        return any(not wanted or plural(kind) in wanted for kind in self.kinds)


class Loading(Struct):
    """A dossier in the making."""

    problems: list[Problem] = field(default_factory=list)
    records: dict[str, Record] = field(default_factory=dict)
    origins: dict[str, Node] = field(default_factory=dict)
    readings: list[Reading] = field(default_factory=list)
    claims: list[Claim] = field(default_factory=list)
    gaps: Gaps = field(default_factory=Gaps)

    def report(self, place: Place, subject: str, message: str, rule: str) -> None:
        """Add a problem."""
        self.problems.append(Problem(place, subject, message, rule))


def entries(
    loading: Loading, file: File, tree: Tree | None, begins: str
) -> Iterator[tuple[Node, dict[str, Any]]]:
    """The mappings of a file's list; `begins` is how each begins, for messages."""
    if isinstance(tree, dict):
        message = f"found a mapping, expected a list: {begins}"
        loading.report(file.place(), "", message, "type")
    if not isinstance(tree, list):
        return
    if not tree:
        loading.report(file.place(), "", f"found an empty list, expected {begins}", "type")
    for index, entry in enumerate(tree):
        if isinstance(entry, dict):
            yield Node(file, (index,)), entry
        else:
            found = f'the text "{entry[:60]}"' if isinstance(entry, str) else "a list"
            message = f"found {found if entry else 'nothing'}, expected {begins}"
            loading.report(file.place(index), "", message, "type")
