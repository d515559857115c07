"""Exact shapes on the WGS84 ellipsoid. Knows shapely, pyproj and numpy, nothing of weapons or texts."""
