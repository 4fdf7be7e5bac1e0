"""`data/README.md`: what files, fields, values and rules there are, told from the code itself."""

from __future__ import annotations

import inspect
import re
from pathlib import Path
from textwrap import dedent
from typing import TYPE_CHECKING, TypeAlias

from briefgen.checks import BRIEF_RULES, RULES
from briefgen.checks.others import OTHERS
from briefgen.evidence.disagreements import KINDS as OF_DISAGREEMENTS
from briefgen.facts.briefs import Brief
from briefgen.facts.dates import When
from briefgen.facts.parse import expected
from briefgen.facts.quantities import Quantity
from briefgen.facts.readings import WORDS_IN_ANCHOR, Address, Entry
from briefgen.facts.records import BLANKS, KINDS, Because, Record, fields
from briefgen.layout import BRIEF

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Mapping

    import msgspec

    from briefgen.facts.problems import Problem
    from briefgen.facts.records import Field

Rule: TypeAlias = "Callable[..., Iterator[Problem]]"

EXAMPLE = Path(__file__).parent / "example"
"""The small dossier that the examples of the rules change; no rule finds anything in it."""

_TEMPLATE = Path(__file__).parent / "reference.md"
_READINGS = "readings/001.yaml"


def data_reference() -> str:
    """The Markdown text of `data/README.md`."""
    rules: tuple[Rule, ...] = (*RULES, *BRIEF_RULES)
    parts = {
        "example": "\n".join(map(_example, _files_of_example())),
        "files": _table(("File", "What one entry is"), _files()),
        "quantity": Quantity.EXPECTED.partition(": ")[2],
        "when": When.EXPECTED.partition(": ")[2],
        "address": Address.EXPECTED.partition(": ")[2],
        "words": str(WORDS_IN_ANCHOR),
        "blanks": _listed(BLANKS),
        "fields": "\n".join(_described()),
        "rules": "\n".join(map(_rule, rules)),
        "others": _table(("Rule", "What must hold"), OTHERS.items()),
    }
    return re.sub(r"{{(\w+)}}", lambda found: parts[found[1]], _TEMPLATE.read_text("utf-8"))


def examples(rule: Rule) -> tuple[str, str]:
    """The change of the small dossier that passes a rule, and the one that fails it.

    Raises ValueError where its docstring lacks one.
    """
    pattern = re.compile(r"^Passes:(.*)^Fails:(.*)", re.DOTALL | re.MULTILINE)
    found = pattern.search(inspect.getdoc(rule) or "")
    if found is None:
        raise ValueError(f"{rule.__name__} has no example that passes and one that fails")
    passes, fails = (dedent(text).strip() for text in found.groups())
    return passes, fails


def rule_id(rule: Rule) -> str:
    """The name that closes the messages of a rule."""
    return rule.__name__.replace("_", "-")


def _files_of_example() -> Iterator[str]:
    names = (*(kind.file for kind in KINDS), _READINGS)
    return (name for name in names if (EXAMPLE / name).exists())


def _example(name: str) -> str:
    return f"```yaml\n# {name}\n{(EXAMPLE / name).read_text('utf-8')}```\n"


def _files() -> Iterator[tuple[str, str]]:
    for kind in KINDS:
        yield f"[{kind.file}](#{kind.file.replace('.', '')})", _about(kind)
    yield "[readings/001.yaml](#readings)", _about(Entry)


def _about(kind: type[msgspec.Struct]) -> str:
    return (inspect.getdoc(kind) or "").replace("\n", " ")


def _described() -> Iterator[str]:
    shared = fields(Record)
    yield from _kind("Every record", Record)
    yield from _kind("because", Because)
    yield f"The kinds:\n\n{_listed(OF_DISAGREEMENTS)}"
    for kind in KINDS:
        yield from _kind(kind.file, kind, without=shared)
    yield from _kind("readings", Entry)
    yield from _kind(BRIEF, Brief)


def _kind(
    title: str, kind: type[msgspec.Struct], *, without: Collection[str] = ()
) -> Iterator[str]:
    yield f"### {title}\n\n{_about(kind)}\n"
    shown = (field for name, field in fields(kind).items() if name not in without)
    yield _table(("Field", "Meaning", "Takes", "Said by"), map(_field, shown))


def _field(field: Field) -> tuple[str, str, str, str]:
    name = f"**{field.name}**" if field.required else field.name
    takes = expected(field)
    if field.item in (Quantity, When, Address):
        takes = takes.partition(":")[0]  # the forms stand under Values
    takes = f"{takes}, or a list" if field.many else takes
    takes = f"{takes}, or [more](#because)" if field.name == "because" else takes
    return name, field.doc, takes, "sources" if field.claimed else "us"


def _table(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    lines = (head, ("---",) * len(head), *rows)
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)


def _listed(meanings: Mapping[str, str]) -> str:
    return "".join(f"- `{word}`: {meaning}\n" for word, meaning in meanings.items())


def _rule(rule: Rule) -> str:
    passes, fails = examples(rule)
    about = (inspect.getdoc(rule) or "").partition("Passes:")[0].strip()
    changes = f"# passes\n{passes}\n\n# fails\n{fails}"
    return f"### {rule_id(rule)}\n\n{about}\n\n```yaml\n{changes}\n```\n"
