import pytest

from geo.files import whole_file, write_whole
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
