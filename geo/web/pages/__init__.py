"""The scripts that Streamlit runs: `main` for every page, then one a page."""
