"""Imports point one way, only maps/ imports folium, and `import geo` stays light."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

import geo

ROOT = Path(geo.__file__).parent
ROOMS = (
    ("model", "numbers", "kinds"),
    ("units", "tables", "files", "columns", "fold", "toml_file", "shapes"),
    ("days", "table_file", "places_file", "event_file"),
    ("geodesy",),
    ("names",),
    ("gazetteer",),
    ("borders", "settlements"),
    ("text",),
    ("territory",),
    ("corrections", "scenario"),
    ("bands",),
    ("standing", "covered", "shares", "robustness", "comparison", "events", "draft"),
    ("maps", "formats"),
    ("report",),
    ("scale",),
    ("accessors",),
    ("cli",),
)
LEVEL = {room: level for level, rooms in enumerate(ROOMS) for room in rooms}
FILES = sorted(ROOT.rglob("*.py"))
DRAWN = {("model", "units")}
"""`str(Length)` formats itself: the one import upwards, inside a method."""


def room_of(path: Path) -> str:
    return path.relative_to(ROOT).parts[0].removesuffix(".py")


def imported(path: Path) -> set[str]:
    names = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            names |= {f"{node.module}.{alias.name}" for alias in node.names}
    return names


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(ROOT)))
def test_imports_point_downwards(path):
    room = room_of(path)
    if room == "__init__":
        return
    assert room in LEVEL, f"{room} has no place in ARCHITECTURE.md and in this test"
    for name in imported(path):
        top, _, rest = name.partition(".")
        if top == "geo" and (other := rest.split(".")[0]) in LEVEL:
            assert LEVEL[other] <= LEVEL[room] or (room, other) in DRAWN, f"{path} imports {name}"


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(ROOT)))
def test_only_maps_imports_folium(path):
    heavy = {name.partition(".")[0] for name in imported(path)} & {"folium", "branca"}
    assert not heavy or room_of(path) == "maps"


def test_import_geo_loads_nothing_heavy():
    code = "import sys, geo; print(sorted({'numpy', 'shapely', 'pyproj', 'pandas', 'folium', 'click'} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_public_names_exist_and_are_typed():
    stub = ast.parse((ROOT / "__init__.pyi").read_text(encoding="utf-8"))
    typed = {alias.asname for node in stub.body if isinstance(node, ast.ImportFrom) for alias in node.names}
    assert typed == set(geo.__all__) - {"__version__"}
    assert all(hasattr(geo, name) for name in geo.__all__)


def test_unknown_name_is_an_attribute_error():
    with pytest.raises(AttributeError, match="no attribute 'buffr'"):
        _ = geo.buffr


def test_version_is_the_projects():
    import tomllib

    project = tomllib.loads((ROOT.parent / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert project["version"] == geo.__version__


def test_no_module_hides_a_public_name():
    modules = {path.stem for path in ROOT.glob("*.py")} | {
        path.parent.name for path in ROOT.glob("*/__init__.py")
    }
    assert not modules & set(geo.__all__)
