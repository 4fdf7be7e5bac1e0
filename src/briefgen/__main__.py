"""`python -m briefgen`."""

from briefgen.cli import program

program()
