"""Styles of a template asked for by name, whatever its case; all that are missing named at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping


class BadTemplate(ValueError):  # noqa: N818 (it names what is wrong with the template)
    """A template cannot be used; `file` is what a message calls it, `told` what is wrong."""

    def __init__(self, file: str, told: str) -> None:
        self.file = file
        self.told = told
        super().__init__(f"{file}: {told}")


class MissingStyles(BadTemplate):
    """A template lacks styles. `missing` lists their names by kind ("cell", "paragraph", ...)."""

    def __init__(self, file: str, missing: Mapping[str, Iterable[str]]) -> None:
        self.missing = {kind: tuple(names) for kind, names in missing.items()}
        found_wanting = (
            f"no {kind} style named " + ", ".join(f'"{name}"' for name in names)
            for kind, names in self.missing.items()
        )
        super().__init__(file, "; ".join(found_wanting))


def spellings(
    file: str,
    wanted: Mapping[str, Iterable[str]],
    available: Mapping[str, Iterable[str]],
) -> dict[str, dict[str, str]]:
    """For each kind, each wanted name and the template's own spelling of it.

    Programs respell built-in names when they save (`toc 1` comes back as `TOC 1`), so case does
    not count. `file` is what a message calls the template. Raises `MissingStyles`.
    """
    own = {kind: {name.casefold(): name for name in available.get(kind, ())} for kind in wanted}
    asked = {kind: sorted(set(names)) for kind, names in wanted.items()}
    lacking = {
        kind: [name for name in names if name.casefold() not in own[kind]]
        for kind, names in asked.items()
    }
    if any(lacking.values()):
        raise MissingStyles(file, {kind: names for kind, names in lacking.items() if names})
    return {kind: {name: own[kind][name.casefold()] for name in asked[kind]} for kind in asked}
