"""Finished files read back and held against the facts, before anything is published."""
