"""Incidents as a GeoDataFrame, for notebooks."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from geo.publish.codec import FIELDS, properties
from geo.publish.geometry import tidy

if TYPE_CHECKING:
    from collections.abc import Iterable

    from geopandas import GeoDataFrame

    from geo.model import Incident


def to_geodataframe(incidents: Iterable[Incident]) -> GeoDataFrame:
    """One row an incident, columns as in every export, EPSG:4326.

    `start` and `end` are datetime64 without a time zone; `initiator`, `target`, `evidence`, `disagreements` and
    `losses` are lists, `quantities` a dict; `sources` counts independent sources.
    """
    import geopandas as gpd
    import pandas as pd

    told, geometries = [], []
    for incident in incidents:
        told.append(properties(incident))
        geometries.append(tidy(incident.footprint.geometry))
    frame = pd.DataFrame(told, columns=list(FIELDS))
    for edge in ("start", "end"):
        frame[edge] = np.array(frame[edge].tolist(), dtype="datetime64[s]")
    return gpd.GeoDataFrame(frame, geometry=geometries, crs="EPSG:4326")
