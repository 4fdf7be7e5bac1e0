"""Cells read without a tree hold what the tree of the part says, and nothing is let through."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from lxml import etree

from briefgen.office.lint.cells import Forms, Part, Row, read_part, read_sheet

if TYPE_CHECKING:
    from collections.abc import Iterator

Seen: TypeAlias = tuple[object, ...]

SPACE = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
SHEET = (
    f'<worksheet xmlns="{SPACE}"><cols/><sheetData><row r="1" ht="27.04" customHeight="1">'
    '<c r="A1" s="2" t="s"><v>0</v></c><c r="B1" s="3"/></row><row r="2"></row>'
    '<row r="3" s="4" hidden="false"><c r="A3"><v>1.5</v></c>'
    '<c r="B3" s="2" t="str"><f>LEFT("a&amp;b",1)</f><v>a&lt;\u00e9_x000D_</v></c>'
    '<c r="AA3" t="b"><f aca="false">TRUE()</f><v>1</v></c><c r="AB3" s="2" t="s"><v>0</v></c>'
    "</row></sheetData><hyperlinks/></worksheet>"
)
TEXTS = (
    f'<sst xmlns="{SPACE}"><si><t>one &amp; two</t></si><si><t xml:space="preserve"> a </t></si>'
    "<si><t>cut </t></si><si><t>_x0041_\u00e9</t></si></sst>"
)
PIECES = [
    *("<", ">", '"', "&", "/", " ", "&#13;", "&#0;", "&foo;", "\0", "\r", "\n", "\uffff", "7"),
    *("</c>", '<c r="A1"', '<c r="C3" s="1"/>', "</row>", '<row r="9">', "<v>", "</v>", "<f>"),
    *("<!--", "-->", "<![CDATA[", "]]>", "<?x ?>", "<?x", "?>", ' s="1"', ' r="1"', ' t="n"'),
    *("<is><t>x</t></is>", ' xmlns="urn:x"', "<sheetData>", "</sheetData>", "<si>", "</si>"),
    *("<t>", "</t>", "<si><r><t>x</t></r></si>", "<!DOCTYPE worksheet>"),
]


def parsed(content: bytes) -> etree._Element:
    return etree.fromstring(content)


class Found(NamedTuple):
    """A part, and the rows that were read of it if it is a sheet."""

    part: Part
    rows: list[Row]


def seen(found: Found) -> Seen:
    """All that was read of a part."""
    rows = [
        (row.name, row.number, row.style, row.references, [held(cell) for cell in row.cells])
        for row in found.rows
    ]
    return rows, found.part.texts.texts, found.part.texts.cut


def held(cell: object) -> Seen:
    return tuple(getattr(cell, name) for name in ("style", "kind", "formula", "value"))


def read(content: bytes) -> Found:
    rows: list[Row] = []

    def use(found: Iterator[Row]) -> None:
        rows[:] = found

    if b"<worksheet" in content:
        return Found(read_sheet(lambda: BytesIO(content), parsed, Forms(), use), rows)
    return Found(read_part(content, parsed), rows)


def walked(content: bytes) -> Found:
    """The same part, with a comment that has its tree walked."""
    return read(content + b"<!-- -->")


@pytest.mark.parametrize("part", [SHEET, TEXTS])
def test_the_usual_forms_are_read_without_a_tree(part: str) -> None:
    found = read(part.encode())
    assert (
        len(found.part.root.findall(".//{*}row")) == len(found.part.root.findall(".//{*}si")) == 0
    )
    assert b"<v>" not in found.part.content
    assert seen(found) == seen(walked(part.encode()))


def test_a_cell_is_what_the_file_says() -> None:
    first, empty, last = read(SHEET.encode()).rows
    assert first.references == ["A1", "B1"]
    assert [held(cell) for cell in first.cells] == [("2", "s", None, "0"), ("3", "n", None, None)]
    assert (empty.name, empty.references) == ("2", [])
    assert last.references == ["A3", "B3", "AA3", "AB3"]
    assert held(last.cells[1]) == ("2", "str", 'LEFT("a&b",1)', "a<\u00e9_x000D_")
    assert held(last.cells[2]) == ("0", "b", "TRUE()", "1")
    assert last.cells[3] is first.cells[0]


def test_shared_texts_are_read_with_those_that_lose_their_spaces() -> None:
    texts = read(TEXTS.encode()).part.texts
    assert list(texts.texts) == ["one & two", " a ", "cut ", "A\u00e9"]
    assert list(texts.cut) == ["cut "]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("<v>1.5</v>", "<v>1.5</v><extLst/>"),
        ('<c r="A3">', '<c r="A3" cm="1">'),
        ('<c r="A3">', '<c s="0" r="A3">'),
        ('<c r="A3">', '<c r="A4">'),
        ('<c r="A3">', "<c>"),
        ('<row r="2">', "<row>"),
        ('<row r="2">', "\n<row r='2'>"),
        ('<c r="B1" s="3"/>', '<c r="B1" t="inlineStr"><is><r><t>a</t></r><t>b</t></is></c>'),
        ("<sheetData>", "<!-- <sheetData> --><sheetData>"),
    ],
)
def test_what_is_written_in_another_way_is_read_from_the_tree(old: str, new: str) -> None:
    content = SHEET.replace(old, new, 1).encode()
    found = read(content)
    assert found.part.content == content
    assert seen(found) == seen(walked(content))


def test_a_text_that_a_cell_holds_itself_is_its_value() -> None:
    own = '<c r="B1" t="inlineStr"><is><r><t>a</t></r><rPh><t>x</t></rPh><t>b</t></is></c>'
    (row, *_) = read(SHEET.replace('<c r="B1" s="3"/>', own).encode()).rows
    assert held(row.cells[1]) == ("0", "inlineStr", None, "ab")


@given(
    part=st.sampled_from([SHEET, TEXTS]),
    edits=st.lists(
        st.tuples(st.integers(0, 700), st.integers(0, 4), st.sampled_from(["", *PIECES])),
        min_size=1,
        max_size=3,
    ),
)
@example(part=SHEET, edits=[(SHEET.index("1.5"), 0, "\0")])
@example(part=SHEET, edits=[(SHEET.index("1.5"), 0, "]]>")])
@example(part=TEXTS, edits=[(TEXTS.index("<si>"), 0, "<?x "), (len(TEXTS) - 1, 0, "?>")])
@settings(max_examples=400, deadline=None)
def test_a_part_is_refused_or_read_just_as_its_tree_would_be(
    part: str, edits: list[tuple[int, int, str]]
) -> None:
    for at, gone, piece in edits:
        part = part[:at] + piece + part[at + gone :]
    content = part.encode()
    fault = fault_of(content)
    if fault is None:
        assert seen(read(content)) == seen(walked(content))
    else:
        with pytest.raises(etree.XMLSyntaxError) as refused:
            read(content)
        assert str(refused.value) == fault


def fault_of(content: bytes) -> str | None:
    """What the parser says of a part that is not well-formed."""
    try:
        etree.fromstring(content)
    except etree.XMLSyntaxError as fault:
        return str(fault)
    return None
