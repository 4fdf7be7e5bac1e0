"""The Word brief: a narrative with its tables, figures and notes, in the house's styles."""

from briefgen.brief.write import BLOCKS, Written, write

__all__ = ["BLOCKS", "Written", "write"]
