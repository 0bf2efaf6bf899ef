"""How far our Military Demarcation Line lies from a reference line.

usage: python -m bench.demarcation REFERENCE.geojson

REFERENCE holds the line as its longest LineString that is no limit of the DMZ, in longitude and latitude (WGS 84).
Prints the distance from points of the reference, one each 100 m or so, to our line.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

import numpy as np
import shapely
from shapely.geometry import shape

from geo.geodesy import distance_to_m, length_m
from geo.places.borders import line

STEP_DEGREES = 0.001


def main() -> int:
    """Print the figures for the feature of the file that lies nearest to our line."""
    if len(sys.argv) != 2:
        print(__doc__, file=sys.stderr)
        return 2
    ours = line("mdl").footprint.geometry
    features = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))["features"]
    reference = min((shape(one["geometry"]) for one in features), key=ours.hausdorff_distance)
    points = shapely.get_coordinates(shapely.segmentize(reference, STEP_DEGREES))
    apart = np.array([distance_to_m(lon, lat, ours) for lon, lat in points])
    print(f"length {length_m(ours) / 1000:.1f} km, reference {length_m(reference) / 1000:.1f} km")
    print(f"apart: median {np.median(apart):.0f} m, p90 {np.quantile(apart, 0.9):.0f} m, most {apart.max():.0f} m")
    return 0


if __name__ == "__main__":
    sys.exit(main())
