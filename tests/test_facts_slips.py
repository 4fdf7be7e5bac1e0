"""Each kind of a curator's slip gives one message, at its place, that says how to mend it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

import spoilt
from briefgen.facts.load import load
from briefgen.facts.problems import DossierError

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

SLIPS = spoilt.slips("facts")


def messages(folder: Path) -> list[str]:
    with pytest.raises(DossierError) as found:
        load(folder, shown_as="d")
    return [str(problem) for problem in found.value.problems]


def test_the_dossier_that_is_spoilt_has_no_fault_of_its_own(
    make_dossier: Callable[..., Path],
) -> None:
    assert len(load(make_dossier()).records) == 8


@pytest.mark.parametrize("slip", SLIPS, ids=lambda slip: slip.name)
def test_a_slip_gives_one_message_at_its_place(
    slip: spoilt.Slip, make_dossier: Callable[..., Path]
) -> None:
    folder = make_dossier()
    spoilt.spoil(folder, slip.file, slip.old, slip.new)
    assert messages(folder) == slip.messages
    assert len(slip.messages) == 1


@pytest.mark.parametrize(
    ("new", "message"),
    [
        pytest.param(
            "internal: a\u0007",
            "d/releases.yaml:4:14: found the character U+0007, which cannot be printed;"
            " delete it [yaml]",
            id="a control character",
        ),
        pytest.param(
            'internal: "a\\u0007"',
            "d/releases.yaml:4:13: the text holds an escape for the character U+0007;"
            " delete it [yaml]",
            id="an escape for one",
        ),
        pytest.param(
            "internal: " + "[" * 10_000,
            "d/releases.yaml:4:23: nested more than 12 levels deep [yaml]",
            id="deep nesting",
        ),
        pytest.param(
            "internal: " + "x" * 10_001,
            "d/releases.yaml:4:13: found a text of 10001 characters, expected at most 10000;"
            " is a closing quote missing? [yaml]",
            id="a huge text",
        ),
    ],
)
def test_what_no_text_may_hold_is_refused(
    new: str, message: str, make_dossier: Callable[..., Path]
) -> None:
    folder = make_dossier()
    spoilt.spoil(folder, "releases", "people: 52", new)
    assert messages(folder) == [message]


def test_all_slips_of_all_files_come_in_one_run_in_the_order_of_their_places(
    make_dossier: Callable[..., Path],
) -> None:
    folder = make_dossier()
    spoilt.spoil(folder, "releases", "people: 52", "peopel: 52\n  act: amnesty")
    spoilt.spoil(folder, "releases", "2031-05-03", "2025-02-30")
    spoilt.spoil(folder, "001", "voice: ministry", "voice: minstry")
    spoilt.spoil(folder, "001", "people: 52", "people: many")
    spoilt.spoil(folder, "reasons", "shared", '"shared')
    spoilt.spoil(folder, "persons", "title: shared", "titel: shared")
    found = messages(folder)
    assert [message.split(": ")[0] for message in found] == [
        "d/persons.yaml:5:13",
        "d/readings/001.yaml:2:10",
        "d/readings/001.yaml:5:66",
        "d/reasons.yaml:1:7",
        "d/releases.yaml:2:10",
        "d/releases.yaml:4:3",
    ]


@pytest.mark.parametrize(
    ("files", "message"),
    [
        pytest.param(
            {"sources": ""},
            "d/sources.yaml: a dossier needs its sources; the file is missing [missing]",
            id="no sources",
        ),
        pytest.param(
            {"releases": "# nothing yet\n"},
            "d/releases.yaml:1:1: the file is empty; it needs a list of records or a mapping"
            " [yaml]",
            id="only a comment",
        ),
        pytest.param(
            {"releases": "\n"},
            "d/releases.yaml:1:1: the file is empty; it needs a list of records or a mapping"
            " [yaml]",
            id="an empty file",
        ),
        pytest.param(
            {"releases": "[]\n"},
            "d/releases.yaml:1:1: found an empty list, expected - id: ... [type]",
            id="an empty list",
        ),
        pytest.param(
            {"releases": "id: release-a\n"},
            "d/releases.yaml:1:1: found a mapping, expected a list: - id: ... [type]",
            id="a mapping",
        ),
        pytest.param(
            {"releases": "release-a\n"},
            'd/releases.yaml:1:1: found the text "release-a",'
            " expected a list of records or a mapping [yaml]",
            id="a text",
        ),
        pytest.param(
            {"unknowns": "- one\n"},
            'd/unknowns.yaml:1:3: found the text "one", expected - id: ... [type]',
            id="a text for a record",
        ),
        pytest.param(
            {"unknowns": "-\n"},
            "d/unknowns.yaml:1:2: found nothing, expected - id: ... [type]",
            id="nothing for a record",
        ),
        pytest.param(
            {"unknowns": "- [a]\n"},
            "d/unknowns.yaml:1:3: found a list, expected - id: ... [type]",
            id="a list for a record",
        ),
        pytest.param(
            {"001": "at: 001.1a\n"},
            "d/readings/001.yaml:1:1: found a mapping, expected a list: - at: ... [type]",
            id="a mapping of readings",
        ),
        pytest.param(
            {"002": "- {at: 002.1a, voice: article, anchor: x, says: {anna: {name: A}}}\n"},
            'd/readings/002.yaml:1:8: 002.1a: there is no source "002"; did you mean "001"?'
            " [unknown-source]",
            id="a source of no dossier",
        ),
        pytest.param(
            {
                "002": "- {at: 002.1a, voice: article, anchor: x, says: {anna: {name: A}}}\n"
                "- {at: 002.2a, voice: article, anchor: x, says: {anna: {name: A}}}\n"
            },
            'd/readings/002.yaml:1:8: 002.1a: there is no source "002"; did you mean "001"?'
            " [unknown-source]",
            id="a source of no dossier, once a file",
        ),
    ],
)
def test_a_file_that_is_not_as_it_should_be(
    files: dict[str, str], message: str, make_dossier: Callable[..., Path]
) -> None:
    assert messages(make_dossier(**files)) == [message]


@pytest.mark.parametrize(
    ("name", "message"),
    [
        (
            "release.yaml",
            'no such file belongs to a dossier; did you mean "releases.yaml"? [unknown-file]',
        ),
        (
            "releases.yml",
            'no such file belongs to a dossier; did you mean "releases.yaml"? [unknown-file]',
        ),
        (
            "readings/001.yml",
            'no such file belongs to a dossier; did you mean "readings/001.yaml"? [unknown-file]',
        ),
        ("readings/more/001.yaml", "no such file belongs to a dossier; did you mean "),
    ],
)
def test_yaml_that_would_go_unread_is_told(
    name: str, message: str, make_dossier: Callable[..., Path]
) -> None:
    folder = make_dossier()
    (folder / name).parent.mkdir(exist_ok=True)
    (folder / name).write_text("- id: a\n")
    (found,) = messages(folder)
    assert found.startswith(f"d/{name}: {message}")


def test_files_that_are_no_yaml_and_hidden_files_are_let_be(
    make_dossier: Callable[..., Path],
) -> None:
    folder = make_dossier()
    (folder / "notes.md").write_text("x")
    (folder / ".releases.yaml").write_text("x")
    (folder / "readings" / ".001.yaml").write_text("x")
    assert len(load(folder).readings) == 2


def test_bytes_that_are_no_utf8_are_told_with_line_and_column(
    make_dossier: Callable[..., Path],
) -> None:
    folder = make_dossier()
    (folder / "releases.yaml").write_bytes("- id: x\n  internal: é".encode() + b"\xe9\n")
    assert messages(folder) == [
        "d/releases.yaml:2:14: byte 0xe9 is not UTF-8; save the file as UTF-8 [yaml]"
    ]


def test_a_mark_of_byte_order_is_no_fault(make_dossier: Callable[..., Path]) -> None:
    folder = make_dossier()
    path = folder / "releases.yaml"
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", b"\r\n"))
    assert str(load(folder, shown_as="d").place("release-a.people")) == "d/releases.yaml:4:11"


def test_a_folder_that_is_missing_is_told(tmp_path: Path) -> None:
    assert messages(tmp_path / "none") == ["d: there is no such folder [missing]"]


def test_a_file_that_is_a_folder_is_told(make_dossier: Callable[..., Path]) -> None:
    folder = make_dossier(unknowns="")
    (folder / "unknowns.yaml").mkdir()
    assert messages(folder) == ["d/unknowns.yaml: cannot be read: Is a directory [missing]"]


def test_what_leads_to_a_record_or_file_with_a_fault_is_not_blamed_too(
    make_dossier: Callable[..., Path],
) -> None:
    folder = make_dossier()
    spoilt.spoil(folder, "bodies", "{en: the Ministry, fr: le Ministère}", "{de: x}")
    spoilt.spoil(folder, "terms", "- {id: envoy", "- {id: envoy, id: envoy")
    spoilt.spoil(folder, "releases", "- id: release-a", "- id: [")
    found = messages(folder)
    assert [message.split(" ")[0] for message in found] == [
        "d/bodies.yaml:2:10:",
        "d/releases.yaml:1:7:",
        "d/terms.yaml:1:15:",
    ]
