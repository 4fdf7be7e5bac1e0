from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from briefgen.evidence.archive import paragraphs_of, recheck, stands_in
from briefgen.facts.load import load

PROJECT = Path(__file__).parents[1]
ARTICLES = PROJECT.parent / "shared" / "articles"

TEXT = """Annonce

Le 3 mars 2025, les autorités ont annoncé la libération de 123\u00a0personnes.

L\u2019ONG «\u00a0Lanterne\u00a0» a compté 1\u202f265 détenus.
"""

SOURCES = """\
- id: "001"
  language: fr
  paragraphs: {paragraphs}
  archive: {archive}
  sha256: "{digest}"
  descriptor: {{en: a text, fr: un texte}}
  empty: {{"1": {{en: a heading, fr: un intertitre}}}}
"""
READINGS = """\
- at: 001.{paragraph}a
  voice: article
  anchor: [la libération, {anchor}]
  says:
    release-a: {{people: 123}}
"""


def dossier(folder: Path, *, anchor: str, paragraph: int = 2, **source: str) -> Path:
    values = {
        "paragraphs": "3",
        "archive": "a.txt",
        "digest": hashlib.sha256(TEXT.encode()).hexdigest(),
    } | source
    (folder / "readings").mkdir(parents=True)
    (folder / "sources.yaml").write_text(SOURCES.format(**values), "utf-8")
    (folder / "releases.yaml").write_text("- id: release-a\n  people: 123\n", "utf-8")
    readings = READINGS.format(anchor=anchor, paragraph=paragraph)
    (folder / "readings" / "001.yaml").write_text(readings, "utf-8")
    (folder / "a.txt").write_text(TEXT, "utf-8", newline="\n")
    return folder


def found(folder: Path) -> tuple[int, int, list[str]]:
    rechecked = recheck(load(folder, shown_as="d"), folder)
    return rechecked.found, rechecked.anchors, list(map(str, rechecked.problems))


def test_anchors_are_found_whatever_their_quotes_spaces_and_accents(tmp_path: Path) -> None:
    assert stands_in('L\'ONG "Lanterne" a', TEXT)
    assert stands_in("123 personnes", TEXT)
    assert stands_in("libe\u0301ration", TEXT)
    assert found(dossier(tmp_path / "d", anchor="123 personnes")) == (2, 2, [])


@pytest.mark.parametrize("anchor", ["23 personnes", "liberation", "265 détenus", "Le 3 mar"])
def test_words_and_numbers_are_found_whole_and_unchanged_only(anchor: str) -> None:
    assert not stands_in(anchor, TEXT)


def test_a_number_is_not_found_at_the_head_of_a_longer_one() -> None:
    assert not stands_in("a compté 1", TEXT)
    assert stands_in("a compté 1 265", TEXT)
    assert stands_in("le 1", "le 1, 265 détenus")


def test_a_paragraph_is_a_line_with_any_text_in_it() -> None:
    assert paragraphs_of("\n a \r\n\u200b\n \u00a0\nb\u2028c\n") == ("a", "b\u2028c")


def test_an_anchor_in_another_paragraph_is_told_with_its_place(tmp_path: Path) -> None:
    folder = dossier(tmp_path / "d", anchor="123 personnes", paragraph=1)
    assert found(folder)[2][1] == (
        'd/readings/001.yaml:3:27: 001.1a: "123 personnes" is not in paragraph 1 (a heading);'
        " it is in paragraph 2. Headings, captions and credits count. [anchor]"
    )


def test_an_anchor_that_is_nowhere_is_told_with_the_changed_word(tmp_path: Path) -> None:
    found_, anchors, problems = found(dossier(tmp_path / "d", anchor="123 personnages"))
    assert (found_, anchors) == (1, 2)
    assert problems == [
        (
            'd/readings/001.yaml:3:27: 001.2a: "123 personnages" is not in paragraph 2;'
            ' it is nowhere in the text; nearest is "123 personnes" in paragraph 2:'
            ' "personnes" for "personnages". [anchor]'
        )
    ]


def test_an_anchor_like_nothing_in_the_text_is_told_so(tmp_path: Path) -> None:
    (problem,) = found(dossier(tmp_path / "d", anchor="zzz qqq xxx"))[2]
    assert problem.endswith("it is nowhere in the text, and nothing is like it. [anchor]")


def test_a_changed_text_is_told_at_its_digest(tmp_path: Path) -> None:
    folder = dossier(tmp_path / "d", anchor="123 personnes")
    changed = TEXT + "\nEncore.\n"
    (folder / "a.txt").write_text(changed, "utf-8", newline="\n")
    digest = hashlib.sha256(changed.encode()).hexdigest()
    assert found(folder) == (
        2,
        2,
        [
            "d/sources.yaml:3:15: 001: found 3, the archived text has 4 paragraphs [paragraphs]",
            (
                f"d/sources.yaml:5:11: 001: the archived text has changed: its SHA-256 is {digest}."
                " Put back the text that was read, or read this one and write its digest [digest]"
            ),
        ],
    )


def test_a_missing_text_is_told_and_its_anchors_are_not_found(tmp_path: Path) -> None:
    folder = dossier(tmp_path / "d", anchor="123 personnes", archive="b.txt")
    assert found(folder) == (
        0,
        2,
        [
            (
                f'd/sources.yaml:4:12: 001: "b.txt" cannot be read in {folder.as_posix()}:'
                " No such file or directory [archive]"
            )
        ],
    )


def test_an_archived_name_leads_out_of_no_folder(tmp_path: Path) -> None:
    (problem,) = found(dossier(tmp_path / "d", anchor="x", archive="../d/a.txt"))[2]
    assert 'found "../d/a.txt", expected the name of a file, without a folder' in problem


def test_a_text_in_another_encoding_is_told(tmp_path: Path) -> None:
    folder = dossier(tmp_path / "d", anchor="123 personnes")
    (folder / "a.txt").write_bytes(TEXT.encode("utf-16"))
    assert '"a.txt" is no text in UTF-8 [archive]' in found(folder)[2][0]


@pytest.mark.skipif(not ARTICLES.is_dir(), reason="the articles lie outside of the repository")
def test_every_anchor_of_the_shipped_dossier_stands_in_its_article() -> None:
    rechecked = recheck(load(PROJECT / "data" / "belarus-2025"), ARTICLES)
    assert rechecked.problems == ()
    assert rechecked.found == rechecked.anchors > 0
