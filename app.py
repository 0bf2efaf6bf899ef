"""The whole server: `streamlit run app.py`."""
