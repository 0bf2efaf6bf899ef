"""Names that the gazetteer does not have, asked of an online geocoder: only if the user has switched it on.

settings (the environment) · cache (what was asked before, and whose turn it is) · client (one question) · answers (what
comes back, as places) · fallback (a report's names). Nothing here is imported by `import geo`.
"""
