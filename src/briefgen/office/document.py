"""A Word document made from a template: what the brief is written with."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from docx.opc.pkgwriter import _ContentTypesItem

from briefgen.office import (
    charts,
    fields,
    package,
    properties,
    traces,
    wordchart,
    wordtable,
    wordtemplate,
    wordxml,
)
from briefgen.office.bookmarks import Bookmarks
from briefgen.office.footnotes import MARK_STYLE, TEXT_STYLE, Footnotes
from briefgen.office.inline import Paragraph, Run
from briefgen.office.paragraphs import ParagraphWriter
from briefgen.office.runs import RunWriter
from briefgen.office.wordstyles import StyleIds

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from docx.document import Document
    from docx.opc.part import XmlPart
    from docx.section import _BaseHeaderFooter

    from briefgen.office.charts import Chart
    from briefgen.office.inline import Inline
    from briefgen.office.properties import Properties
    from briefgen.office.wordstyles import Kind
    from briefgen.office.wordtable import Table

NO_BREAK_SPACE = "\N{NO-BREAK SPACE}"
LEVELS = range(1, 10)
"""The levels of headings that Word knows."""
_OWN_STYLES: Mapping[Kind, str] = {"paragraph": TEXT_STYLE, "character": MARK_STYLE}


def open_template(
    content: bytes,
    needed: Mapping[Kind, Iterable[str]],
    *,
    file: str = "the Word template",
) -> WordDocument:
    """An empty document in the styles and the page set-up of the template `content`.

    `file` is what messages call it. Raises `MissingStyles` that names every one of the `needed`
    styles it lacks, and `ValueError` when it is no Word document or its body holds text.
    """
    document = wordtemplate.load(content, file)
    styles = StyleIds(file, document.styles.element)
    own = {kind: [*needed.get(kind, ()), name] for kind, name in _OWN_STYLES.items()}
    styles.check({**needed, **own})
    return WordDocument(document, styles)


class WordDocument:
    """A document that is written from its first paragraph to its last, then saved.

    Styles are asked for by name, whatever its case. All that writes raises `MissingStyles` for
    a style that is not there, and `ValueError` for text that XML cannot hold, a bookmark set
    twice or wrongly named, and an address that is neither http, https nor mailto.
    """

    def __init__(self, document: Document, styles: StyleIds) -> None:
        self._document = document
        self._body: list[str] = []
        self._written: list[tuple[XmlPart, list[str]]] = [(document.part, self._body)]
        wordxml.set_place(document.element.body, 0)
        self._bookmarks = Bookmarks()
        self._styles = styles
        runs = RunWriter(document.part, styles, self._bookmarks)
        notes = Footnotes(document.part, styles, self._bookmarks)
        self._written.append((notes.part, notes.written))
        self._paragraphs = ParagraphWriter(runs, notes)
        self._captions: Counter[str] = Counter()
        self._charts = 0
        self._drawings = wordchart.last_drawing(document.part)

    def add(self, paragraph: Paragraph) -> None:
        """A paragraph."""
        self._body.append(self._paragraphs.written(paragraph))

    def paragraph(
        self, content: Sequence[Inline], style: str = "Body Text", *, keep_with_next: bool = False
    ) -> None:
        """A paragraph in a paragraph style."""
        self.add(Paragraph(content, style, keep_with_next=keep_with_next))

    def heading(self, content: str | Sequence[Inline], level: int) -> None:
        """A heading in style `heading 1` to `heading 9`. Raises `ValueError` on other levels."""
        if level not in LEVELS:
            raise ValueError(f"heading level {level}: expected 1 to {LEVELS[-1]}")
        words = (Run(content),) if isinstance(content, str) else content
        self.paragraph(words, f"heading {level}")

    def table(self, table: Table) -> None:
        """A table. Two tables in a row are kept apart by an empty paragraph, or Word joins them."""
        self._close_table(table.text_style)
        self._body.append(wordtable.written(table, self._paragraphs))

    def chart(
        self,
        chart: Chart,
        width_cm: float | None = None,
        height_cm: float | None = None,
        *,
        style: str = "Figure",
    ) -> None:
        """A native chart in a paragraph of its own, at its own size unless another is given."""
        self._charts += 1
        self._drawings += 1
        own_width, own_height = charts.extent(chart)
        key = wordchart.add_parts(self._document.part, chart, self._charts)
        size = width_cm or own_width, height_cm or own_height
        frame = wordchart.frame(key, size_cm=size, number=self._drawings, alt=chart.alt)
        self._body.append(self._paragraphs.around(frame, Paragraph((), style)))

    def caption(
        self,
        label: str,
        content: Sequence[Inline],
        *,
        bookmark: str | None = None,
        keep_with_next: bool = True,
    ) -> str:
        """A caption that begins with its label and number; returns these, for a `Reference`.

        It stands above what it names, on the same page. Numbers count up a label. `bookmark` is
        set around label and number. Raises `ValueError` when the label is no word: it names the
        sequence of the SEQ field.
        """
        if not label.isalpha():
            raise ValueError(f"caption label {label!r}: expected one word")
        self._captions[label] += 1
        number = str(self._captions[label])
        shape = Paragraph((), "caption", keep_with_next=keep_with_next)
        named = wordxml.run("", label + NO_BREAK_SPACE)
        named += fields.field(f"SEQ {label} \\* ARABIC", number)
        if bookmark is not None:
            named = self._bookmarks.around(named, bookmark)
        self._body.append(self._paragraphs.around(named + self._paragraphs.content(content), shape))
        return label + NO_BREAK_SPACE + number

    def header(self, paragraphs: Sequence[Paragraph]) -> None:
        """Fill the header of every page: these stand after the template's letterhead.

        Empty paragraphs of the template's header give way. Raises `ValueError` on a footnote.
        """
        self._fill(wordtemplate.headers(self._document), paragraphs)

    def footer(self, paragraphs: Sequence[Paragraph]) -> None:
        """Fill the footer of every page, like the header."""
        self._fill(wordtemplate.footers(self._document), paragraphs)

    def save(self, about: Properties) -> bytes:
        """The finished file: the same content and properties give the same bytes.

        Raises `ValueError` that names every bookmark that is pointed at and not set.
        """
        missing = self._bookmarks.missing()
        if missing:
            raise ValueError(f"no bookmark is set for {', '.join(missing)}")
        self._close_table("Normal")
        wordtemplate.set_language(self._document, about.language)
        parts = traces.without_revision_ids(_parts_of(self._document))
        for part, pieces in self._written:
            name = part.partname.membername
            parts[name] = wordxml.put_in_place(parts[name], pieces)
        return package.pack(properties.apply(parts, about))

    def _close_table(self, style: str) -> None:
        if self._body and self._body[-1].endswith(wordtable.END):
            self.add(Paragraph((), style))

    def _fill(self, shown: Iterable[_BaseHeaderFooter], paragraphs: Sequence[Paragraph]) -> None:
        for story in shown:
            root = story.part.element
            wordtemplate.drop_empty_paragraphs(root)
            wordxml.set_place(root, len(root))
            writer = ParagraphWriter(RunWriter(story.part, self._styles, self._bookmarks))
            self._written.append((story.part, [writer.written(one) for one in paragraphs]))


def _parts_of(document: Document) -> dict[str, bytes]:
    """The parts that python-docx would write, without zipping and unzipping them."""
    whole = document.part.package
    parts = whole.parts
    for part in parts:
        part.before_marshal()
    kinds = _ContentTypesItem.from_parts(parts)  # type: ignore[no-untyped-call]  # it has none
    saved = {package.CONTENT_TYPES: kinds.blob}
    saved[properties.PACKAGE_RELS] = whole.rels.xml
    for part in parts:
        saved[part.partname.membername] = part.blob
        if part.rels:
            saved[part.partname.rels_uri.membername] = part.rels.xml
    return saved
