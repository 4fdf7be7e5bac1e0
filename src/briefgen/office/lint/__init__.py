"""Lint of finished .docx and .xlsx files, for what validators of the schema miss.

A rule is a small function over the file as read; its docstring is what holds of a good file. What
is found makes Word or Excel repair or refuse the file, shows wrong things, or tells of its makers.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from briefgen.office.lint import charts, excel, packaging, word
from briefgen.office.lint.book import Book
from briefgen.office.lint.finding import Finding, findings
from briefgen.office.lint.parts import MAIN, W, read

if TYPE_CHECKING:
    from briefgen.office.lint.parts import Package

__all__ = ["Finding", "lint", "lint_package"]


def lint(content: bytes, name: str) -> list[Finding]:
    """What is wrong in a file `name` ending in .docx or .xlsx; nothing of it is raised."""
    return lint_package(read(content), name)


def lint_package(package: Package, name: str) -> list[Finding]:
    """The same of a file that has been read."""
    if package.unreadable:
        found = findings([packaging.unreadable], package)
        return [replace(one, part=one.part or name) for one in found]
    found = findings(packaging.RULES, package)
    main, tree = package.tree("", "officeDocument")
    kind = {MAIN + "workbook": ".xlsx", W + "document": ".docx"}.get(tree.tag)
    if kind is None or not name.lower().endswith(kind):
        message = f"is {'no workbook or document' if kind is None else f'a {kind} file'}"
        return [*found, Finding(name, "", message, "kind")]
    return [*found, *(_book(package, main) if kind == ".xlsx" else _document(package, main))]


def _book(package: Package, main: str) -> list[Finding]:
    book = Book(package, main)
    shown = charts.charts_of(package, {}, book)
    return findings(excel.RULES, book) + findings(charts.RULES, shown)


def _document(package: Package, main: str) -> list[Finding]:
    """What is wrong in a document, and in the workbooks under its charts."""
    embedded = {part: read(package.parts[part]) for part in package.parts if part.endswith(".xlsx")}
    books = {part: Book(one, one.tree("", "officeDocument")[0]) for part, one in embedded.items()}
    shown = charts.charts_of(package, books, None)
    inside = [
        replace(one, part=f"{part}/{one.part}")
        for part, one_package in embedded.items()
        for one in lint_package(one_package, part)
    ]
    found = findings(word.RULES, word.Document(package, main))
    return found + findings(charts.RULES, shown) + inside
