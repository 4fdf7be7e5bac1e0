"""Waiting for changes, and generating again on each."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from briefgen import watch
from briefgen.cli import generate, main
from briefgen.identity import digest_of, inputs
from briefgen.watch import changes

if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Callable, Iterable, Iterator

    import pytest

PROJECT = Path(__file__).parents[1]


def test_changes_are_files_changed_added_and_removed(tmp_path: Path) -> None:
    kept, changed, gone, new = (tmp_path / name for name in ("kept", "changed", "gone", "new"))
    for path in (kept, changed, gone):
        path.write_text("a")

    def steps() -> Iterator[list[Path]]:
        yield [kept, changed, gone]
        yield [kept, changed, gone]
        os.utime(changed, ns=(1, 1))
        gone.unlink()
        new.write_text("b")
        yield [kept, changed, gone, new]
        new.write_text("bb")
        yield [kept, changed, new]

    listed = steps()
    found = changes(lambda: next(listed), pause=0)
    assert next(found) == {changed, gone, new}
    assert next(found) == {new}


def test_the_inputs_are_all_that_a_run_reads_and_no_lock_files(project: Path) -> None:
    folder = project / "briefs" / "ostrana"
    for lock in ("~$brief.docx", ".~lock.brief.docx#", ".~lock.workbook.xlsx"):
        (project / "templates" / lock).write_bytes(b"somebody")
    (project / "data" / "other").mkdir()
    (project / "data" / "other" / "terms.yaml").write_text("[]")
    (folder / "out").mkdir()
    (folder / "out" / "ostrana.en.docx").write_bytes(b"an output")
    found = {
        path.relative_to(project).as_posix() for path in inputs(project, folder, "ostrana-2031")
    }
    assert {name for name in found if not name.startswith("data/")} == {
        "briefs/ostrana/brief.yaml",
        *(f"briefs/ostrana/text.{language}.md" for language in ("en", "fr")),
        *("templates/brief.docx", "templates/workbook.xlsx"),
    }
    assert {"data/ostrana-2031/releases.yaml", "data/ostrana-2031/readings/a01.yaml"} <= found
    assert "data/other/terms.yaml" not in found
    assert project / "data" / "other" / "terms.yaml" in inputs(project, folder)


def test_what_editors_and_systems_hide_among_the_facts_is_no_input(project: Path) -> None:
    """Emacs marks a file with unsaved changes by a link that leads nowhere, macOS by `._`."""
    folder, facts = project / "briefs" / "ostrana", project / "data" / "ostrana-2031"
    before = digest_of(inputs(project, folder, facts.name), project)
    (facts / ".#releases.yaml").symlink_to("somebody@somewhere.4711")
    (facts / "readings" / "._a01.yaml").write_bytes(b"\0\5\26\7")
    (folder / "out.yaml").mkdir()
    assert digest_of(inputs(project, folder, facts.name), project) == before
    asked = ("-C", str(project))
    assert main([*asked, "generate", "--lang", "en"]) == 0
    assert main([*asked, "verify", str(folder / "out" / "ostrana.en.docx")]) == 0


def scripted(monkeypatch: pytest.MonkeyPatch, *acts: Callable[[], object]) -> None:
    """Each act is somebody's change of an input; after the last one comes Ctrl-C."""

    def played(listed: Callable[[], Iterable[Path]]) -> Iterator[set[Path]]:
        for act in acts:
            act()
            yield {next(iter(listed()))}
        raise KeyboardInterrupt

    monkeypatch.setattr(watch, "changes", played)


def test_every_change_is_generated_and_problems_are_listed_until_ctrl_c(
    project: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    text = project / "briefs" / "ostrana" / "text.en.md"
    whole = text.read_text("utf-8")
    said: list[str] = []

    def heard(act: Callable[[], object]) -> Callable[[], object]:
        def hear() -> None:
            captured = capsys.readouterr()
            said.append(captured.out + captured.err)
            act()

        return hear

    scripted(
        monkeypatch,
        heard(lambda: text.write_text(f"{whole}\nThere were 12 of them.\n", "utf-8")),
        heard(lambda: text.write_text(f"{whole}\nNobody knows why.\n", "utf-8")),
        heard(lambda: None),
    )
    assert main(["-C", str(project), "generate", "--lang", "en", "--watch"]) == 0
    first, broken, mended = said
    assert "proved" in first
    assert first.endswith("watching; Ctrl-C ends it\n")
    assert f"{text.as_posix()}:18:12: " in broken
    assert "[typed]" in broken
    assert "proved" not in broken
    assert "changed " in mended
    assert "proved" in mended
    last = capsys.readouterr().out
    assert "nothing has changed" in last
    assert last.endswith("no longer watching\n")


def test_what_is_saved_during_the_first_run_is_a_change(
    project: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    text = project / "briefs" / "ostrana" / "text.en.md"
    run, looks = generate._once, iter([None])

    def saved_at_its_end(options: Namespace) -> int:
        monkeypatch.setattr(generate, "_once", run)
        status = run(options)
        text.write_text(f"{text.read_text('utf-8')}\nNobody knows why.\n", "utf-8")
        return status

    def patient_for_one_look(_seconds: float) -> None:
        if next(looks, "enough"):
            raise KeyboardInterrupt

    monkeypatch.setattr(generate, "_once", saved_at_its_end)
    monkeypatch.setattr("time.sleep", patient_for_one_look)
    assert main(["-C", str(project), "generate", "--lang", "en", "--watch"]) == 0
    told = capsys.readouterr().out
    assert f"\nchanged {text.as_posix()}\n" in told
    assert told.count("proved") == 2


def test_a_file_that_is_just_being_saved_ends_nothing(
    project: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def away(*_: object, **__: object) -> None:
        raise FileNotFoundError(2, "No such file or directory", "text.en.md")

    monkeypatch.setattr("briefgen.generate.generate", away)
    scripted(monkeypatch, lambda: None)
    assert main(["-C", str(project), "generate", "--watch"]) == 0
    assert capsys.readouterr().err.count("No such file or directory: 'text.en.md'") == 2


def test_watching_what_is_no_brief_ends_at_once(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["-C", str(project), "generate", "nowhere", "--watch"]) == 1
    assert 'there is no brief "nowhere"' in capsys.readouterr().err


def test_an_article_that_is_saved_is_a_change_too(
    project: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    brief = project / "briefs" / "ostrana" / "brief.yaml"
    whole = brief.read_text("utf-8")
    articles = sorted((project / "archive" / "ostrana-2031").iterdir())
    seen: list[bool] = []

    def looked(listed: Callable[[], Iterable[Path]]) -> Iterator[set[Path]]:
        for text in (whole, "title: [\n", f"{whole}archive: away\n"):
            brief.write_text(text, "utf-8", newline="\n")
            seen.append(set(articles) < {*listed()})
        yield {brief}
        raise KeyboardInterrupt

    monkeypatch.setattr(watch, "changes", looked)
    assert main(["-C", str(project), "generate", "--lang", "en", "--watch"]) == 0
    assert seen == [True, False, False]
    assert "there is no folder" in capsys.readouterr().err
