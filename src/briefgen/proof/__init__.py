"""Finished files read back and held against the facts, before anything is published."""

from briefgen.proof.document import prove_brief
from briefgen.proof.proof import Proof
from briefgen.proof.workbook import prove_workbook

__all__ = ["Proof", "prove_brief", "prove_workbook"]
