"""Finished files read back and held against the facts, before anything is published."""

from briefgen.proof.document import prove_brief
from briefgen.proof.proof import Proof
from briefgen.proof.workbook import BookProof

__all__ = ["BookProof", "Proof", "prove_brief"]
