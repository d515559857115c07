"""A geometry out of any file: all layers, in longitude and latitude."""

import geopandas
import pytest
import shapely

from geo.model import GeoError
from geo.places_file import read_places
from geo.shapes import read_shape, read_shapes


def layers(path):
    a = geopandas.GeoDataFrame({"name": ["a"]}, geometry=[shapely.box(0, 0, 1, 1)], crs=4326)
    b = geopandas.GeoDataFrame({"name": ["b"]}, geometry=[shapely.box(1, 0, 2, 1)], crs=4326).to_crs(3857)
    a.to_file(path, layer="a")
    b.to_file(path, layer="b", mode="a")
    return path


def test_all_layers_are_read_each_from_its_own_crs(tmp_path):
    path = layers(tmp_path / "two.gpkg")
    assert len(read_shapes(path)) == 2
    assert read_shape(path).symmetric_difference(shapely.box(0, 0, 2, 1)).area == pytest.approx(0, abs=1e-9)


def test_a_table_of_several_layers_says_which_is_read(tmp_path):
    with pytest.warns(UserWarning, match="of 2 layers only 'a' is read"):
        assert list(read_places(layers(tmp_path / "two.gpkg")).table["place"]) == ["a"]


@pytest.mark.parametrize("text", ["", "no shapes", '{"type":"FeatureCollection","features":[]}'])
def test_what_holds_no_shape_is_refused(tmp_path, text):
    (tmp_path / "a.geojson").write_text(text)
    with pytest.raises(GeoError, match=r"a\.geojson"):
        read_shapes(tmp_path / "a.geojson")
    with pytest.raises(GeoError, match="There is no file"):
        read_shapes(tmp_path / "b.geojson")
