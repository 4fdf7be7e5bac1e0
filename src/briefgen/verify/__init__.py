"""A file that comes back, against the one that the facts and texts give now."""
