"""The user's own places: layers as CSV or GeoJSON, and decisions what a name always means.

records.py and swaps.py judge rows, tabular.py and geojson.py read files, decisions.py keeps what was decided, layer.py
lays it all over the gazetteer.
"""
