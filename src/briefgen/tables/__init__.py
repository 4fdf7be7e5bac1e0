"""What the sheets show and the brief counts: tables computed from the evidence."""
