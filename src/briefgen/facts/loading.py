"""What has been read of a dossier so far, what was wrong with it, and what could not be read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct, field

from briefgen.facts.problems import Place, Problem
from briefgen.facts.records import plural
from briefgen.facts.tree import Map, Seq

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from briefgen.facts.dossier import Origin
    from briefgen.facts.readings import Claim, Reading
    from briefgen.facts.records import Record


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
    origins: dict[str, Origin] = field(default_factory=dict)
    readings: list[Reading] = field(default_factory=list)
    claims: list[Claim] = field(default_factory=list)
    gaps: Gaps = field(default_factory=Gaps)

    def report(self, place: Place, subject: str, message: str, rule: str) -> None:
        """Add a problem."""
        self.problems.append(Problem(place, subject, message, rule))


def entries(loading: Loading, file: str, tree: Map | Seq | None, begins: str) -> Iterator[Map]:
    """The mappings of a file's list; `begins` is how each begins, for messages."""
    if isinstance(tree, Map):
        message = f"found a mapping, expected a list: {begins}"
        loading.report(Place(file, *tree.at), "", message, "type")
    if not isinstance(tree, Seq):
        return
    if not tree:
        loading.report(Place(file, *tree.at), "", f"found an empty list, expected {begins}", "type")
    for spot, entry in zip(tree.items_at, tree, strict=True):
        if isinstance(entry, Map):
            yield entry
        else:
            found = f'the text "{entry[:60]}"' if isinstance(entry, str) else "a list"
            message = f"found {found if entry else 'nothing'}, expected {begins}"
            loading.report(Place(file, *spot), "", message, "type")
