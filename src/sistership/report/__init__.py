"""Figures (SVG) and documents (PDF): plain values in, text or bytes out."""

from sistership.report.milestones import MilestonePoint, milestone_line
from sistership.report.networks import MapCity, MapLink, network_map
from sistership.report.pdf import html_to_pdf, is_pdf_available
from sistership.report.state_bars import state_bar
from sistership.report.state_marks import STATE_MARKS, StateMark

__all__ = [
    "STATE_MARKS",
    "MapCity",
    "MapLink",
    "MilestonePoint",
    "StateMark",
    "html_to_pdf",
    "is_pdf_available",
    "milestone_line",
    "network_map",
    "state_bar",
]
