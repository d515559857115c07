"""Maps: the only room that imports folium."""
