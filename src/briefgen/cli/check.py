"""`briefgen check`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from briefgen.cli.common import brief_argument, command, counted, list_problems, misused

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable, Iterable, Iterator

    from briefgen.cli.common import Commands
    from briefgen.evidence.archive import Rechecked
    from briefgen.examine import Examined
    from briefgen.facts.problems import Problem

MORE = """\
Each problem gives its place, what was found, what was expected and the rule that found it:
  data/x/releases.yaml:33:3: release-x.people: is 52, 005.2a says 53, ... [differs]

--archive DIR compares each archived article with the digest in sources.yaml and finds every
anchor of the readings again in its paragraph. Without it the anchors are not looked for.

--format text lists the problems on standard error and the state of the dossier on standard
output; json writes a list of objects, github the annotations of a workflow, on standard output.

exit status: 0 no errors (there may be warnings), 1 errors, 2 wrong use
"""


def add(commands: Commands) -> None:
    """Declare the command."""
    about = "list every problem of the facts and the texts"
    added = command(commands, "check", run, about, more=MORE)
    brief_argument(added, positional=True)
    added.add_argument(
        "--archive", type=Path, metavar="DIR", help="the folder of the archived articles"
    )
    added.add_argument(
        "--format", choices=tuple(FORMATS), default="text", help="how problems are listed (text)"
    )


def run(options: argparse.Namespace) -> int:
    """Print all problems and the state of the dossier."""
    from briefgen.cli.progress import progress
    from briefgen.examine import examine
    from briefgen.facts.problems import DossierError, in_order

    if options.archive and not options.archive.is_dir():
        return misused(f"--archive {options.archive}: no such folder")
    state: Iterable[str] = ()
    try:
        with progress() as step:
            step("reading and checking the facts")
            examined = examine(options.root, options.brief)
            rechecked = None
            if options.archive:
                step("looking for the anchors in the articles")
                rechecked = _recheck(examined, options.archive)
        found = rechecked.problems if rechecked else ()
        problems = in_order([*examined.problems, *found])
        state = _state(examined, rechecked)
    except DossierError as fault:
        problems = fault.problems
    FORMATS[options.format](problems)
    if options.format == "text":
        for line in state:
            print(line)
    return 1 if any(problem.error for problem in problems) else 0


def _recheck(examined: Examined, archive: Path) -> Rechecked:
    from briefgen.evidence.archive import recheck

    return recheck(examined.whole.dossier, archive)


def _state(examined: Examined, rechecked: Rechecked | None) -> Iterator[str]:
    evidence = examined.whole
    found = evidence.disagreements
    material = sum(disagreement.weight == "material" for disagreement in found)
    bare = [disagreement.fact for disagreement in found if not disagreement.why]
    reasons = f"no reason for {', '.join(bare)}" if bare else "all with a reason"
    yield f"{counted(len(found), 'disagreement')}, {material} of them material; {reasons}"
    open_ones = [
        f"{paragraph.source} ¶{paragraph.number}"
        for paragraph in evidence.paragraphs
        if not paragraph.covered
    ]
    total = len(evidence.paragraphs)
    missing = f" ({', '.join(open_ones)}: neither reading nor reason)" if open_ones else ""
    yield f"coverage {total - len(open_ones)} of {counted(total, 'paragraph')}{missing}"
    if rechecked:
        yield f"anchors re-found {rechecked.found} of {rechecked.anchors}"
    else:
        count = sum(len(reading.anchors) for reading in examined.whole.dossier.readings)
        yield f"anchors not re-checked: {count} (--archive DIR looks for them in the articles)"


def _as_json(problems: Iterable[Problem]) -> None:
    import json

    objects = [
        {
            "file": problem.place.file,
            "line": problem.place.line,
            "column": problem.place.column,
            "subject": problem.subject,
            "message": problem.message,
            "rule": problem.rule,
            "level": _level(problem),
        }
        for problem in problems
    ]
    print(json.dumps(objects, indent=1, ensure_ascii=False))


def _as_github(problems: Iterable[Problem]) -> None:
    """Workflow commands of GitHub Actions; in a property `:` and `,` are escaped as well."""
    for problem in problems:
        place = problem.place
        properties = {"file": place.file, "line": place.line, "col": place.column}
        told = ",".join(
            f"{key}={_escaped(str(value)).replace(':', '%3A').replace(',', '%2C')}"
            for key, value in properties.items()
            if value
        )
        subject = f"{problem.subject}: " if problem.subject else ""
        message = _escaped(f"{subject}{problem.message} [{problem.rule}]")
        print(f"::{_level(problem)} {told}::{message}")


def _escaped(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _level(problem: Problem) -> str:
    return "error" if problem.error else "warning"


FORMATS: dict[str, Callable[[Iterable[Problem]], None]] = {
    "text": list_problems,
    "json": _as_json,
    "github": _as_github,
}
