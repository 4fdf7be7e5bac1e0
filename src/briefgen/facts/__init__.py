"""What the analyst keeps: values, records and readings, read from YAML into a dossier."""
