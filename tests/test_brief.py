"""The briefs as they are written, read back from their bytes."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

import docx
import mammoth
import openpyxl
import pytest
from docx.oxml.ns import nsmap
from lxml import etree
from msgspec.structs import replace as struct_replace
from openxml_audit import OpenXmlValidator

from briefgen import pictures
from briefgen.brief import Written, write
from briefgen.brief.scribe import NOT_STATED, Scribe
from briefgen.brief.write import STYLES
from briefgen.facts.bookmarks import bookmark_stem
from briefgen.facts.problems import DossierError
from briefgen.facts.records import Release, Source
from briefgen.narrative.blocks import BLOCKS
from briefgen.narrative.notes import ADDRESSES, note_of
from briefgen.narrative.read import read
from briefgen.office.charts import Timeline
from briefgen.office.lint import lint
from briefgen.office.package import pack, unpack
from briefgen.office.styles import MissingStyles
from briefgen.stamp import Stamp
from briefgen.wording import wording_for

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from briefgen.evidence import Evidence
    from briefgen.examine import Examined
    from briefgen.generate import Generated
    from briefgen.narrative.blocks import Narrative
    from briefgen.wording import Wording

W = f"{{{nsmap['w']}}}"
ADDRESS = re.compile(r"[a-z0-9-]+\.[1-9]\d*[a-z]{1,2}")
LANGUAGES = ("en", "fr")


@dataclass(frozen=True)
class Brief:
    """One brief of an edition with the facts it was made from."""

    done: Generated
    language: str

    @property
    def name(self) -> str:
        return f"{self.done.examined.folder.name}.{self.language}"

    @property
    def content(self) -> bytes:
        return self.done.files[f"{self.name}.docx"]

    @cached_property
    def parts(self) -> dict[str, bytes]:
        return unpack(self.content)

    @cached_property
    def body(self) -> etree._Element:
        return etree.fromstring(self.parts["word/document.xml"])

    @cached_property
    def notes(self) -> dict[int, str]:
        found = etree.fromstring(self.parts["word/footnotes.xml"]).findall(W + "footnote")
        real = [one for one in found if one.get(W + "type") is None]
        return {int(one.get(W + "id", "")): text_of(one).strip() for one in real}

    @property
    def evidence(self) -> Evidence:
        return self.done.examined.evidence

    @property
    def narrative(self) -> Narrative:
        return self._pair[1]

    @property
    def wording(self) -> Wording:
        return self._pair[0]

    @property
    def _pair(self) -> tuple[Wording, Narrative]:
        pairs = self.done.examined.narratives
        return next(pair for pair in pairs if pair[0].language == self.language)

    def bookmarks(self) -> dict[str, str]:
        """The text between start and end of each bookmark."""
        texts: dict[str, str] = {}
        names: dict[str, str] = {}
        for element in self.body.iter(W + "bookmarkStart", W + "bookmarkEnd", W + "t"):
            number = element.get(W + "id", "")
            if element.tag == W + "bookmarkStart":
                names[number] = element.get(W + "name", "")
                texts[names[number]] = ""
            elif element.tag == W + "bookmarkEnd":
                names.pop(number)
            for name in names.values():
                texts[name] += element.text or ""
        return texts


def text_of(element: etree._Element) -> str:
    return "".join(text.text or "" for text in element.iter(W + "t"))


@pytest.fixture(scope="session", params=["shipped-en", "shipped-fr", "made_up-en", "made_up-fr"])
def brief(request: pytest.FixtureRequest) -> Brief:
    name, _, language = str(request.param).partition("-")
    return Brief(request.getfixturevalue(name), language)


@pytest.fixture(params=LANGUAGES)
def own(request: pytest.FixtureRequest, shipped: Generated) -> Brief:
    return Brief(shipped, str(request.param))


def test_every_footnote_is_real_and_referred_to_once(brief: Brief) -> None:
    marks = [int(one.get(W + "id", "")) for one in brief.body.iter(W + "footnoteReference")]
    assert marks
    assert marks == list(brief.notes) == list(range(1, len(marks) + 1))


def test_mammoth_reads_the_footnotes_as_footnotes(brief: Brief) -> None:
    told = mammoth.convert_to_html(io.BytesIO(brief.content))
    assert told.value.count('<li id="footnote-') == len(brief.notes)


@pytest.mark.skipif(shutil.which("pandoc") is None, reason="pandoc is not installed")
def test_pandoc_reads_the_footnotes_as_footnotes(own: Brief, tmp_path: Path) -> None:
    (tmp_path / "brief.docx").write_bytes(own.content)
    command = ["pandoc", "-t", "markdown", str(tmp_path / "brief.docx")]
    told = subprocess.run(command, capture_output=True, check=True, text=True).stdout
    assert len(re.findall(r"^\[\^\d+\]: ", told, re.MULTILINE)) == len(own.notes)


def test_each_address_in_a_note_is_a_row_of_the_workbook_and_a_paragraph_of_a_text(
    brief: Brief,
) -> None:
    book = openpyxl.load_workbook(
        io.BytesIO(brief.done.files[f"{brief.name}.xlsx"]), read_only=True
    )
    evidence = book[{"en": "Evidence", "fr": "Preuves"}[brief.language]]
    rows = {cell.value for row in evidence.iter_rows(min_row=5, max_col=3) for cell in row}
    paragraphs = {one.id: one.paragraphs for one in brief.evidence.dossier.of(Source)}
    for note in brief.notes.values():
        addresses = ADDRESS.findall(note)
        assert addresses
        for address in addresses:
            assert address in rows
            source, _, passage = address.partition(".")
            assert 1 <= int(passage.rstrip("abcdefghijklmnopqrstuvwxyz")) <= paragraphs[source]


def test_a_note_gives_eight_addresses_at_most_and_nothing_else(brief: Brief) -> None:
    disputed = re.escape(brief.wording.phrase("disputed_note", what="#")).replace(r"\#", "[^.]+")
    for note in brief.notes.values():
        addresses = ADDRESS.findall(note)
        assert len(addresses) <= ADDRESSES
        assert re.sub(f"^{disputed}", "", note) == f"{', '.join(addresses)}."


def marked(brief: Brief) -> Iterator[tuple[str, str]]:
    """The text before each mark of its paragraph, and the note it stands for."""
    numbers: dict[str, int] = {}
    for paragraph in brief.body.iter(W + "p"):
        said, names = "", set[str]()
        for one in paragraph.iter(
            W + "t", W + "bookmarkStart", W + "footnoteReference", W + "instrText"
        ):
            if one.tag == W + "t":
                said += one.text or ""
            elif one.tag == W + "bookmarkStart":
                names = {one.get(W + "name", "")}
            elif one.tag == W + "footnoteReference":
                number = int(one.get(W + "id", ""))
                numbers |= dict.fromkeys(names, number)
                yield said, brief.notes[number]
            elif "NOTEREF" in (one.text or ""):
                yield said, brief.notes[numbers[(one.text or "").split()[1]]]


def expected_notes(brief: Brief) -> list[str]:
    notes = (note_of(sentence, brief.evidence) for sentence in brief.narrative.sentences())
    return [
        f"{note.beginning(brief.wording)}{', '.join(map(str, note.addresses))}."
        for note in notes
        if note
    ]


def test_each_sentence_that_states_facts_has_its_note(brief: Brief) -> None:
    steps = len(brief.evidence.dossier.of(Release)) if "[[strip]]" in text(brief) else 0
    assert [note for _, note in marked(brief)][steps:] == expected_notes(brief)


def text(brief: Brief) -> str:
    return (brief.done.examined.folder / f"text.{brief.language}.md").read_text("utf-8")


def test_a_note_on_disputed_facts_begins_so_and_names_what_is_disputed(shipped: Generated) -> None:
    for language, begins in (("en", "Disputed: "), ("fr", "Contesté\u00a0: ")):
        notes = Brief(shipped, language).notes.values()
        told = [note for note in notes if not ADDRESS.match(note)]
        assert told
        assert all(note.startswith(begins) for note in told)
    notes = Brief(shipped, "en").notes.values()
    freed = next(note for note in notes if "000.1a, 000.1b, 000.3a" in note)
    assert freed.startswith("Disputed: stage. ")  # not the 123, which no text contradicts


def test_the_same_readings_again_refer_back_to_the_earlier_note(own: Brief) -> None:
    assert len(set(own.notes.values())) == len(own.notes)
    fields = [code.text or "" for code in own.body.iter(W + "instrText")]
    back = [code.split()[1] for code in fields if "NOTEREF" in code]
    assert back
    assert set(back) <= own.bookmarks().keys()


def test_the_mark_stands_after_the_punctuation_in_english(shipped: Generated) -> None:
    ends = {said.rstrip("0123456789")[-1] for said, _ in marked(Brief(shipped, "en"))}
    assert ends - {".", "?", "!"} <= {"e", "d", "y", "t", "n"}  # the strip's words: a stage
    assert "." in ends


def test_the_mark_stands_before_the_punctuation_in_french(shipped: Generated) -> None:
    said = [said for said, _ in marked(Brief(shipped, "fr"))]
    assert not [words for words in said if words.endswith((".", "!", "?", ":", "\u00a0"))]


def test_every_fact_of_the_text_stands_in_a_bookmark_in_its_words(brief: Brief) -> None:
    found = brief.bookmarks()
    by_stem: dict[str, list[str]] = {}
    for name, words in found.items():
        by_stem.setdefault(name.rpartition("_")[0], []).append(words)
    asked = re.findall(r"\{\{ (\S+) (?:(\S+) )?\}\}", text(brief))
    assert asked
    for fact, form in asked:
        words = brief.wording.fact(fact, form)
        assert {words, brief.wording.opening(words)} & set(by_stem[bookmark_stem(fact)])
    assert all(re.fullmatch(r"[A-Za-z_]\w{0,39}", name) for name in found)


def test_bookmarks_are_numbered_in_the_order_of_the_document(brief: Brief) -> None:
    counted: dict[str, int] = {}
    for name in brief.bookmarks():
        if re.fullmatch(r"f_[0-9a-f]{20}_\d+", name):
            stem, _, number = name.rpartition("_")
            counted[stem] = counted.get(stem, 0) + 1
            assert int(number) == counted[stem]


def test_the_label_stands_in_header_and_footer(brief: Brief) -> None:
    label = brief.done.examined.brief.label.value
    section = docx.Document(io.BytesIO(brief.content)).sections[0]
    for story in (section.header, section.footer):
        assert label in [paragraph.text.strip() for paragraph in story.paragraphs]


def test_every_table_but_the_strip_repeats_its_header_row(brief: Brief) -> None:
    for table in brief.body.iter(W + "tbl"):
        style = table.find(f"{W}tblPr/{W}tblStyle")
        first = table.find(W + "tr")
        assert first is not None
        assert style is not None
        has_header = first.find(f"{W}trPr/{W}tblHeader") is not None
        assert has_header == (style.get(W + "val") != "BriefStrip")


def test_tables_cite_in_their_last_column(own: Brief) -> None:
    head = {"en": "Texts", "fr": "Textes"}[own.language]
    known = {str(reading.at) for reading in own.evidence.dossier.readings}
    cited = 0
    for table in docx.Document(io.BytesIO(own.content)).tables:
        if table.rows[0].cells[-1].text == head:
            for row in table.rows[1:]:
                addresses = row.cells[-1].text.split(", ")
                assert set(addresses) <= known
                cited += len(addresses)
    assert cited > 20


def test_charts_are_native_and_embed_their_own_rows_alone(own: Brief) -> None:
    drawn = pictures.draw(own.evidence.dossier, own.wording, own.done.examined.brief)
    charts = [name for name in own.parts if name.startswith("word/charts/chart")]
    books = [name for name in own.parts if name.startswith("word/embeddings/")]
    placed = [name for name in drawn if f"[[{name}]]" in text(own)]
    assert len(charts) == len(books) == len(placed) == 1
    (sheet,) = openpyxl.load_workbook(io.BytesIO(own.parts[books[0]])).worksheets
    assert sheet.title == "Data"
    timeline = drawn[pictures.TIMELINE]
    assert isinstance(timeline, Timeline)
    events = {event.label for event in timeline.events}
    said = {str(row[-1]) for row in sheet.iter_rows(min_row=2, values_only=True) if row[-1]}
    assert events <= said


def test_a_chart_has_a_text_for_those_who_cannot_see_it(own: Brief) -> None:
    frames = [one for one in own.body.iter() if etree.QName(one).localname == "docPr"]
    assert frames
    assert all(len(frame.get("descr", "")) > 20 for frame in frames)


def test_the_document_has_its_language_and_no_run_repeats_it(brief: Brief) -> None:
    tag = {"en": "en-GB", "fr": "fr-FR"}[brief.language]
    styles = etree.fromstring(brief.parts["word/styles.xml"])
    default = styles.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr/{W}lang")
    assert default is not None
    assert default.get(W + "val") == tag
    assert docx.Document(io.BytesIO(brief.content)).core_properties.language == tag
    runs = {mark.get(W + "val") for mark in brief.body.iter(W + "lang")}
    assert runs <= {"fr" if brief.language == "en" else "en"}


def test_nothing_asks_to_update_fields_when_the_file_is_opened(brief: Brief) -> None:
    assert b"updateFields" not in brief.parts["word/settings.xml"]
    assert b"w:dirty" not in brief.parts["word/document.xml"]


def test_captions_are_numbered_by_fields(own: Brief) -> None:
    captions = [
        paragraph
        for paragraph in own.body.iter(W + "p")
        if (style := paragraph.find(f"{W}pPr/{W}pStyle")) is not None
        and style.get(W + "val", "").casefold() == "caption"
    ]
    labels = {"en": ("Table", "Figure"), "fr": ("Tableau", "Figure")}[own.language]
    for label in labels:
        numbers = [text_of(one) for one in captions if text_of(one).startswith(f"{label}\u00a0")]
        begins = [f"{label}\u00a0{number}. " for number in range(1, len(numbers) + 1)]
        assert numbers
        assert all(map(str.startswith, numbers, begins))
    codes = [code.text or "" for one in captions for code in one.iter(W + "instrText")]
    assert len(codes) == len(captions)
    assert all(re.fullmatch(r" SEQ (Table|Tableau|Figure) \\\* ARABIC ", code) for code in codes)


def test_the_last_line_tells_the_edition(brief: Brief) -> None:
    last = docx.Document(io.BytesIO(brief.content)).paragraphs[-1]
    assert f"{brief.name}.xlsx" in last.text
    assert last.style is not None
    assert last.style.name == "Stamp"


def test_typed_text_has_the_spaces_and_apostrophes_of_its_language(own: Brief) -> None:
    said = " ".join(text_of(paragraph) for paragraph in own.body.iter(W + "p"))
    assert "'" not in re.sub(r"\W'|'\W", " ", said)
    if own.language == "fr":
        assert not re.search(r" [:;?!]", said)
        assert re.search("\u00a0[:;]", said)


def test_an_office_program_opens_it_without_repair(own: Brief, tmp_path: Path) -> None:
    path = tmp_path / "brief.docx"
    path.write_bytes(own.content)
    found = OpenXmlValidator().validate(path)
    assert found.errors == []


@dataclass(frozen=True)
class Bench:
    """What a brief is written from, to be written otherwise."""

    examined: Examined
    template: bytes

    def write(self, markdown: str, language: str = "en") -> Written:
        evidence = self.examined.evidence
        wording = wording_for(language, evidence.dossier)
        narrative = read(
            markdown, "text.md", dossier=evidence.dossier, wording=wording, blocks=BLOCKS
        )
        return write(
            narrative,
            brief=self.examined.brief,
            evidence=evidence,
            wording=wording,
            charts=pictures.draw(evidence.dossier, wording, self.examined.brief),
            template=self.template,
            stamp=Stamp("0" * 12, "0", self.examined.brief.information_date, "b.xlsx", "b.docx"),
        )

    def cells(self, block: str, language: str = "en") -> list[list[str]]:
        """The rows of the one table that a block is, under its header."""
        made = docx.Document(io.BytesIO(self.write(f"[[{block}]]\n", language).content))
        return [
            [cell.text for cell in row.cells] for table in made.tables for row in table.rows[1:]
        ]

    def paragraphs(self, markdown: str, language: str = "en") -> list[str]:
        made = docx.Document(io.BytesIO(self.write(markdown, language).content))
        return [paragraph.text for paragraph in made.paragraphs[3:-1]]


@pytest.fixture
def bench(made_up: Generated) -> Bench:
    root = made_up.folder.parent
    return Bench(made_up.examined, (root / "templates" / "brief.docx").read_bytes())


@pytest.fixture
def bench_of(bench: Bench, make_evidence: Callable[..., Evidence]) -> Callable[..., Bench]:
    """A bench over the small dossier with other files: see `make_evidence`."""

    def made(**files: str) -> Bench:
        examined = struct_replace(bench.examined, evidence=make_evidence(**files))
        return replace(bench, examined=examined)

    return made


def test_two_builds_give_the_same_bytes(bench: Bench) -> None:
    markdown = "[[strip]]\n\n[[sequence]]\n\n[[timeline]]\n\nIt is {{ release-2031-05.people }}.\n"
    assert bench.write(markdown).content == bench.write(markdown).content


def test_a_block_that_is_not_known_is_named_with_the_nearest(bench: Bench) -> None:
    with pytest.raises(DossierError) as fault:
        bench.write("[[sequences]]\n")
    expected = (
        'text.md:1:3: there is no block "sequences"; did you mean "sequence"? [unknown-block]'
    )
    assert str(fault.value) == expected


@pytest.mark.parametrize("block", BLOCKS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_block_can_be_placed_alone(bench: Bench, block: str, language: str) -> None:
    written = bench.write(f"[[{block}]]\n", language)
    assert len(written.tables) + len(written.charts) <= 1
    docx.Document(io.BytesIO(written.content))


TWO_RELEASES = """\
    - {id: release-a, freed: 2031-05-03, stage: reported_done, people: 52, called: sailors}
    - {id: release-b, announced: 2031-06-03, stage: announced, people: 25}
"""
THREE_PERSONS = """\
    - {id: anna, name: {given: Anna, family: Berg, fr: {given: Anna, family: Montagne}}}
    - {id: ivo, name: {given: Ivo, family: Carr}}
    - {id: olaf, name: {given: Olaf, family: Abel}}
"""
NAMED = """\
    - {id: part-anna, release: release-a, axis: named, person: anna}
    - {id: part-ivo, release: release-a, axis: named, person: ivo}
    - {id: part-olaf, release: release-b, axis: named, person: olaf}
"""


@pytest.mark.parametrize(
    ("language", "freed", "known"),
    [
        ("en", ["Anna Berg", "Ivo Carr"], ["Olaf Abel", "Anna Berg", "Ivo Carr"]),
        ("fr", ["Ivo Carr", "Anna Montagne"], ["Olaf Abel", "Ivo Carr", "Anna Montagne"]),
    ],
)
def test_persons_are_sorted_as_they_are_spelt_and_freed_where_a_release_is_done(
    bench_of: Callable[..., Bench], language: str, freed: list[str], known: list[str]
) -> None:
    made = bench_of(releases=TWO_RELEASES, persons=THREE_PERSONS, parts=NAMED)
    assert [row[0].partition(" (")[0] for row in made.cells("persons", language)] == freed
    assert [row[0] for row in made.cells("names", language)] == known


@pytest.mark.parametrize(
    ("steps", "rows"), [(0, []), (1, [1]), (8, [8]), (9, [5, 4]), (72, [8] * 9)]
)
def test_a_strip_has_no_more_steps_in_a_row_than_a_page_is_wide(
    bench_of: Callable[..., Bench], steps: int, rows: list[int]
) -> None:
    releases = "".join(
        f"    - {{id: release-{name}, freed: 2031-05-03, stage: reported_done, people: {people}}}\n"
        for name, people in zip(["a", *range(72)], range(10, 10 + steps), strict=False)
    )
    made = bench_of(releases=releases, **({} if releases else {"001": ""}))
    written = made.write("[[strip]]\n\nWords.\n")
    found = docx.Document(io.BytesIO(written.content)).tables
    told = [[cell.text for cell in row.cells if cell.text] for table in found for row in table.rows]
    assert [len(cells) for cells in told] == rows
    figures = sorted(cell.split("\n")[1] for cells in told for cell in cells)
    assert figures == [str(people) for people in range(10, 10 + steps)]
    assert lint(written.content, "brief.docx") == []


def test_a_lifting_that_was_announced_is_a_step_though_it_is_in_effect(
    bench_of: Callable[..., Bench],
) -> None:
    told = "stage: in_effect, in_effect: 2031-05-02, title"
    made = bench_of(
        sanctions=f"""\
            - {{id: lifted, announced: 2031-05-01, {told}: {{en: the lifting, fr: la levée}}}}
            - {{id: old, {told}: {{en: the old measure, fr: la mesure ancienne}}}}
        """
    )
    assert [row[0] for row in made.cells("sanctions")] == ["The lifting"]
    assert [row[0] for row in made.cells("in-place")] == ["The old measure"]


def test_a_disagreement_without_a_question_is_called_in_words(
    bench_of: Callable[..., Bench],
) -> None:
    made = bench_of(
        releases="""\
            - id: release-a
              freed: 2031-05-03
              stage: reported_done
              people: 52
              called: sailors
              because: {people: shared}
        """,
        **{
            "001": """\
                - at: 001.1a
                  voice: ministry
                  anchor: 52
                  says: {release-a: {people: 52}}
                - at: 001.1b
                  voice: article
                  anchor: 53
                  says: {release-a: {people: 53}}
            """
        },
    )
    assert [row[0] for row in made.cells("disagreements")] == [
        "The release of 3 May 2031: number of people"
    ]
    assert [row[0] for row in made.cells("disagreements", "fr")] == [
        "La libération du 3 mai 2031\u00a0: nombre de personnes"
    ]


def test_of_the_versions_that_which_is_used_is_bold(bench_of: Callable[..., Bench]) -> None:
    made = bench_of(
        releases="""\
            - id: release-a
              freed: 2031-05-03
              stage: reported_done
              people: 52
              called: sailors
              because: {people: shared}
        """,
        **{
            "001": """\
                - at: 001.1a
                  voice: ministry
                  anchor: 52
                  says: {release-a: {people: 52}}
                - at: 001.1b
                  voice: article
                  anchor: 53
                  says: {release-a: {people: 53}}
            """
        },
    )
    (table,) = docx.Document(io.BytesIO(made.write("[[disagreements]]\n").content)).tables
    runs = [run for paragraph in table.rows[1].cells[1].paragraphs for run in paragraph.runs]
    assert [(run.text, bool(run.bold)) for run in runs if run.text in {"52", "53"}] == [
        *(("52", True), ("53", False))
    ]


def without(template: bytes, *styles: str) -> bytes:
    parts = unpack(template)
    root = etree.fromstring(parts["word/styles.xml"])
    for style in root.findall(W + "style"):
        name = style.find(W + "name")
        if name is not None and name.get(W + "val") in styles:
            root.remove(style)
    return pack(parts | {"word/styles.xml": etree.tostring(root)})


def test_all_styles_that_the_template_lacks_are_named_in_one_message(bench: Bench) -> None:
    poor = replace(bench, template=without(bench.template, "Stamp", "Fact", "Brief Table"))
    with pytest.raises(MissingStyles) as fault:
        poor.write("Words.\n")
    told = 'no paragraph style named "Stamp"; no character style named "Fact"; '
    assert str(fault.value) == f'templates/brief.docx: {told}no table style named "Brief Table"'


@pytest.mark.parametrize(
    ("language", "line", "said"),
    [
        ("en", "It's {{ release-2031-05.people }}'s day.", "It\u2019s 42\u2019s day."),
        ("fr", "L'étape : {{ release-2031-05.people }} ?", "L\u2019étape\u00a0: 42\u00a0?"),
        ("fr", "Le texte dit [that's all :]{lang=en}", "Le texte dit that's all :"),
    ],
)
def test_a_sentence_is_set_as_its_language_wants(
    bench: Bench, language: str, line: str, said: str
) -> None:
    assert bench.paragraphs(line + "\n", language) == [said]


def test_typed_words_in_another_language_are_marked_as_such(bench: Bench) -> None:
    made = etree.fromstring(
        unpack(bench.write("It says [pour la libération]{lang=fr} only.\n").content)[
            "word/document.xml"
        ]
    )
    runs = [run for run in made.iter(W + "r") if run.find(f"{W}rPr/{W}lang") is not None]
    assert [text_of(run) for run in runs] == ["pour la libération"]


def test_a_mark_stands_where_its_language_has_it(bench: Bench) -> None:
    def around(language: str) -> str:
        written = bench.write("Ils sont {{ release-2031-05.people }} libérés.\n", language)
        body = etree.fromstring(unpack(written.content)["word/document.xml"])
        said = ""
        for one in body.iter(W + "t", W + "footnoteReference"):
            said += "*" if one.tag == W + "footnoteReference" else one.text or ""
        return said

    assert "libérés.*" in around("en")
    assert "libérés*." in around("fr")


def test_no_two_facts_of_a_large_dossier_share_their_bookmarks() -> None:
    facts = [f"release-2025-09-11-k{number}.people" for number in range(300_000)]
    assert len(set(map(bookmark_stem, facts))) == len(facts)
    assert len(f"{bookmark_stem(facts[0])}_99999999") <= 40


def test_a_scribe_marks_a_disputed_fact_and_leaves_blank_what_is_not_said(
    shipped: Generated,
) -> None:
    evidence = shipped.examined.evidence
    scribe = Scribe(evidence, wording_for("en", evidence.dossier))
    disputed = [found.fact for found in evidence.disagreements]
    marked_facts = [fact for fact in disputed if len(scribe.cell(fact)) == 2]
    assert marked_facts
    blank = next(f for f in evidence.dossier.facts() if evidence.dossier.is_not_stated(f))
    assert scribe.cell(blank) == [NOT_STATED]
    assert len(scribe.shown) == len(disputed)


def test_every_style_that_a_brief_uses_is_asked_of_the_template(brief: Brief) -> None:
    """A template without one is refused by name before anything is written."""
    tree = etree.fromstring(brief.parts["word/styles.xml"])
    names = {
        style.get(W + "styleId", ""): name.get(W + "val", "").casefold()
        for style in tree.iter(W + "style")
        if (name := style.find(W + "name")) is not None
    }
    used = {
        names[element.get(W + "val", "")]
        for part in ("word/document.xml", "word/footnotes.xml", "word/header1.xml")
        for tag in ("pStyle", "rStyle", "tblStyle")
        for element in etree.fromstring(brief.parts[part]).iter(W + tag)
    }
    asked = {name.casefold() for kind in STYLES.values() for name in kind}
    assert used - asked <= {"footnote text", "footnote reference"}
    assert "disputed" in used or not any("Disputed" in note for note in brief.notes.values())
