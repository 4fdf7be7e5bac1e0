"""Tables to a workbook."""

from briefgen.workbook.book import ORDER, write
from briefgen.workbook.summary import Overview

__all__ = ["ORDER", "Overview", "write"]
