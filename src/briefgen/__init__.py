"""Curated facts in YAML to a proved Excel workbook and Word policy brief."""

__version__ = "0.1.0"
