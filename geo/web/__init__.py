"""The server and its pages: the only room that knows Streamlit and folium."""
