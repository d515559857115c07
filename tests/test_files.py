import pytest

from geo.files import check_output, whole_file, write_whole
from geo.model import OutputError


def test_writes_and_replaces(tmp_path):
    path = tmp_path / "map.html"
    assert write_whole(path, "old") == path
    write_whole(path, "neuß")
    assert path.read_text(encoding="utf-8") == "neuß"
    assert list(tmp_path.iterdir()) == [path]


def test_an_interrupted_write_leaves_the_old_file(tmp_path):
    path = tmp_path / "map.html"
    path.write_text("old")

    def interrupted():
        with whole_file(path) as beside:
            beside.write_text("half")
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        interrupted()
    assert path.read_text() == "old"
    assert list(tmp_path.iterdir()) == [path]


def test_a_missing_folder_is_named(tmp_path):
    with pytest.raises(OutputError, match=r"no folder '.*nowhere'"):
        write_whole(tmp_path / "nowhere" / "map.html", "x")


def test_a_folder_is_no_file(tmp_path):
    with pytest.raises(OutputError, match="it is a folder"):
        write_whole(tmp_path, "x")


def test_a_device_is_no_file():
    with pytest.raises(OutputError, match="it is a device"):
        write_whole("/dev/null", "x")


def test_a_link_stays_one_and_its_file_is_replaced(tmp_path):
    (tmp_path / "far").mkdir()
    (tmp_path / "far" / "map.html").write_text("old")
    (tmp_path / "map.html").symlink_to(tmp_path / "far" / "map.html")
    write_whole(tmp_path / "map.html", "new")
    assert (tmp_path / "map.html").is_symlink()
    assert (tmp_path / "far" / "map.html").read_text() == "new"


def test_companions_come_along(tmp_path):
    with whole_file(tmp_path / "a.shp") as beside:
        for suffix in (".shp", ".dbf"):
            beside.with_suffix(suffix).write_text(suffix)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.dbf", "a.shp"]


def test_an_ending_that_is_none_of_the_formats_is_named():
    with pytest.raises(OutputError, match=r"unknown format '\.kml'. Must be \.html, \.htm\."):
        check_output("map.kml", suffixes=(".html", ".htm"))
