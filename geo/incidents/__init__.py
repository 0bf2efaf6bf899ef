"""Incidents: acts in a report's text, their dates, places, actors and numbers; mentions merged into incidents."""

from geo.incidents.extract import EXTRACTOR, Extraction, Models, Undated, extract
from geo.incidents.merge import merge
from geo.incidents.state import citation, incident_from

__all__ = ["EXTRACTOR", "Extraction", "Models", "Undated", "citation", "extract", "incident_from", "merge"]
