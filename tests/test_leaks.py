"""Texts planted in every place that a file has, and whether the scan finds them."""

from __future__ import annotations

import getpass
import gzip
import io
import socket
import tracemalloc
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

import spoilt
from briefgen.facts.handling import withhold
from briefgen.facts.load import load
from briefgen.facts.records import Handling
from briefgen.office.package import pack
from briefgen.proof import sieve
from briefgen.proof.contents import contents
from briefgen.proof.leaks import Leak, Needle, Sought, scan
from briefgen.proof.needles import traces, withheld
from briefgen.proof.sieve import Sieve
from briefgen.wording import wording_for

if TYPE_CHECKING:
    from collections.abc import Callable

    from briefgen.proof.leaks import How

NAME = Needle("Ihar Vornack", "ihar-vornack.name")
ID = Needle("release-vornack", "release-vornack.id", "exact")
ON_A_DRIVE = Needle("C:/Users/anna", "a folder", "path")
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def word(body: str) -> bytes:
    return f'<?xml version="1.0"?><w:document {W}><w:body>{body}</w:body></w:document>'.encode()


def paragraph(*runs: str) -> str:
    return f"<w:p>{''.join(f'<w:r><w:t>{run}</w:t></w:r>' for run in runs)}</w:p>"


def document(**parts: bytes) -> bytes:
    """A file with these parts; `__` in a name stands for a slash."""
    named = {name.replace("__", "/") + ".xml": part for name, part in parts.items()}
    return pack({"word/document.xml": word(paragraph("All is well.")), **named})


def commented(comment: bytes) -> bytes:
    out = io.BytesIO(document())
    with zipfile.ZipFile(out, "a") as package:
        package.comment = comment
    return out.getvalue()


def extra_field(text: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        entry = zipfile.ZipInfo("word/document.xml")
        entry.extra = b"\xfe\xca" + len(text).to_bytes(2, "little") + text
        package.writestr(entry, word(paragraph("All is well.")))
    return out.getvalue()


def nested(content: bytes, times: int = 3) -> bytes:
    for _ in range(times):
        content = pack({"word/embeddings/Microsoft_Excel_Sheet1.xlsx": content})
    return content


PLACES: dict[str, bytes] = {
    "a paragraph": document(word__footnotes=word(paragraph("Freed: Ihar Vornack."))),
    "runs that split a word": document(word__a=word(paragraph("Ih", "ar Vor", "nack"))),
    "a tab between the words": document(
        word__a=word("<w:p><w:r><w:t>Ihar</w:t><w:tab/><w:t>Vornack</w:t></w:r></w:p>")
    ),
    "deleted text": document(
        word__a=word("<w:p><w:del><w:r><w:delText>Ihar Vornack</w:delText></w:r></w:del></w:p>")
    ),
    "text around a deletion": document(
        word__a=word(
            "<w:p><w:r><w:t>Ihar </w:t></w:r><w:del><w:r><w:delText>the </w:delText></w:r></w:del>"
            "<w:r><w:t>Vornack</w:t></w:r></w:p>"
        )
    ),
    "hidden text": document(
        word__a=word("<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>Ihar Vornack</w:t></w:r></w:p>")
    ),
    "a field code": document(
        word__a=word('<w:p><w:r><w:instrText> REF "Ihar Vornack" </w:instrText></w:r></w:p>')
    ),
    "an alternative text": document(word__a=word('<wp:docPr id="1" descr="Ihar Vornack, freed"/>')),
    "the tag of a content control": document(word__a=word('<w:sdt><w:tag w:val="Ihar Vornack"/>')),
    "a bookmark": document(word__a=word('<w:bookmarkStart w:name="Ihar_Vornack"/>')),
    "the author of a comment": document(
        word__comments=word('<w:comment w:author="Ihar Vornack"/>')
    ),
    "a core property": document(docProps__core=b"<c><dc:creator>Ihar Vornack</dc:creator></c>"),
    "a document variable": document(
        word__settings=word('<w:docVar w:name="n" w:val="Ihar Vornack"/>')
    ),
    "an external address": document(
        word__rels=b'<R><R Target="https://x.example/?q=Ihar%20Vornack" TargetMode="External"/></R>'
    ),
    "an XML comment": document(word__a=word("<!-- Ihar Vornack -->")),
    "a processing instruction": document(word__a=b"<?note Ihar Vornack?><a/>"),
    "custom XML": document(
        customXml__item1=b"<people><one><![CDATA[Ihar Vornack]]></one></people>"
    ),
    "a character reference": document(word__a=word(paragraph("Ihar V&#111;rnack"))),
    "another encoding": document(
        word__a='<?xml version="1.0" encoding="utf-16"?><a>Ihar Vornack</a>'.encode("utf-16")
    ),
    "a string that no cell uses": document(
        xl__sharedStrings=b"<sst><si><r><t>Ihar </t></r><r><t>Vornack</t></r></si></sst>"
    ),
    "a cached value": document(xl__sheet=b'<c r="A1" t="str"><f>B1</f><v>Ihar Vornack</v></c>'),
    "a formula": document(xl__sheet=b'<c r="A1"><f>"Ihar"&amp;" "&amp;"Vornack"</f><v>0</v></c>'),
    "a defined name": document(
        xl__workbook=b'<definedName name="x" hidden="1">"Ihar Vornack"</definedName>'
    ),
    "the prompt of a list": document(xl__sheet=b'<dataValidation prompt="not Ihar Vornack"/>'),
    "a header": document(xl__sheet=b"<oddHeader>&amp;LIhar Vornack</oddHeader>"),
    "a number format": document(xl__styles=b'<numFmt formatCode="0 &quot;Ihar Vornack&quot;"/>'),
    "the cache of a chart": document(
        xl__charts__chart1=b"<c:strCache><c:pt><c:v>Ihar Vornack</c:v></c:pt></c:strCache>"
    ),
    "an escape of Excel": document(xl__sharedStrings=b"<si><t>Ihar_x0020_Vornack</t></si>"),
    "a workbook in a workbook": nested(document(xl__a=b"<si><t>Ihar Vornack</t></si>")),
    "a file in an object": pack(
        {"word/embeddings/oleObject1.bin": b"\xd0\xcf" + document(a=b"<a>Ihar Vornack</a>")}
    ),
    "a packed metafile": pack(
        {"word/media/image1.emz": gzip.compress(b"\0\1Ihar Vornack", mtime=0)}
    ),
    "the data of a picture": pack({"word/media/image1.png": b"\x89PNG\0\xffIhar Vornack\0"}),
    "a picture in UTF-16": pack(
        {"word/media/image1.bin": b"\x89\0\xff" + "Ihar Vornack".encode("utf-16-be")}
    ),
    "the name of a part": pack({"word/media/Ihar-Vornack.txt": b"well"}),
    "the comment of the archive": commented(b"by Ihar Vornack"),
    "an extra field": extra_field(b"Ihar Vornack"),
    "bytes before the archive": b"Ihar Vornack" + document(),
    "bytes after the archive": document() + b"\0Ihar Vornack",
    "a plain text": b'{"facts": {"a": "Ihar Vornack"}}',
    "soft hyphens": document(word__a=word(paragraph("Ihar Vor\u00adnack"))),
    "joiners of no width": document(word__a=word(paragraph("Ihar V\u200born\ufeffack"))),
    "capitals": document(word__a=word(paragraph("IHAR VORNACK"))),
    "wide letters": document(word__a=word(paragraph("\uff29har \uff36ornack"))),
    "no-break spaces": document(word__a=word(paragraph("Ihar\u00a0Vornack"))),
}


@pytest.mark.parametrize("place", PLACES)
def test_a_name_is_found_wherever_it_is_planted(place: str) -> None:
    found = scan({"brief.docx": PLACES[place]}, [NAME])
    assert {(leak.file, leak.what) for leak in found} == {("brief.docx", "ihar-vornack.name")}


def passes(needles: list[Needle], part: bytes) -> bool:
    return Sieve(needles).passes(io.BytesIO(part))


SPLIT = (
    *("/home/berg2", "/home/{}berg2", "{0}/home/{0}berg2{0}"),
    *("/ho{}me/berg2", "/home/b{}erg2", "/home{}/berg2"),
    *("C:/home/{}berg2", "{0}C:\\home\\berg2{0}", "C{}:/home/berg2"),
)


@pytest.mark.parametrize("how", ["words", "whole", "path", "exact"])
@pytest.mark.parametrize(
    "between",
    [
        *("", " ", "\u00a0", "\u00ad", "\u200b", "&#173;", "&shy;", "&#x200B;", "_x00AD_"),
        *("_x0020_", "&#10;", "&amp;L", "&amp;12", "&amp;K01F0AB", "%20", "%C2%AD", "&#1;"),
        *("</w:t></w:r><w:r><w:t>", '<w:b w:val="a>b"/>', "<!-- -->", "<w:tab/>", "<v>1</v>"),
        *("<w:delText>x</w:delText>", '<c r="A1"><v>1</v></c>', "</w:t></w:p><w:p><w:t>"),
    ],
)
def test_a_part_with_a_find_passes_the_sieve(between: str, how: How) -> None:
    for planted in (text.format(between) for text in SPLIT):
        part = word(f'<w:p w:x="1"><w:r><w:t>{planted}</w:t></w:r></w:p><w:a w:descr="end"/>')
        for sought in ("/home/berg2", "berg2", "home berg2", "c:/home/berg2"):
            needles = [Needle(sought, "a trace", how)]
            read = any(Sought(needles).found(one) for one in contents("a", part, lambda _: True))
            assert passes(needles, part) or not read


@given(
    st.lists(
        st.sampled_from(
            [
                *(
                    "be",
                    "rg",
                    "b",
                    "erg",
                    "2",
                    " ",
                    '"',
                    "-",
                    "/home/",
                    "home",
                    "&amp;",
                    "&lt;",
                    "K",
                ),
                *("<w:p>", "</w:p>", "<w:r><w:t>", "</w:t></w:r>", "<w:tab/>", '<b a="be"/>'),
                *("<v>", "</v>", "<f>", "</f>", "</v></c>", '<c r="A1" t="s"><v>5</v></c>'),
                *("<si><t>", "</t></si>", "</t></is></c>", "<w:delText>x</w:delText>", "\u00e9"),
            ]
        ),
        min_size=3,
        max_size=40,
    ),
    st.sampled_from([40, 90, 1 << 18]),
)
def test_a_part_with_a_find_passes_the_sieve_whatever_it_consists_of(
    body: list[str], block: int
) -> None:
    part = f"<w:document>{''.join(body)}</w:document>".encode()
    hows: tuple[How, ...] = ("words", "whole", "path", "exact")
    needles = [Needle(text, "it", how) for text in ("berg", "/home/berg2") for how in hows]
    for sought in ([needle] for needle in needles):
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(sieve, "_BLOCK", block)
            passed = passes(sought, part)
        assert passed or not any(map(Sought(sought).found, contents("a", part)))


@pytest.mark.parametrize(
    "part",
    [
        word(paragraph("Anna Berg met", " others \u00ab at noon \u00bb", "&amp; left")),
        b'<s><c r="A1" t="str"><f>B1</f><v>home</v></c><oddFooter>&amp;LPage</oddFooter></s>',
        b'{"facts": {"a": "100 % & more"}}',
    ],
)
def test_a_part_without_the_words_does_not_pass_the_sieve(part: bytes) -> None:
    assert not passes([NAME, ID, Needle("/home/berg2", "a folder", "path")], part)


@pytest.mark.parametrize("before", range(30))
@pytest.mark.parametrize(
    ("planted", "found"),
    [
        *(("Berg", True), ("B</w:t><w:t>erg", True), ("B&#101;rg", True), ("B_x0065_rg", True)),
        *(("B&amp;erg", False), ("B</w:t></w:p><w:p><w:t>erg", False), ("ber", False)),
    ],
)
def test_the_sieve_sees_what_lies_at_the_edge_of_two_blocks(
    monkeypatch: pytest.MonkeyPatch, planted: str, before: int, *, found: bool
) -> None:
    monkeypatch.setattr(sieve, "_BLOCK", 40)
    paragraphs = [" " * before, "At noon", planted, "by the lake", " " * 40]
    part = word("".join(f"<w:p><w:t>{text}</w:t></w:p>" for text in paragraphs))
    assert passes([Needle("berg", "a name")], part) is found


@pytest.mark.parametrize("part", [b"<a>%s<v>Berg</v></a>", b"%sBerg", b" %s<a>B<b/>erg</a>"])
def test_the_sieve_sees_what_lies_far_from_any_edge(part: bytes) -> None:
    assert passes([Needle("berg", "a name")], part % (b" " * sieve._BLOCK))


def test_a_part_that_ends_as_a_package_does_passes_the_sieve() -> None:
    assert passes([NAME], b"<a><v>1</v></a>" + b"PK\5\6" + b"x" * 18)


def test_no_sheet_is_held_whole_where_it_need_not_be_read() -> None:
    part = io.BytesIO(b"<c><v>1</v></c>" * sieve._BLOCK)
    tracemalloc.start()
    assert not Sieve([NAME]).passes(part)
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert most < len(part.getvalue()) / 2


def test_a_file_without_it_is_clean() -> None:
    clean = {"a.docx": nested(document(word__a=word(paragraph("Ihar met Anna Vornack"))))}
    assert scan(clean, [NAME, ID]) == []


def test_a_find_names_file_part_and_record_and_never_the_text() -> None:
    inner = document(word__footnotes=word(paragraph("Ihar Vornack")))
    (leak,) = scan({"x.docx": pack({"word/embeddings/a.xlsx": inner})}, [NAME])
    part = "word/embeddings/a.xlsx > word/footnotes.xml"
    assert leak == Leak("x.docx", part, "text", "ihar-vornack.name")
    assert "Vornack" not in str(leak)


@pytest.mark.parametrize(
    ("text", "needle"),
    [
        ("the sales of May", Needle("Ales", "ales.name")),
        ("Ihar and Vornack", NAME),
        ("link-release-vornack and release-vornack-2", ID),
        ("release vornack", ID),
        ("an old man", Needle("old", "x.note")),
        ("a note on the word release", Needle("release", "release.en", "whole")),
        (
            "see /homely/anna/briefs and myhome/anna/briefs",
            Needle("/home/anna/briefs", "a folder", "path"),
        ),
        *(
            (text, ON_A_DRIVE)
            for text in (
                "C: Users, such as anna",
                "a ratio of c:users to anna",
                "C:/Users/annabel and C:/Users/anna-2",
                "abc:/users/anna",
                "D:\\Users\\anna",
            )
        ),
    ],
)
def test_what_is_only_like_it_is_no_find(text: str, needle: Needle) -> None:
    assert scan({"a.docx": document(word__a=word(paragraph(text)))}, [needle]) == []


@pytest.mark.parametrize(
    ("text", "needle"),
    [
        ("d'Ales, l'ami", Needle("Ales", "ales.name")),
        ("the fact release-vornack.people", ID),
        ("Straße der Öfen", Needle("STRASSE DER O\u0308FEN", "x.note")),
        ("release", Needle("Release", "release.en", "whole")),
        ("file:///home/anna/briefs/data", Needle("/home/anna/briefs", "a folder", "path")),
        ("C:\\home\\anna\\briefs\\data", Needle("/home/anna/briefs", "a folder", "path")),
        *(
            (text, ON_A_DRIVE)
            for text in (
                "C:\\Users\\anna\\project",
                "see C:/Users/anna/project.",
                '"c:\\\\users\\\\anna"',
                "file:///C:/Users/anna/x.docx",
            )
        ),
        ("003.1a", Needle("003.1a", "003.1a.at", "exact")),
    ],
)
def test_a_needle_is_found_in_its_own_way(text: str, needle: Needle) -> None:
    found = scan({"a.docx": document(word__a=word(paragraph(text)))}, [needle])
    assert {leak.what for leak in found} == {needle.what}


def test_a_path_is_found_in_bytes_with_either_slash() -> None:
    picture = pack({"word/media/image1.bin": b"\x89\0\xffaC:\\Users\\anna\\x.png"})
    assert scan({"a.docx": picture}, [Needle("C:/Users/anna", "a folder", "path")])


def test_one_word_tells_nothing_in_an_attribute_of_a_closed_list() -> None:
    content = document(word__a=word('<w:jc w:val="center"/><w:alias w:val="Quillon"/>'))
    needles = [Needle("Center", "center.name"), Needle("Quillon", "quillon.name")]
    assert [leak.what for leak in scan({"a": content}, needles)] == ["quillon.name"]


def test_every_part_with_a_find_is_named() -> None:
    content = document(
        word__a=word(paragraph("Ihar Vornack")), word__b=word(paragraph("Ihar Vornack"))
    )
    assert [leak.part for leak in scan({"a": content}, [NAME])] == ["word/a.xml", "word/b.xml"]


def template(core: str) -> bytes:
    return pack({"docProps/core.xml": f"<cp xmlns:dc='d'>{core}</cp>".encode()})


@pytest.mark.parametrize(
    "text",
    [
        getpass.getuser(),
        socket.gethostname(),
        f"{Path(__file__).parents[1].resolve()}/data/x.yaml",
        f"file://{Path.home()}/x.docx",
        "Anna Berg",
    ],
)
def test_a_trace_of_the_machine_is_found_in_a_property(text: str) -> None:
    sought = traces(Path(__file__).parents[1], [template("<dc:creator>Anna Berg</dc:creator>")])
    content = document(docProps__custom=f"<p><v>{text}</v></p>".encode())
    assert scan({"a.docx": content}, sought)


def test_briefgen_itself_is_no_trace() -> None:
    own = [template("<dc:creator>briefgen</dc:creator>")]
    texts = {needle.text for needle in traces(Path(), own)}
    assert "briefgen" not in texts


def test_an_internal_note_is_looked_for_by_its_words(make_dossier: Callable[..., Path]) -> None:
    """Of a record and of a reading; what is told of a find is where the note stands."""
    folder = make_dossier()
    spoilt.spoil(folder, "releases", "people: 52", "people: 52\n  internal: ask the harbour again")
    spoilt.spoil(folder, "001", "- at: 001.1b", "- at: 001.1b\n  internal: heard on the quay twice")
    whole = load(folder)
    shown = withhold(whole, Handling.CLEAR)
    found = withheld(whole, shown, Handling.CLEAR, [wording_for("en", shown)])
    assert [(needle.text, needle.what) for needle in found] == [
        ("ask the harbour again", "release-a.internal"),
        ("heard on the quay twice", "001.1b.internal"),
    ]


def test_a_part_in_another_encoding_is_read_in_it() -> None:
    text = "<a>Vornack</a>"
    for encoding in ("utf-16-le", "utf-16-be"):
        mark = b"\xff\xfe" if encoding.endswith("le") else b"\xfe\xff"
        (leak,) = scan({"x.xml": mark + text.encode(encoding)}, [Needle("Vornack", "a name")])
        assert (leak.where, leak.what) == ("text", "a name")


def test_a_sentence_of_four_words_is_looked_for_by_itself(
    make_dossier: Callable[..., Path],
) -> None:
    """Fewer words may stand anywhere by chance."""
    folder = make_dossier()
    note = "Ships left at dawn. Nobody saw it. The harbour was quite dark."
    spoilt.spoil(folder, "releases", "people: 52", f"people: 52\n  internal: {note}")
    whole = load(folder)
    shown = withhold(whole, Handling.CLEAR)
    found = withheld(whole, shown, Handling.CLEAR, [wording_for("en", shown)])
    assert [needle.text for needle in found] == [
        note,
        "Ships left at dawn.",
        "The harbour was quite dark.",
    ]


def test_only_a_reason_in_words_is_looked_for(make_dossier: Callable[..., Path]) -> None:
    """The id of a reason that the dossier has for many readings stands in files anyway."""
    folder = make_dossier()
    reading = """
- at: 001.1c
  handling: TLP:AMBER
  voice: article
  anchor: [grey herons]
  says: {release-a: {people: 52, stage: reported_done}}
  inferred: {release-a.people: shared}
  doubt: {release-a.stage: {en: seen from afar only, fr: vu seulement de loin}}
"""
    path = folder / "readings" / "001.yaml"
    path.write_text(path.read_text("utf-8") + reading, "utf-8", newline="\n")
    whole = load(folder)
    shown = withhold(whole, Handling.CLEAR)
    found = withheld(whole, shown, Handling.CLEAR, [wording_for("en", shown)])
    assert [needle.text for needle in found] == [
        *("001.1c", "seen from afar only", "vu seulement de loin")
    ]


def test_printed_words_are_looked_for_from_three_on(make_dossier: Callable[..., Path]) -> None:
    """Two words of an article may stand anywhere by chance."""
    folder = make_dossier()
    reading = """
- at: 001.1c
  handling: TLP:AMBER
  voice: article
  anchor: [grey herons, grey herons landed]
  says: {release-a: {stage: reported_done}}
"""
    path = folder / "readings" / "001.yaml"
    path.write_text(path.read_text("utf-8") + reading, "utf-8", newline="\n")
    whole = load(folder)
    shown = withhold(whole, Handling.CLEAR)
    found = withheld(whole, shown, Handling.CLEAR, [wording_for("en", shown)])
    assert [needle.text for needle in found] == ["001.1c", "grey herons landed"]
