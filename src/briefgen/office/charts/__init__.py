"""Native charts, one definition for Excel and Word: a timeline and horizontal bars."""

from briefgen.office.charts.definitions import (
    Bar,
    Bars,
    BarWords,
    Event,
    Note,
    Timeline,
    TimelineWords,
)
from briefgen.office.charts.layout import crowded
from briefgen.office.charts.parts import (
    Chart,
    caches,
    embedded_workbook,
    excel_part_xml,
    extent,
    part_xml,
    placeholder,
    rows,
)

__all__ = [
    "Bar",
    "BarWords",
    "Bars",
    "Chart",
    "Event",
    "Note",
    "Timeline",
    "TimelineWords",
    "caches",
    "crowded",
    "embedded_workbook",
    "excel_part_xml",
    "extent",
    "part_xml",
    "placeholder",
    "rows",
]
