"""Cells read without a tree hold what the tree of the part says, and nothing is let through."""

from __future__ import annotations

from decimal import Decimal
from io import BytesIO
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from lxml import etree

from briefgen.office.cells import xml_number
from briefgen.office.lint import blocks
from briefgen.office.lint.blocks import Block, Row, Values
from briefgen.office.lint.cells import Cell
from briefgen.office.lint.sheets import Part, read_part, read_sheet
from briefgen.office.lint.survey import Survey

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from briefgen.office.lint.cells import Value

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
    """A part, and what was read of it if it is a sheet: rows, what they hold, and their survey."""

    part: Part
    rows: list[Row]
    values: list[Seen]
    survey: Survey


def seen(found: Found) -> Seen:
    """All that was read of a part."""
    rows = [
        (row.name, row.number, row.style, row.references, [held(cell) for cell in row.cells])
        for row in found.rows
    ]
    values = [tuple(map(comparable, row)) for row in found.values]
    noted = [
        getattr(found.survey, name)
        for name in found.survey.__struct_fields__
        if name not in {"rows", "last"}
    ]
    last = found.survey.last and found.survey.last.name
    kept = list(found.survey.rows)
    return rows, values, noted, last, kept, found.part.texts.texts, found.part.texts.cut


def comparable(value: object) -> object:
    """What a cell holds; a number is told by its digits, for not a number equals nothing."""
    return held(value) if isinstance(value, Cell) else repr(value)


def held(cell: object) -> Seen:
    return tuple(getattr(cell, name) for name in ("style", "kind", "formula", "value"))


def read(content: bytes, wanted: frozenset[int] | None = frozenset({2})) -> Found:
    rows: list[Row] = []
    values: list[Seen] = []
    survey = Survey(wanted)

    def use(blocks: Iterator[Block], forms: Collection[Cell]) -> None:
        nonlocal survey
        rows.clear()
        values.clear()
        survey = Survey(wanted)
        for block in survey.passing(blocks, forms):
            rows.extend(block.rows)
            values.extend(
                zip(*block.values, strict=True) if block.values else [()] * len(block.rows)
            )

    if b"<worksheet" in content:
        forms = Values(["a", "b", "c"] * 7, Told())
        part = read_sheet(lambda: BytesIO(content), parsed, forms, use)
    else:
        part = read_part(content, parsed)
    return Found(part, rows, values, survey)


class Told:
    """Formulas with their values, and in sight whether they were read at once."""

    alike = 0

    def held(self, cell: Cell, value: Value) -> object:
        return cell.formula, value

    def held_alike(
        self, pieces: Sequence[Sequence[str]], values: Sequence[str]
    ) -> list[object] | None:
        Told.alike += len(values)
        return list(zip(map('"'.join, zip(*pieces, strict=True)), values, strict=True))


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
    assert held(last.cells[3]) == held(first.cells[0])


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
@example(part=SHEET, edits=[(SHEET.index(' s="4" hidden'), 0, ' xmlns="urn:x"')])
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


MARKUPS = [
    *(' s="%d"/>', ' s="%d" t="s"><v>%d</v></c>', ' s="2" t="s"><v>%d</v></c>', "><v>%d</v></c>"),
    *(' t="str"><f>MATCH("%d",A1)</f><v>a</v></c>', ' s="3"><f>LEN("%d")</f><v>%d"</v></c>'),
    *("><f>%d</f></c>", ' t="str"><v>%d"/&gt;</v></c>', ' t="b"><v>1</v></c>'),
    *(
        f' t="str"><f>H("#%d"&amp;M("%d",B[{column}],0)+1,"{text}")</f><v>{text}</v></c>'
        for column in ("c", "%d", "&lt;d", "&quot;")
        for text in (
            "%d",
            "t %d\u00e9",
            "#%d",
            "_x004%d_",
            "a&amp;%d",
            '""%d',
            "",
            f"{'w' * 254}%d",
        )
    ),
    *(' t="str"><f>"%d"</f></c>', ' s="%d" t="str"><f>J("%d")</f><v>"%d</v></c>'),
]
"""Cells after their references, most of which may hold the number of their row and a quote."""
LINK = ' s="2" t="str"><f>H("#S"&amp;M("%d",T[c],0)+1,"%d")</f><v>%d</v></c>'


@st.composite
def tables(draw: st.DrawFn) -> bytes:
    """A sheet of rows that are much alike, in columns that change now and then."""
    rows = []
    number = 0
    columns: list[str] = []
    forms: list[str] = []
    for _ in range(draw(st.integers(1, 12))):
        number += draw(st.sampled_from([1, 1, 1, 1, 2, 9, 0]))
        if not columns or draw(st.integers(0, 4)) == 0:
            columns = draw(st.lists(st.sampled_from(["A", "B", "C", "AB"]), max_size=4))
            forms = [draw(st.sampled_from(MARKUPS)) for _ in columns]
        near = st.integers(max(0, number - 1), number + 1)
        if draw(st.integers(0, 4)) == 0:
            forms = [draw(st.sampled_from(MARKUPS)) for _ in columns]
        cells = [
            f'<c r="{column}{number}"' + form % tuple(draw(near) for _ in range(form.count("%d")))
            for column, form in zip(columns, forms, strict=True)
        ]
        height = draw(st.sampled_from(["", "", ' ht="1%d"', ' s="%d"']))
        tag = f'<row r="{number}"' + (height and height % draw(near)) + ">"
        rows.append(tag + "".join(cells) + "</row>")
    data = "".join(rows)
    return f'<worksheet xmlns="{SPACE}"><sheetData>{data}</sheetData></worksheet>'.encode()


@pytest.mark.parametrize("rows", [1, 3, 512])
@given(content=tables(), wanted=st.sampled_from([None, frozenset[int](), frozenset({2, 4})]))
@settings(max_examples=100, deadline=None)
def test_rows_that_hold_their_own_number_are_read_as_their_tree_would_be(
    rows: int, content: bytes, wanted: frozenset[int] | None
) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(blocks, "_ROWS", rows)
        patch.setattr(blocks, "_FEW", 0)
        found = read(content, wanted)
    assert seen(found) == seen(read(content + b"<!-- -->", wanted))


@pytest.mark.parametrize(
    ("other", "alike"),
    [
        (LINK, True),
        (LINK.replace("#S", "#R").replace('s="2"', 's="4"'), True),
        (LINK.replace("%d", "&amp;%d"), False),
        (LINK.replace("%d", "#%d"), False),
        (LINK.replace("%d", "_x0031_%d"), False),
        (LINK.replace("%d", f"{'w' * 254}%d"), False),
        (LINK.replace('"%d")', '"%d",1)'), False),
        (LINK.replace("<f>", '<f aca="false">'), False),
        (' s="2"/>', False),
    ],
)
def test_formulas_that_differ_in_their_texts_are_read_at_once(other: str, *, alike: bool) -> None:
    forms = [LINK, other] * 600
    rows = "".join(
        f'<row r="{n}"><c r="A{n}"' + form.replace("%d", f"{n}0") + "</row>"
        for n, form in enumerate(forms, 1)
    )
    content = f'<worksheet xmlns="{SPACE}"><sheetData>{rows}</sheetData></worksheet>'.encode()
    Told.alike = 0
    found = read(content, frozenset())
    assert (Told.alike > 0) == alike
    assert seen(found) == seen(read(content + b"<!-- -->", frozenset()))


def test_a_row_whose_number_stands_in_its_cells_is_read_without_a_tree() -> None:
    rows = "".join(
        f'<row r="{n}" ht="1{n}"><c r="A{n}" s="{n}"/><c r="B{n}" t="str"><f>LEFT("0{n}",1)</f>'
        f'<v>{n}"</v></c></row>'
        for n in range(1, 40)
    )
    content = f'<worksheet xmlns="{SPACE}"><sheetData>{rows}</sheetData></worksheet>'.encode()
    found = read(content)
    assert b"<row" not in found.part.content
    assert seen(found) == seen(walked(content))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('s="2" t="s"><v>9<', 's="4" t="s"><v>9<'),
        ("<v>9<", "<v>1 <"),
        ("<v>9<", "<v>21<"),
        ("<v>9<", "<v>٤<"),
        ('s="2" t="s"><v>9<', 's="2"><v>9<'),
        ('s="2" t="s"><v>9</v></c>', 's="2"/>'),
        ('<c r="A9"', '<c r="B9"'),
        ('<c r="B9"', '<c r="C9"'),
        ('<row r="9">', '<row r="8">'),
        ('<c r="B9"/>', '9"/>'),
        ('<c r="A9" s="2" t="s"><v>9</v></c>', '9"/>'),
    ],
)
def test_a_column_whose_texts_stand_once_is_read_with_the_cell_that_differs(
    old: str, new: str
) -> None:
    rows = "".join(
        f'<row r="{n}"><c r="A{n}" s="2" t="s"><v>{n}</v></c><c r="B{n}"/></row>'
        for n in range(1, 20)
    )
    sheet = f'<worksheet xmlns="{SPACE}"><sheetData>{rows}</sheetData></worksheet>'
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(blocks, "_ROWS", 4)
        patch.setattr(blocks, "_FEW", 0)
        for content in (sheet.encode(), sheet.replace(old, new, 1).encode()):
            assert seen(read(content)) == seen(walked(content))


@pytest.mark.parametrize("number", [123456789012345, 1234567890123450, -999999999999999])
def test_a_number_of_fifteen_digits_is_kept_to_the_last(number: int) -> None:
    assert xml_number(number) == str(number)


@pytest.mark.parametrize(
    "number", [1234567890123456, 9999999999999999, Decimal("0.1234567890123456")]
)
def test_a_number_of_more_digits_is_refused(number: int | Decimal) -> None:
    with pytest.raises(ValueError, match="more than 15 digits"):
        xml_number(number)
