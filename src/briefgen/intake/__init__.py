"""Taking things in: a new article, what it may speak of, a dossier of one's own."""

from briefgen.intake.add import Added, add_source, fitting_id
from briefgen.intake.begin import begin
from briefgen.intake.match import Match, match_source, stub
from briefgen.intake.project import Project, find_project
from briefgen.intake.show import shown

__all__ = [
    "Added",
    "Match",
    "Project",
    "add_source",
    "begin",
    "find_project",
    "fitting_id",
    "match_source",
    "shown",
    "stub",
]
