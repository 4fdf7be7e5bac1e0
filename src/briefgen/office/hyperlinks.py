"""Links of a sheet to the web, to a file beside the workbook, or to a place in it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import quote
from xml.sax.saxutils import quoteattr

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from briefgen.office.cells import Link

MOST_LINKS = 65_530  # on one sheet, Excel's limit
LONGEST_ADDRESS = 2_079  # characters, Excel's limit
LONGEST_TIP = 255  # characters, Excel's limit
_REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_OUTSIDE = re.compile(
    r"(?:https?://|mailto:).+"  # the web
    r"|[^/\\:!#][^\\:!#]*\.\w+(?:#.*)?",  # a file, by a relative path
    re.IGNORECASE,
)
_PLACE = re.compile(
    r"(?:'((?:[^']|'')+)'|([^\W\d]\w*))!\$?[A-Z]{1,3}\$?\d+(?::\$?[A-Z]{1,3}\$?\d+)?"
)


class Places(NamedTuple):
    """Where a link inside the workbook may lead."""

    sheets: Collection[str]
    names: Collection[str]


def hyperlinks(
    sheet: str, links: Sequence[tuple[str, Link]], places: Places
) -> tuple[bytes, bytes]:
    """The element `hyperlinks`, and the relations of the sheet to what lies outside the workbook.

    `links` are cells such as `B4` with their links. Raises `ValueError` for a link to nowhere.
    """
    if len(links) > MOST_LINKS:
        raise ValueError(
            f'sheet "{sheet}": {len(links)} links; Excel holds {MOST_LINKS},'
            " and any number of HYPERLINK formulas"
        )
    addresses = [_address(sheet, cell, link, places) for cell, link in links]
    outside = dict.fromkeys(address for address in addresses if address)
    keys = {address: f"link{number}" for number, address in enumerate(outside, 1)}
    elements = (
        f'<hyperlink ref="{cell}"{_target(link, keys.get(address))}/>'
        for (cell, link), address in zip(links, addresses, strict=True)
    )
    relations = (
        f'<Relationship Id="{key}" Type="{_REL}/hyperlink" Target={quoteattr(address)}'
        ' TargetMode="External"/>'
        for address, key in keys.items()
    )
    element = f'<hyperlinks xmlns:r="{_REL}">{"".join(elements)}</hyperlinks>' if links else ""
    return element.encode(), "".join(relations).encode()


def _address(sheet: str, cell: str, link: Link, places: Places) -> str:
    """The address of a link that leaves the workbook, and "" for one that stays in it."""
    problem = ""
    if len(link.tip) > LONGEST_TIP or len(link.target) > LONGEST_ADDRESS:
        problem = f"at most {LONGEST_ADDRESS} characters, and {LONGEST_TIP} of a tip"
    elif _is_inside(link.target, places):
        return ""
    elif not _OUTSIDE.fullmatch(link.target):
        problem = "no web address, no file beside the workbook, no place in it"
    if problem:
        raise ValueError(f'sheet "{sheet}", cell {cell}: link to "{link.target}": {problem}')
    return quote(link.target, safe="%/:?#[]@!$&'()*+,;=~")


def _target(link: Link, key: str | None) -> str:
    tip = f" tooltip={_quoted(link.tip)}" if link.tip else ""
    if key:
        return f' r:id="{key}"{tip}'
    return f" location={_quoted(link.target)} display={_quoted(link.text)}{tip}"


def _is_inside(target: str, places: Places) -> bool:
    found = _PLACE.fullmatch(target)
    if found is None:
        return target in places.names
    return (found[2] or found[1].replace("''", "'")) in places.sheets


def _quoted(text: str) -> str:
    """An attribute with its line breaks and tabs, which would else be read as spaces."""
    return quoteattr(text, {"\n": "&#10;", "\r": "&#13;", "\t": "&#9;"})
