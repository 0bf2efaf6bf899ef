"""What leaves the program: one schema, in GeoJSON, CSV and GeoDataFrames."""
