from geo.bands import reach as reach
from geo.comparison import compare as compare
from geo.covered import coverage as coverage
from geo.formats import export as export
from geo.gazetteer import find_place as find_place
from geo.gazetteer import find_places as find_places
from geo.geodesy.buffers import buffer as buffer
from geo.geodesy.common import common_reach as common_reach
from geo.geodesy.lines import destination as destination
from geo.geodesy.lines import distance as distance
from geo.geodesy.lonlat import area as area
from geo.geodesy.rings import range_ring as range_ring
from geo.geodesy.rings import range_rings as range_rings
from geo.geodesy.verify import verify_buffer as verify_buffer
from geo.geodesy.within import distance_to as distance_to
from geo.geodesy.within import within as within
from geo.maps.html import save_html as save_html
from geo.maps.range_map import range_map as range_map
from geo.maps.static_map import save_figure as save_figure
from geo.maps.widget import explore as explore
from geo.scenario import load_scenario as load_scenario
from geo.scenario import make_scenario as make_scenario
from geo.text.documents import read as read
from geo.text.extract import extract as extract
from geo.units import format_length as format_length
from geo.units import parse_length as parse_length

__version__: str
