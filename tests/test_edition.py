from __future__ import annotations

import json
import os
import subprocess
import sys
from contextlib import contextmanager, suppress
from functools import partial
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from briefgen import identity, lock
from briefgen.edition import Edition, heal, publish, refuse_foreign
from briefgen.facts.problems import DossierError
from briefgen.identity import (
    FRESH,
    MANIFEST,
    OLD,
    digest_of,
    is_current,
    libraries,
    read_manifest,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

FIRST = Edition({"b.en.docx": b"first brief", "b.en.xlsx": b"first book"}, {"inputs": "1"})
SECOND = Edition({"b.en.docx": b"second brief", "b.fr.docx": b"second in French"}, {"inputs": "2"})
NOT_OURS = "was not written by briefgen; move it, or give another --out [output]"


class CrashError(BaseException):
    """The process is gone: nothing catches it."""


def held(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def whole(made: Edition) -> dict[str, bytes]:
    return {**made.files, MANIFEST: made.manifest()}


def refused(act: Callable[[], object]) -> list[str]:
    with pytest.raises(DossierError) as fault:
        act()
    return [str(problem) for problem in fault.value.problems]


def test_a_set_is_published_into_a_folder_that_is_not_there(tmp_path: Path) -> None:
    folder = tmp_path / "deep" / "out"
    assert not publish(FIRST, folder)
    assert held(folder) == whole(FIRST)
    assert [path.name for path in folder.parent.iterdir()] == ["out"]


def test_a_set_takes_the_place_of_the_one_before_as_a_whole(tmp_path: Path) -> None:
    folder = tmp_path / "out"
    publish(FIRST, folder)
    publish(SECOND, folder)
    assert held(folder) == whole(SECOND)
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


def test_the_manifest_tells_what_the_set_was_made_from_and_the_digests(tmp_path: Path) -> None:
    publish(FIRST, tmp_path / "out")
    manifest = json.loads((tmp_path / "out" / MANIFEST).read_text("utf-8"))
    assert manifest["writer"] == "briefgen"
    assert manifest["inputs"] == "1"
    assert sorted(manifest["files"]) == ["b.en.docx", "b.en.xlsx"]


def test_an_empty_folder_is_taken(tmp_path: Path) -> None:
    folder = tmp_path / "out"
    folder.mkdir()
    publish(FIRST, folder)
    assert held(folder) == whole(FIRST)


def test_what_a_file_manager_leaves_behind_does_not_stand_in_the_way(tmp_path: Path) -> None:
    folder = tmp_path / "out"
    publish(FIRST, folder)
    (folder / ".DS_Store").write_bytes(b"the places of icons")
    publish(SECOND, folder)
    assert held(folder) == whole(SECOND)


def _foreign(folder: Path) -> str:
    (folder / "notes.txt").write_text("mine")
    return f"{folder}/notes.txt: {NOT_OURS}"


def _inner_folder(folder: Path) -> str:
    (folder / "b.en.docx").unlink()
    (folder / "b.en.docx").mkdir()
    return f"{folder}/b.en.docx: {NOT_OURS}"


def _link(folder: Path) -> str:
    content = (folder / "b.en.docx").read_bytes()
    (folder / "b.en.docx").unlink()
    elsewhere = folder.parent / "elsewhere"
    elsewhere.write_bytes(content)
    (folder / "b.en.docx").symlink_to(elsewhere)
    return f"{folder}/b.en.docx: {NOT_OURS}"


def _changed(folder: Path) -> str:
    (folder / "b.en.docx").write_bytes(b"first brief, corrected by hand")
    told = "was changed after briefgen wrote it; move it, or delete it [output]"
    return f"{folder}/b.en.docx: {told}"


def _open_in_word(folder: Path) -> str:
    (folder / "~$en.docx").write_bytes(b"")
    told = "is open in an office program; close it (~$en.docx stands beside it) [output]"
    return f"{folder}/b.en.docx: {told}"


def _open_in_excel(folder: Path) -> str:
    (folder / "~$b.en.xlsx").write_bytes(b"")
    told = "is open in an office program; close it (~$b.en.xlsx stands beside it) [output]"
    return f"{folder}/b.en.xlsx: {told}"


def _open_in_libreoffice(folder: Path) -> str:
    (folder / ".~lock.b.en.xlsx#").write_bytes(b"")
    told = "is open in an office program; close it (.~lock.b.en.xlsx# stands beside it) [output]"
    return f"{folder}/b.en.xlsx: {told}"


def _no_manifest(folder: Path) -> str:
    (folder / MANIFEST).unlink()
    return "\n".join(f"{folder}/{name}: {NOT_OURS}" for name in sorted(FIRST.files))


def _damaged(folder: Path, content: str) -> str:
    (folder / MANIFEST).write_text(content)
    told = "cannot be read as a manifest of briefgen's; move the folder, or delete it [output]"
    return f"{folder}/{MANIFEST}: {told}"


@pytest.mark.parametrize(
    "spoil",
    [
        _foreign,
        _inner_folder,
        _link,
        _changed,
        _open_in_word,
        _open_in_excel,
        _open_in_libreoffice,
        _no_manifest,
        partial(_damaged, content="{"),
        partial(_damaged, content="[]"),
        partial(_damaged, content='{"writer": "briefgen", "files": ["b.en.docx"]}'),
        partial(_damaged, content="[" * 100_000),
    ],
)
def test_what_briefgen_did_not_write_is_named_and_left(
    tmp_path: Path, spoil: Callable[[Path], str]
) -> None:
    folder = tmp_path / "out"
    publish(FIRST, folder)
    told = spoil(folder)
    before = state(tmp_path)
    assert refused(lambda: publish(SECOND, folder)) == told.split("\n")
    assert refused(lambda: refuse_foreign(folder)) == told.split("\n")
    assert state(tmp_path) == before


def state(folder: Path) -> dict[Path, tuple[int, ...]]:
    """What would change in a folder if something wrote there; reading it changes another time."""
    found = {path: path.lstat() for path in sorted(folder.rglob("*"))}
    return {
        path: (about.st_mode, about.st_ino, about.st_size, about.st_mtime_ns)
        for path, about in found.items()
    }


def test_a_file_in_the_place_of_the_folder_is_left(tmp_path: Path) -> None:
    path = tmp_path / "out"
    path.write_text("mine")
    told = f"{path}: is a file, expected a folder for the edition [output]"
    assert refused(lambda: publish(FIRST, path)) == [told]
    assert path.read_text() == "mine"


def test_the_root_of_a_disk_is_no_folder_of_its_own() -> None:
    root = Path(Path.cwd().anchor)
    told = f"{root.as_posix()}: expected a folder of its own for the edition [output]"
    assert refused(lambda: publish(FIRST, root)) == [told]


def test_a_link_to_a_folder_stays_a_link(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    link = tmp_path / "out"
    link.symlink_to(tmp_path / "real")
    publish(FIRST, link)
    publish(SECOND, link)
    assert link.is_symlink()
    assert held(tmp_path / "real") == whole(SECOND)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["out", "real"]


def test_a_folder_of_yours_that_has_the_name_of_a_part_of_a_swap_is_left(tmp_path: Path) -> None:
    for ending in (FRESH, OLD):
        yours = tmp_path / f".out.{ending}"
        yours.mkdir()
        (yours / "thesis.docx").write_bytes(b"years of work")
        told = "stands where briefgen puts an edition together, and is none of its files;"
        expected = f"{yours}/thesis.docx: {told} move it, or give another --out [output]"
        assert refused(lambda: publish(FIRST, tmp_path / "out")) == [expected]
        assert (yours / "thesis.docx").read_bytes() == b"years of work"
        (yours / "thesis.docx").unlink()
        yours.rmdir()


def test_a_file_of_yours_that_has_the_name_of_the_lock_is_left(tmp_path: Path) -> None:
    yours = tmp_path / ".out.briefgen-lock"
    yours.write_bytes(b"years of work")
    told = "stands where briefgen puts an edition together, and is none of its files;"
    expected = [f"{yours}: {told} move it, or give another --out [output]"]
    for act in (heal, partial(publish, FIRST)):
        assert refused(partial(act, tmp_path / "out")) == expected
    assert held(tmp_path) == {yours.name: b"years of work"}


SHORT = """
import sys
from pathlib import Path
from briefgen.edition import Edition, heal, publish
from briefgen.facts.problems import DossierError

for turn in range(40):
    heal(Path(sys.argv[1]))
    files = {f"b.{number}.docx": f"{sys.argv[2]} {turn}".encode() * 20_000 for number in range(4)}
    publish(Edition(files, {"by": sys.argv[2]}), Path(sys.argv[1]))
"""
"""A process that publishes again and again; what goes wrong ends it with a traceback."""


def test_runs_at_once_into_one_folder_take_turns(tmp_path: Path) -> None:
    command = [sys.executable, "-c", SHORT, str(tmp_path / "out")]
    runs = [subprocess.Popen([*command, name], stderr=subprocess.PIPE) for name in ("a", "b", "c")]
    assert [run.communicate()[1] for run in runs] == [b""] * 3
    assert [path.name for path in tmp_path.iterdir()] == ["out"]
    manifest = read_manifest(tmp_path / "out")
    assert manifest
    assert is_current(tmp_path / "out", {"by": manifest["by"]})
    assert len(held(tmp_path / "out")) == 5


LOCKING = """
import sys, time
from pathlib import Path
from briefgen.lock import held

with held(Path(sys.argv[1])):
    print("held", flush=True)
    time.sleep(60)
"""


@contextmanager
def another_run(path: Path) -> Iterator[subprocess.Popen[bytes]]:
    """A run that holds the lock and does not end."""
    with subprocess.Popen([sys.executable, "-c", LOCKING, str(path)], stdout=-1) as process:
        assert process.stdout
        assert process.stdout.readline() == b"held\n"
        try:
            yield process
        finally:
            process.kill()


def test_a_run_beside_one_that_does_not_end_is_refused_and_changes_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "out"
    publish(FIRST, folder)
    monkeypatch.setattr(lock, "PATIENCE", 0.1)
    busy = "another run of briefgen is at work there; run it again when that has ended"
    with another_run(tmp_path / ".out.briefgen-lock"):
        for act in (heal, refuse_foreign, partial(publish, SECOND)):
            told = refused(partial(act, folder))
            assert told == [f"{folder}: cannot be written: {busy} [output]"]
        assert held(folder) == whole(FIRST)


def test_the_lock_of_a_run_that_was_killed_is_in_nobodys_way(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "out"
    monkeypatch.setattr(lock, "PATIENCE", 0.0)
    with another_run(tmp_path / ".out.briefgen-lock"):
        pass
    assert (tmp_path / ".out.briefgen-lock").exists()
    assert not publish(FIRST, folder)
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


class Disk:
    """Counts what is done to files, and stops at one step, before or halfway through it."""

    def __init__(self, patch: pytest.MonkeyPatch, fault: BaseException, at: int) -> None:
        self.steps = 0
        self._fault = fault
        self._at = at
        for name in ("rename", "mkdir", "write_bytes", "unlink", "rmdir"):
            patch.setattr(Path, name, self._counted(getattr(Path, name)))

    def _counted(self, real: Callable[..., Any]) -> Callable[..., Any]:
        def act(path: Path, *arguments: Any, **options: Any) -> Any:  # noqa: ANN401 -- any of them
            self.steps += 1
            if self.steps == self._at:
                if real.__name__ == "write_bytes":
                    real(path, arguments[0][: len(arguments[0]) // 2])
                raise self._fault
            return real(path, *arguments, **options)

        return act


@contextmanager
def failing(fault: BaseException, at: int) -> Iterator[Disk]:
    with pytest.MonkeyPatch.context() as patch:
        yield Disk(patch, fault, at)


def steps_of(act: Callable[[], object]) -> int:
    with failing(CrashError(), at=-1) as disk:
        act()
    return disk.steps


def test_a_crash_at_any_step_leaves_whole_files_and_the_next_run_heals(tmp_path: Path) -> None:
    """The first edition or the second stands, or the first is put back; never a mixed set."""
    publish(FIRST, tmp_path / "measured")
    steps = steps_of(lambda: publish(SECOND, tmp_path / "measured"))
    assert steps > 8
    for step in range(1, steps + 1):
        folder = tmp_path / str(step) / "out"
        publish(FIRST, folder)
        with failing(CrashError(), at=step), pytest.raises(CrashError):
            publish(SECOND, folder)
        if folder.exists():
            assert held(folder) in (whole(FIRST), whole(SECOND)), step
        left = [path.name for path in folder.parent.iterdir() if path != folder]
        assert heal(folder) == any(name in left for name in (f".out.{FRESH}", f".out.{OLD}"))
        assert held(folder) in (whole(FIRST), whole(SECOND)), step
        assert [path.name for path in folder.parent.iterdir()] == ["out"]
        assert not heal(folder)


def test_a_crash_while_healing_is_healed_too(tmp_path: Path) -> None:
    for first in range(1, 20):
        for second in range(1, 8):
            folder = tmp_path / f"{first}-{second}" / "out"
            publish(FIRST, folder)
            for step in (first, second):
                with failing(CrashError(), at=step), suppress(CrashError):
                    publish(SECOND, folder)
            publish(SECOND, folder)
            assert held(folder) == whole(SECOND), (first, second)
            assert [path.name for path in folder.parent.iterdir()] == ["out"]


def test_what_a_file_manager_leaves_in_a_part_of_a_swap_goes_with_it(tmp_path: Path) -> None:
    publish(FIRST, tmp_path / "measured")
    for step in range(1, steps_of(lambda: publish(SECOND, tmp_path / "measured")) + 1):
        folder = tmp_path / str(step) / "out"
        publish(FIRST, folder)
        with failing(CrashError(), at=step), pytest.raises(CrashError):
            publish(SECOND, folder)
        for left in filter(Path.is_dir, folder.parent.iterdir()):
            (left / ".DS_Store").write_bytes(b"the places of icons")
        publish(SECOND, folder)
        assert held(folder) == whole(SECOND), step
        assert [path.name for path in folder.parent.iterdir()] == ["out"]


def test_a_run_after_a_crash_tells_that_it_mended(tmp_path: Path) -> None:
    folder = tmp_path / "out"
    publish(FIRST, folder)
    with failing(CrashError(), at=3), pytest.raises(CrashError):
        publish(SECOND, folder)
    assert not is_current(folder, {"inputs": "1"})
    assert publish(SECOND, folder)
    assert not publish(SECOND, folder)


def faults_of(act: Callable[[], object]) -> list[str]:
    try:
        act()
    except DossierError as fault:
        return [str(problem) for problem in fault.problems]
    return []


def test_a_disk_that_refuses_any_step_leaves_the_edition_or_comes_too_late(tmp_path: Path) -> None:
    """Until the second edition stands nothing is changed; from then on it is published."""
    publish(FIRST, tmp_path / "measured")
    steps = steps_of(lambda: publish(SECOND, tmp_path / "measured"))
    refusals = []
    for step in range(1, steps + 1):
        folder = tmp_path / str(step) / "out"
        publish(FIRST, folder)
        fault = OSError(28, "No space left on device", str(folder / "b.en.docx"))
        with failing(fault, at=step):
            told = faults_of(partial(publish, SECOND, folder))
        message = f"{folder}/b.en.docx: cannot be written: No space left on device [output]"
        assert told in ([message], []), step
        assert held(folder) == whole(FIRST if told else SECOND), step
        left = [path.name for path in folder.parent.iterdir() if path != folder]
        assert not (told and left), step
        assert heal(folder) == (f".out.{OLD}" in left)
        assert [path.name for path in folder.parent.iterdir()] == ["out"]
        refusals.append(bool(told))
    late = len(FIRST.files) + 3  # what is deleted last: the old files, their folder, the lock
    assert refusals == [True] * (steps - late) + [False] * late


@pytest.mark.skipif(getattr(os, "geteuid", int)() == 0, reason="a superuser may write anywhere")
def test_a_folder_that_may_not_be_written_is_named(tmp_path: Path) -> None:
    locked = tmp_path / "locked"
    locked.mkdir(mode=0o500)
    told = refused(lambda: publish(FIRST, locked / "out"))
    assert told == [f"{locked}/.out.briefgen-lock: cannot be written: Permission denied [output]"]


def test_a_path_below_a_file_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("mine")
    (told,) = refused(lambda: publish(FIRST, tmp_path / "file" / "out"))
    assert "cannot be written: Not a directory" in told


def test_an_edition_is_current_while_nothing_has_changed(tmp_path: Path) -> None:
    folder = tmp_path / "out"
    assert not is_current(folder, FIRST.about)
    publish(FIRST, folder)
    assert is_current(folder, FIRST.about)
    assert not is_current(folder, SECOND.about)
    assert not is_current(folder, {"label": "TLP:GREEN"})


@pytest.mark.parametrize("spoil", [_changed, _no_manifest, _inner_folder])
def test_a_spoilt_edition_is_not_current(tmp_path: Path, spoil: Callable[[Path], str]) -> None:
    folder = tmp_path / "out"
    publish(FIRST, folder)
    spoil(folder)
    assert not is_current(folder, FIRST.about)


def test_an_edition_that_lacks_a_file_is_not_current_and_is_written_anew(tmp_path: Path) -> None:
    folder = tmp_path / "out"
    publish(FIRST, folder)
    (folder / "b.en.docx").unlink()
    assert not is_current(folder, FIRST.about)
    publish(FIRST, folder)
    assert held(folder) == whole(FIRST)


def test_a_digest_depends_on_names_and_contents_and_on_nothing_else(tmp_path: Path) -> None:
    def digest(**files: str) -> str:
        root = tmp_path / str(len(list(tmp_path.iterdir())))
        root.mkdir()
        for name, text in files.items():
            (root / name).write_text(text)
        return digest_of(root.iterdir(), root)

    assert digest(a="1", b="2") == digest(b="2", a="1")
    different = [digest(a="1", b="2"), digest(a="12", b=""), digest(a="2", b="1"), digest(ab="12")]
    assert len(set(different)) == 4


def test_the_versions_are_those_installed_of_all_that_write_the_bytes() -> None:
    writing = ("babel", "lxml", "markdown-it-py", "openpyxl", "pandas", "python-docx")
    assert libraries() == {name: version(name) for name in (*writing, "unicode-rbnf")}


def test_another_version_of_a_library_is_another_identity(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = project / "briefs" / "ostrana"
    first = identity.identity(project, folder, "ostrana-2031", {})
    assert first == identity.identity(project, folder, "ostrana-2031", {})
    monkeypatch.setattr(identity, "libraries", lambda: {**libraries(), "openpyxl": "9.9"})
    assert identity.identity(project, folder, "ostrana-2031", {}) != first
