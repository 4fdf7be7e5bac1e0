"""A fact, or the withdrawal of a source, on one page; and the facts that show a value."""

from briefgen.explain.fact import FactPage, explain_fact
from briefgen.explain.find import find
from briefgen.explain.source import SourcePage, explain_source

__all__ = ["FactPage", "SourcePage", "explain_fact", "explain_source", "find"]
