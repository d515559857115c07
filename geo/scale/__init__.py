"""The same functions over many points, many sources and many texts, on one machine or on a cluster."""

from geo.scale.joining import Join, join
from geo.scale.sources import Sources, make_sources, sources_of

__all__ = ["Join", "Sources", "join", "make_sources", "sources_of"]
