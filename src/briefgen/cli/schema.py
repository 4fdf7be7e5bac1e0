"""`briefgen schema`."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

from briefgen.cli.common import command, misused

if TYPE_CHECKING:
    import argparse

    from briefgen.cli.common import Commands

MORE = """\
Editors with the YAML language server complete fields and mark slips while you type:
  briefgen schema --out schemas
and, as the first line of data/<dossier>/releases.yaml,
  # yaml-language-server: $schema=../../schemas/releases.schema.json
(readings lie one folder deeper: $schema=../../../schemas/readings.schema.json).
What spans files, such as an id that leads nowhere, `briefgen check` finds.
"""


def add(commands: Commands) -> None:
    """Declare the command."""
    about = "write JSON Schemas of the YAML files, for an editor"
    added = command(commands, "schema", run, about, more=MORE)
    added.add_argument(
        "kind", nargs="?", metavar="KIND", help="one kind, such as releases, readings or brief"
    )
    added.add_argument(
        "--out", type=Path, metavar="DIR", help="write <kind>.schema.json there instead of printing"
    )


def run(options: argparse.Namespace) -> int:
    """Print or write the schemas."""
    from briefgen.facts.schema import FILE_KINDS, schema_of

    kinds = list(FILE_KINDS)
    if options.kind not in (None, *kinds) or (options.kind is None and options.out is None):
        return misused(f"name a kind, or give --out DIR; the kinds are {', '.join(kinds)}")
    for kind in [options.kind] if options.kind else kinds:
        text = json.dumps(schema_of(kind), indent=2, ensure_ascii=False) + "\n"
        if options.out is None:
            print(text, end="")
            continue
        path = options.out / f"{kind}.schema.json"
        try:
            options.out.mkdir(parents=True, exist_ok=True)
            path.write_text(text, "utf-8", newline="\n")
        except OSError as fault:
            folder = options.out.as_posix()
            return misused(f"{folder}: cannot be written as a folder: {fault.strerror}")
        print(f"wrote   {path.as_posix()}")
    return 0
