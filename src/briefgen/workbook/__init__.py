"""Tables to a workbook."""

from briefgen.workbook.book import ORDER, write

__all__ = ["ORDER", "write"]
