"""The auditor outside of the package follows every figure, and names those that are wrong."""

from __future__ import annotations

import ast
import json
import random
import shutil
import subprocess
import sys
from collections import defaultdict
from typing import TYPE_CHECKING

import pytest

from audit import Audit
from briefgen.facts.records import Handling
from briefgen.generate import Asked, generate
from conftest import PROJECT
from planted import Place, other, places, plant

if TYPE_CHECKING:
    from pathlib import Path

    from briefgen.generate import Generated

TOOLS = PROJECT / "tools"
MODULES = sorted([TOOLS / "audit.py", *(TOOLS / "auditing").glob("*.py")])
ARTICLES = PROJECT.parent / "shared" / "articles"
OSTRANA = next((PROJECT / "tests" / "dossiers" / "ostrana").rglob("a01.txt")).parent
MOST_LINES = 400
FEW = {"link", "page edge", "property"}
"""Kinds of places of which six need not be planted: they are few, or no figures of the facts."""

needs_articles = pytest.mark.skipif(
    not ARTICLES.is_dir(), reason="the articles lie outside of the repository"
)


def audited(out: Path, archive: Path | None = None) -> subprocess.CompletedProcess[str]:
    where = ["--archive", str(archive)] if archive else []
    command = [sys.executable, "-S", "-E", str(TOOLS / "audit.py"), str(out), *where]
    return subprocess.run(command, capture_output=True, text=True, check=False, cwd=out)


def figures_of(out: Path) -> list[Place]:
    return [
        place
        for path in sorted(out.glob("*.*"))
        if path.suffix in (".xlsx", ".docx")
        for place in places(path.name, path.read_bytes())
    ]


def drawn(shown: list[Place], count: int, draw: random.Random) -> list[tuple[Place, str]]:
    """Figures of every kind of place, six of each, and others in their place."""
    kinds = defaultdict(list)
    for place in shown:
        kinds[place.kind].append(place)
    taken = [one for kind in kinds for one in draw.sample(kinds[kind], min(6, len(kinds[kind])))]
    taken = [one for one in taken if one.kind not in FEW]
    taken += draw.sample([one for one in shown if one not in taken], max(0, count - len(taken)))
    known = sorted({place.figure for place in shown if place.figure.isdigit()})
    return [(place, other(place.figure, draw, known)) for place in taken[:count]]


@needs_articles
def test_every_figure_of_the_shipped_pair_is_followed_to_the_articles(shipped: Generated) -> None:
    told = audited(shipped.folder, ARTICLES)
    assert (told.returncode, told.stderr) == (0, ""), told.stdout
    assert "258 passages found: 0 findings" in told.stdout


def test_every_figure_of_the_made_up_pair_is_followed(made_up: Generated) -> None:
    told = audited(made_up.folder, OSTRANA)
    assert (told.returncode, told.stderr) == (0, ""), told.stdout
    assert "passages found: 0 findings" in told.stdout


def test_a_copy_that_leaves_out_a_whole_sheet_is_followed(project: Path) -> None:
    path = project / "data" / "ostrana-2031" / "contacts.yaml"
    path.write_text(path.read_text("utf-8").replace("\n", "\n  handling: TLP:RED\n", 1), "utf-8")
    made = generate(project, Asked(out=project / "out", languages=["fr"], label=Handling.GREEN))
    told = audited(made.folder, OSTRANA)
    assert (told.returncode, told.stderr) == (0, ""), told.stdout


def test_without_the_articles_it_says_so(project: Path) -> None:
    shutil.rmtree(project / "archive")
    told = audited(generate(project, Asked(out=project / "out", languages=["en"])).folder)
    assert told.returncode == 0, told.stdout
    assert "passages not looked up: 0 findings" in told.stdout


def test_fifty_wrong_figures_are_named(shipped: Generated, tmp_path: Path) -> None:
    out = tmp_path / "out"
    shutil.copytree(shipped.folder, out)
    planted = drawn(figures_of(out), 50, random.Random(50))  # noqa: S311 -- no secret
    for path in (out / name for name in shipped.files):
        ours = [(place, new) for place, new in planted if place.file == path.name]
        path.write_bytes(plant(path.read_bytes(), ours))
    told = audited(out)
    assert told.returncode == 1, told.stderr
    lines = told.stdout.splitlines()
    missed = [
        (place, new)
        for place, new in planted
        if not any(line.startswith(f"{place.file}: ") and place.where in line for line in lines)
    ]
    assert (len(planted), missed) == (50, [])


@pytest.mark.soak
@pytest.mark.parametrize("which", ["shipped", "made_up"])
def test_each_of_hundreds_of_wrong_figures_is_named(
    which: str, request: pytest.FixtureRequest
) -> None:
    folder = request.getfixturevalue(which).folder
    shown, audit = figures_of(folder), Audit(folder)
    missed = []
    for place, new in drawn(shown, 300, random.Random(300)):  # noqa: S311 -- no secret
        audit.findings = []
        audit.file(place.file, plant((folder / place.file).read_bytes(), [(place, new)]))
        if not any(place.where in finding for finding in audit.findings):
            missed.append((place, new))
    assert missed == []


def test_another_value_without_a_reading_is_named(made_up: Generated, tmp_path: Path) -> None:
    out = tmp_path / "out"
    shutil.copytree(made_up.folder, out)
    manifest = json.loads((out / "manifest.json").read_text("utf-8"))
    record = manifest["audit"]["records"]["release-2031-05"]
    record["people"] = manifest["facts"]["release-2031-05.people"] = "43"
    del record["because"]["people"]
    (out / "manifest.json").write_text(json.dumps(manifest), "utf-8")
    told = audited(out)
    assert told.returncode == 1
    assert "release-2031-05.people: 43: no reading says so" in told.stdout


@pytest.mark.parametrize(
    ("old", "new", "finding"),
    [
        ("42", "43", "is not in paragraph"),
        ("\n", "\nOne more paragraph.\n", "paragraphs"),
        (".", ". ", "is not the SHA-256"),
    ],
)
def test_another_article_is_named(
    made_up: Generated, tmp_path: Path, old: str, new: str, finding: str
) -> None:
    archive = tmp_path / "archive"
    shutil.copytree(OSTRANA, archive)
    for path in archive.iterdir():
        path.write_text(path.read_text("utf-8").replace(old, new), "utf-8")
    told = audited(made_up.folder, archive)
    assert told.returncode == 1
    assert finding in told.stdout


def test_wrong_use_is_told(tmp_path: Path) -> None:
    told = audited(tmp_path)
    assert told.returncode == 2
    assert "there is no manifest.json" in told.stderr


@pytest.mark.parametrize("module", MODULES, ids=lambda path: path.name)
def test_the_auditor_is_short_and_needs_the_standard_library_alone(module: Path) -> None:
    source = module.read_text("utf-8")
    assert len(source.splitlines()) <= MOST_LINES
    for node in ast.walk(ast.parse(source)):
        names = [name.name for name in node.names] if isinstance(node, ast.Import) else []
        names += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
        assert all(name.split(".")[0] in {*sys.stdlib_module_names, "auditing"} for name in names)
