"""Where a project keeps its dossiers, its briefs, the archived articles and the house styles."""

from __future__ import annotations

DATA = "data"
ARCHIVE = "archive"
BRIEFS, BRIEF = "briefs", "brief.yaml"
TEMPLATES = "templates"
BRIEF_STYLE, WORKBOOK_STYLE = "brief.docx", "workbook.xlsx"
"""The house styles; what else lies in their folder is not read."""
