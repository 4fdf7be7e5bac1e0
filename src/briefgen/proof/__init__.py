"""Finished files read back and held against the facts, before anything is published."""

from briefgen.proof.prove import Proof, prove_brief, prove_workbook

__all__ = ["Proof", "prove_brief", "prove_workbook"]
