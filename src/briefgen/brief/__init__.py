"""The Word brief: a narrative with its tables, figures and notes, in the house's styles."""

from briefgen.brief.write import Written, write

__all__ = ["Written", "write"]
