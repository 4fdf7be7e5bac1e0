"""The Office formats: packages, cells, notes, charts, styles. Knows no fact."""
