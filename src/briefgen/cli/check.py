"""`briefgen check`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefgen.cli.common import (
    NOT_AT_HAND,
    archive_argument,
    brief_argument,
    command,
    counted,
    found_again,
    list_problems,
    misused,
)

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable, Iterable, Iterator

    from briefgen.cli.common import Commands
    from briefgen.evidence.archive import Rechecked
    from briefgen.examine import Examined
    from briefgen.facts.articles import Articles
    from briefgen.facts.problems import Problem

MORE = """\
Each problem gives its place, what was found, what was expected and the rule that found it:
  data/x/releases.yaml:33:3: release-x.people: is 52, 005.2a says 53, ... [differs]

Where the articles are at hand, each is compared with its digest in sources.yaml, and every passage
is found again by its anchors. They lie in archive/<dossier>, or in the folder that --archive, the
variable BRIEFGEN_ARCHIVE or archive: in brief.yaml names; the first of these has its way.

--format text lists the problems on standard error and the state of the dossier on standard
output; json writes a list of objects, github the annotations of a workflow, on standard output.

exit status: 0 no errors (there may be warnings), 1 errors, 2 wrong use
"""


def add(commands: Commands) -> None:
    """Declare the command."""
    about = "list every problem of the facts and the texts"
    added = command(commands, "check", run, about, more=MORE)
    brief_argument(added, positional=True)
    archive_argument(added)
    added.add_argument(
        "--format", choices=tuple(FORMATS), default="text", help="how problems are listed (text)"
    )


def run(options: argparse.Namespace) -> int:
    """Print all problems and the state of the dossier."""
    from briefgen.cli.progress import progress
    from briefgen.evidence.archive import find_again
    from briefgen.examine import examine
    from briefgen.facts.problems import DossierError, in_order

    if options.archive and not options.archive.is_dir():
        return misused(f"--archive {options.archive}: no such folder")
    state: Iterable[str] = ()
    try:
        with progress() as step:
            step("reading and checking the facts")
            examined = examine(options.root, options.brief)
            articles = _articles(examined, options)
            if articles.at_hand:
                step("looking for the passages in the articles")
            rechecked = find_again(
                examined.whole.dossier, examined.brief, articles, examined.folder, writes=False
            )
        problems = in_order([*examined.problems, *rechecked.problems])
        state = _state(examined, rechecked)
    except DossierError as fault:
        problems = fault.problems
    FORMATS[options.format](problems)
    if options.format == "text":
        for line in state:
            print(line)
    return 1 if any(problem.error for problem in problems) else 0


def _articles(examined: Examined, options: argparse.Namespace) -> Articles:
    from briefgen.facts.articles import articles_of

    brief = examined.brief
    return articles_of(options.root, brief.dossier, option=options.archive, named=brief.archive)


def _state(examined: Examined, rechecked: Rechecked) -> Iterator[str]:
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
    if not rechecked.looked:
        yield NOT_AT_HAND
        return
    yield found_again(rechecked.passages_found, rechecked.passages, rechecked.missing)
    yield f"{rechecked.found} of {counted(rechecked.anchors, 'anchor')} found again"


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
