"""Measure briefgen against the scripts that one would write instead: `run.py [--write]`.

Whole processes are run in turn and their ratios taken round by round, so that a slow moment of the
machine meets both sides. `--write` puts the result into README.md beside this file, and its gist
into the project's.
"""

from __future__ import annotations

import argparse
import contextlib
import shutil
import subprocess
import sys
import tempfile
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import measure

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from measure import Run

HERE = Path(__file__).parent
PROJECT = HERE.parent
BEGIN, END = "<!-- measured -->\n", "<!-- end -->\n"
BRIEFGEN = ("-m", "briefgen")
SIZES = {10: 5, 100: 5, 1000: 1}
"""Times the shipped dossier, and how many rounds each is run."""

FIRST = "peer 1"
EN, BOTH = "generate, English pair", "generate, both languages"
OURS, THEIRS = "imports of the English pair", "imports of peer 1"
LIMITS = {
    EN: 1.4,
    BOTH: 1.9,
    "generate, nothing changed": 0.1,
    "--help": 0.15,
    "check": 0.45,
}
LARGE, LARGE_TIME, LARGE_MEMORY = 100, 0.4, 0.7


class Bench:
    """A folder for what is made up and written, and the commands that are measured in it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.out = folder / "peers"
        self.out.mkdir()
        self.runs: dict[int, dict[str, list[Run]]] = {}
        """What was measured, by how many times the shipped dossier."""

    def python(self, *arguments: str | Path) -> Run:
        return measure.run([sys.executable, *arguments], self.folder)

    def project(self, size: int) -> Path:
        """A project of that size, with the files that the peers read."""
        made = self.folder / f"size-{size}"
        self.python(HERE / "copies.py", PROJECT, str(size), made)
        self.python(HERE / "flat.py", made, made)
        return made

    def peer(self, script: str, loader: str, data: Path, *more: Path) -> Callable[[], Run]:
        return partial(self.python, HERE / "peers" / script, loader, data, *more, self.out)

    def briefgen(self, project: Path, *arguments: str | Path) -> Callable[[], Run]:
        return partial(self.python, *BRIEFGEN, "-C", project, *arguments)

    def imports(self, name: str, *program: str | Path) -> Callable[[], Run]:
        """The imports alone of a program that is run once to learn them."""
        file = self.folder / f"{name}.modules"
        self.python(HERE / "imports.py", "list", file, *program)
        return partial(self.alone, name)

    def alone(self, name: str) -> Run:
        """The imports that were learnt under a name."""
        return self.python(HERE / "imports.py", "load", self.folder / f"{name}.modules")

    def above(self, runs: Sequence[Run], name: str) -> float:
        """The memory of a program above that of its imports, in megabytes."""
        return measure.memory(runs) - self.alone(name).memory / 1e6


def peers(bench: Bench, made: Path, *, all_of_them: bool) -> dict[str, Callable[[], Run]]:
    facts, shown, template = made / "facts.yaml", made / "shown.yaml", made / "brief.docx"
    first = "yaml_pandas_docxtpl.py"
    found = {
        FIRST: bench.peer(first, "safe", facts, template),
        f"{FIRST}, CSafeLoader": bench.peer(first, "c", facts, template),
        f"{FIRST}, less content": bench.peer(first, "safe", shown, template),
    }
    if all_of_them:
        found["peer 2: XlsxWriter, python-docx"] = bench.peer("xlsxwriter_docx.py", "safe", facts)
        if shutil.which("pandoc"):
            found["peer 3: openpyxl, pandoc"] = bench.peer("openpyxl_pandoc.py", "safe", facts)
    return found


def shipped(bench: Bench, rounds: int) -> Iterator[str]:
    """The shipped dossier: every command and every peer, and the imports of both sides."""
    made = bench.project(1)
    pair = ("generate", "--force", "--lang", "en", "--out", bench.folder / "en")
    ours = bench.briefgen
    commands = {
        **peers(bench, made, all_of_them=True),
        EN: ours(made, *pair),
        BOTH: ours(made, "generate", "--force", "--out", bench.folder / "both"),
        "generate, nothing changed": ours(made, "generate", "--out", bench.folder / "both"),
        "check": ours(made, "check"),
        "--help": ours(made, "--help"),
        OURS: bench.imports(OURS, "briefgen", "-C", made, *pair),
        THEIRS: bench.imports(
            *(THEIRS, HERE / "peers" / "yaml_pandas_docxtpl.py", "safe", made / "facts.yaml"),
            *(made / "brief.docx", bench.out),
        ),
    }
    runs = bench.runs[1] = measure.in_turn(commands, rounds)
    yield from _table(runs, runs[FIRST], LIMITS)
    own = [
        measure.Run(whole.seconds - alone.seconds, 0)
        for whole, alone in zip(runs[EN], runs[OURS], strict=True)
    ]
    ratio = measure.ratio(own, runs[FIRST])
    yield f"\nOwn work of the English pair, imports apart: {ratio:.2f} of peer 1 (at most 0.6).\n"


def larger(bench: Bench, size: int, rounds: int) -> Iterator[str]:
    """A dossier `size` times as large, and the memory above that of the imports."""
    made = bench.project(size)
    pair = ("generate", "--force", "--lang", "en", "--out", bench.folder / "en")
    others = peers(bench, made, all_of_them=False)
    commands = {
        FIRST: others.pop(FIRST),
        EN: bench.briefgen(made, *pair),  # side by side with what it is compared with
        **others,
        "check": bench.briefgen(made, "check"),
    }
    runs = bench.runs[size] = measure.in_turn(commands, rounds, warm=False)
    about = f"{_megabytes(made):.1f} MB of YAML, {rounds} round{'s' * (rounds > 1)}"
    yield f"\n### {size:,} times the shipped dossier ({about})\n"
    yield from _table(runs, runs[FIRST], {EN: LARGE_TIME} if size == LARGE else {})
    mine, theirs = bench.above(runs[EN], OURS), bench.above(runs[FIRST], THEIRS)
    aim = f" (at most {LARGE_MEMORY})" if size == LARGE else ""
    ratio = f"{mine / theirs:.2f} of peer 1{aim}"
    yield f"\nMemory above the imports: {mine:.0f} MB of {theirs:.0f}, {ratio}.\n"
    shutil.rmtree(made)


def crowd(bench: Bench) -> Iterator[str]:
    """The cost a person, from YAML to workbook, of 20,000 persons against 1,000."""
    yield "\n### Persons with two readings each, YAML to proved files\n"
    alone = bench.alone(OURS).seconds
    costs = []
    for count in (1_000, 20_000):
        made = bench.folder / f"crowd-{count}"
        bench.python(HERE / "crowd.py", PROJECT, str(count), made)
        spent = bench.briefgen(made, "generate", "--force")().seconds
        costs.append((spent - alone) / count)
        yield f"- {count:,}: {spent:.1f} s, {1000 * costs[-1]:.2f} ms a person above the imports"
    yield f"- cost a person: {costs[1] / costs[0]:.2f} times as much (at most 1.5)"


def scripts(bench: Bench) -> Iterator[str]:
    """What the other scripts of this folder measure and print."""
    for name in ("reading.py", "office.py"):
        with contextlib.suppress(subprocess.CalledProcessError):  # it says that a limit is missed
            bench.python(HERE / name)
        said = (bench.folder / "heard.txt").read_text("utf-8").rstrip()
        yield f"\n### {name}\n\n```text\n{said}\n```"


def _table(
    runs: dict[str, list[Run]], against: Sequence[Run], limits: dict[str, float]
) -> Iterator[str]:
    yield "| whole process | seconds | of peer 1 | aim | peak memory, MB |"
    yield "|---|--:|--:|--:|--:|"
    for name, found in runs.items():
        aim = limits.get(name, "")
        yield (
            f"| {name} | {measure.seconds(found):.2f} | {measure.ratio(found, against):.2f} |"
            f" {aim} | {measure.memory(found):.0f} |"
        )


def _megabytes(made: Path) -> float:
    return sum(path.stat().st_size for path in (made / "data").rglob("*.yaml")) / 1e6


def measured(bench: Bench, options: argparse.Namespace) -> Iterator[str]:
    yield f"{measure.machine()}. Medians of {options.rounds} rounds.\n"
    yield "### The shipped dossier\n"
    yield from shipped(bench, options.rounds)
    for size in options.sizes:
        yield from larger(bench, size, SIZES.get(size, 1))
    yield from crowd(bench)
    yield from scripts(bench)


def gist(runs: dict[int, dict[str, list[Run]]]) -> Iterator[str]:
    """What the project's README says of it."""

    def told(name: str, size: int = 1) -> str:
        found = runs[size][name]
        ratio = measure.ratio(found, runs[size][FIRST])
        return f"{measure.seconds(found):.2f} s | {ratio:.2f}"

    yield "| whole process | time | of the script's |"
    yield "|---|--:|--:|"
    yield f"| both files of a language, checked and proved | {told(EN)} |"
    yield f"| all four files | {told(BOTH)} |"
    yield f"| nothing has changed | {told('generate, nothing changed')} |"
    yield f"| `briefgen check` | {told('check')} |"
    if LARGE in runs:
        yield f"| both files of a dossier {LARGE} times as large | {told(EN, LARGE)} |"


def put(lines: Iterable[str], into: Path) -> None:
    """Write the lines in the place of those of the last time."""
    before, _, rest = into.read_text("utf-8").partition(BEGIN)
    after = rest.partition(END)[2]
    into.write_text(f"{before}{BEGIN}{chr(10).join(lines)}\n{END}{after}", "utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--write", action="store_true", help="put the result into README.md")
    parser.add_argument("--rounds", type=int, default=9, help="of the shipped dossier (9)")
    parser.add_argument(
        "--sizes",
        type=int,
        nargs="*",
        default=[10, 100],
        help="times the shipped dossier (10 100); 1000 takes a quarter of an hour and 6 GB",
    )
    options = parser.parse_args()
    lines = []
    with tempfile.TemporaryDirectory(prefix="briefgen-bench-") as folder:
        bench = Bench(Path(folder))
        try:
            for line in measured(bench, options):
                print(line, flush=True)
                lines.append(line)
        except subprocess.CalledProcessError as fault:
            sys.exit(f"{fault}\n{fault.output}")
    if options.write:
        put(lines, HERE / "README.md")
        put(gist(bench.runs), PROJECT / "README.md")


if __name__ == "__main__":
    main()
