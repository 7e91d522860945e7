"""Figures (SVG) and documents (PDF): plain values in, text or bytes out."""

from sistership.report.kept_shares import KeptShare, kept_shares
from sistership.report.milestones import MilestonePoint, milestone_line
from sistership.report.networks import MapCity, MapLink, network_map
from sistership.report.pdf import html_to_pdf, is_pdf_available
from sistership.report.places import MapPlace, place_map
from sistership.report.state_bars import state_bar
from sistership.report.state_marks import STATE_MARKS, StateMark

__all__ = [
    "STATE_MARKS",
    "KeptShare",
    "MapCity",
    "MapLink",
    "MapPlace",
    "MilestonePoint",
    "StateMark",
    "html_to_pdf",
    "is_pdf_available",
    "kept_shares",
    "milestone_line",
    "network_map",
    "place_map",
    "state_bar",
]
