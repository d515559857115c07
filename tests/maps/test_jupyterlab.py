"""A real JupyterLab on loopback: notebooks run, the map trusted and untrusted, the widget dragged and read back."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from typing import TYPE_CHECKING, Any

import nbformat
import pytest
from selenium.webdriver.common.action_chains import ActionChains

from tests.conftest import ROOT

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.maps.conftest import Page

pytest.importorskip("jupyterlab")
pytestmark = [
    pytest.mark.browser,
    pytest.mark.notebook,
    pytest.mark.skipif(
        not {"CI", "GEO_LAB"} & set(os.environ),
        reason="a minute with a real JupyterLab: set GEO_LAB=1 to run it",
    ),
]
NOTEBOOKS = {"01-from-text-to-map": 4, "05-before-and-after": 2, "08-your-own-article": 1}
"""How many stated rings the last map of each has: one a claim and launch."""
BEGIN = (
    "import geo\nfrom geo.maps import explore\nfrom geo.model import Claims, Document, Launch, Scenario\nfrom geo.units import parse_length\n"
    "from geo.model import Place, RangeClaim\n"
    "claim = RangeClaim(0, 5, '80 km', parse_length('80 km'), ('Shortbow',), (), 'Shortbow flies 80 km.', 'brief')\n"
    "launch = Launch(Place('1', 'Testford', 'settlement', 35.0, 51.0), 'illustrative')\n"
    "reach = geo.reach(Claims((Document('brief', ''),), (claim,)), Scenario((launch,)))"
)


CELLS = """
    const panel = jupyterapp.shell.currentWidget;
    const cells = [...panel.content.model.cells].map(cell => cell.toJSON());
    const code = cells.filter(cell => cell.cell_type === 'code' && cell.source);
    const outputs = code.flatMap(cell => cell.outputs);
    const ran = cell => cell.execution_count !== null;
    const idle = panel.sessionContext.session?.kernel?.status === 'idle';
    const hasMap = cell => JSON.stringify(cell.outputs ?? []).includes('iframe');
"""


class Lab:
    """A server, the folder it serves and the browser that looks at it."""

    def __init__(self, page: Page, folder: Path, port: int, env: dict[str, str], log: Path) -> None:
        self.page, self.folder, self.port, self.env, self.log = page, folder, port, env, log

    def write(self, name: str, *cells: str) -> Path:
        notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(cell) for cell in cells])
        notebook.metadata["kernelspec"] = {
            "name": "python3",
            "display_name": "Python 3",
            "language": "python",
        }
        path = self.folder / f"{name}.ipynb"
        nbformat.write(notebook, path)
        return path

    def open(self, name: str, *, run: bool) -> None:
        workspace = name.replace("/", "-")
        self.page.driver.get(
            f"http://127.0.0.1:{self.port}/lab/workspaces/{workspace}/tree/{name}.ipynb?token=t"
        )
        self.wait("return Boolean(document.querySelector('.jp-Notebook .jp-Cell') && window.jupyterapp)")
        if run:
            self.wait("return Boolean(jupyterapp.shell.currentWidget?.sessionContext?.session?.kernel)")
            self.page.run("jupyterapp.commands.execute('notebook:run-all-cells')")

    def outputs(self) -> list[dict[str, Any]]:
        """All that the cells put out, once every one of them has run or one has failed."""
        self.wait(
            f"{CELLS} return code.every(ran) && idle || outputs.some(o => o.output_type === 'error')", 240
        )
        return self.page.run(f"{CELLS} return outputs")

    def show_last_map(self) -> None:
        """Scroll to the last cell with a map, so that JupyterLab draws it."""
        self.page.run(f"{CELLS} panel.content.scrollToItem(cells.findLastIndex(hasMap), 'start')")

    def wait(self, script: str, seconds: float = 60) -> None:
        """Until the script says so; the question which kernel to take is answered on the way."""
        end = time.monotonic() + seconds
        while not self.page.run(f"document.querySelector('.jp-Dialog .jp-mod-accept')?.click(); {script}"):
            if time.monotonic() > end:
                raise AssertionError(f"not within {seconds} s: {script}\n{self.log.read_text()[-4000:]}")
            time.sleep(0.2)

    def frame(self) -> None:
        self.wait("return Boolean(document.querySelector('.jp-OutputArea-output iframe'))")
        self.page.driver.switch_to.frame(
            self.page.driver.find_element("css selector", ".jp-OutputArea-output iframe")
        )
        self.wait("return document.querySelectorAll('path.geo-best').length > 0")


@pytest.fixture(scope="module")
def lab(browser: Page, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Lab]:
    folder, home = tmp_path_factory.mktemp("lab"), tmp_path_factory.mktemp("home")
    for name in ("notebooks", "seeds"):
        shutil.copytree(ROOT / name, folder / name)
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    env = os.environ | {
        "HOME": str(home), "JUPYTER_CONFIG_DIR": str(home / "config"), "JUPYTER_DATA_DIR": str(home / "data"),
        "JUPYTERLAB_SETTINGS_DIR": str(home / "settings"), "JUPYTERLAB_WORKSPACES_DIR": str(home / "workspaces"),
    }  # fmt: skip
    with (home / "log").open("w") as log:
        server = subprocess.Popen(
            [
                sys.executable, "-m", "jupyterlab", "--no-browser", "--allow-root", "--ip=127.0.0.1", f"--port={port}",
                f"--ServerApp.root_dir={folder}", "--IdentityProvider.token=t", "--expose-app-in-browser",
                "--LabApp.news_url=None", "--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate",
            ],
            env=env, stdout=log, stderr=subprocess.STDOUT,
        )  # fmt: skip
    try:
        for _ in range(240):
            try:
                urllib.request.urlopen(f"http://127.0.0.1:{port}/api/status?token=t", timeout=2).close()
                break
            except (urllib.error.URLError, OSError):
                time.sleep(0.25)
        else:
            pytest.fail((home / "log").read_text())
        browser.size(1280, 1000)
        yield Lab(browser, folder, port, env, home / "log")
    finally:
        browser.driver.switch_to.default_content()
        browser.driver.get("about:blank")
        server.terminate()
        server.wait(20)
        shutil.rmtree(home, ignore_errors=True)


@pytest.fixture
def page(lab: Lab) -> Iterator[Page]:
    lab.page.driver.switch_to.default_content()
    yield lab.page
    lab.page.driver.switch_to.default_content()


@pytest.mark.parametrize(("name", "rings"), NOTEBOOKS.items())
def test_a_notebook_of_ours_runs_to_its_last_map(lab: Lab, page: Page, name: str, rings: int) -> None:
    lab.open(f"notebooks/{name}", run=True)
    outputs = lab.outputs()
    assert [one for one in outputs if one["output_type"] == "error" or one.get("name") == "stderr"] == []
    assert "Make this Notebook Trusted" not in str(outputs)
    lab.show_last_map()
    lab.frame()
    lab.wait(f"return document.querySelectorAll('path.geo-best').length === {rings}")
    assert "not capability" in page.run("return document.body.textContent")


def test_the_map_runs_in_its_frame_and_asks_nobody(lab: Lab, page: Page) -> None:
    lab.write("live", BEGIN, "geo.range_map(reach)")
    page.driver.get_log("performance")
    lab.open("live", run=True)
    lab.frame()
    assert page.run("return document.querySelector('h1').textContent").startswith("Stated range of Shortbow")
    page.driver.switch_to.default_content()
    assert [url for url in page.requests() if "127.0.0.1" not in url] == []


def test_untrusted_it_is_a_picture_and_trusted_it_is_live(lab: Lab, page: Page) -> None:
    path = lab.write("saved", BEGIN, "geo.range_map(reach)")
    run = [sys.executable, "-m", "nbconvert", "--to", "notebook", "--execute", "--inplace", str(path)]
    subprocess.run(run, check=True, env=lab.env, capture_output=True)
    lab.open("saved", run=False)
    lab.wait("return document.querySelector('.jp-OutputArea-output img')?.naturalWidth > 400")
    assert page.run("return document.querySelector('.jp-OutputArea-output iframe') === null")
    assert "not capability" in page.run("return document.querySelector('.jp-OutputArea-output img').alt")
    trusted = lab.folder / "trusted.ipynb"
    shutil.copy(path, trusted)
    subprocess.run(
        [sys.executable, "-m", "jupyter", "trust", str(trusted)], check=True, env=lab.env, capture_output=True
    )
    lab.open("trusted", run=False)
    lab.frame()


def test_the_widget_is_dragged_and_read_back(lab: Lab, page: Page) -> None:
    lab.write(
        "widget", BEGIN, "w = explore(reach)\nw", "import time\nprint('start', w.lon, w.lat, w.radius_km)"
    )
    lab.open("widget", run=True)
    lab.frame()
    lab.wait("return document.querySelectorAll('path.geo-explored').length > 0")
    marker = page.driver.find_element("css selector", "[aria-label^='Your own launch']")
    ActionChains(page.driver).click_and_hold(marker).move_by_offset(50, -30).move_by_offset(
        10, -5
    ).release().perform()
    lab.wait(
        "const b = document.body.classList; return !b.contains('leaflet-dragging') && georeach.views[0].explored.asked.lon > 35"
    )
    lon, lat = page.run("const a = georeach.views[0].explored.asked; return [a.lon, a.lat]")
    assert lon > 35.05
    assert lat > 51.05
    page.driver.switch_to.default_content()
    slider = page.driver.find_element("css selector", "input[name=radius_km]")
    page.run("arguments[0].scrollIntoView({block: 'center'})", slider)
    ActionChains(page.driver).click_and_hold(slider).move_by_offset(-60, 0).release().perform()
    chosen = float(slider.get_attribute("value") or 0)
    assert chosen > 200
    page.run(
        "const n = jupyterapp.shell.currentWidget.content; n.activeCellIndex = 2;"
        "n.model.sharedModel.cells[2].setSource(\"print('now', w.lon, w.lat, w.radius_km, w.ring.contains(__import__('shapely').Point(w.lon, w.lat)))\");"
        "jupyterapp.commands.execute('notebook:run-cell')"
    )
    lab.wait(
        "return [...document.querySelectorAll('.jp-OutputArea-output')].some(n => n.textContent.startsWith('now'))"
    )
    text = page.run(
        "return [...document.querySelectorAll('.jp-OutputArea-output')].map(n => n.textContent).find(t => t.startsWith('now'))"
    )
    _, x, y, radius, holds = text.split()
    assert (float(x), float(y)) == pytest.approx((lon, lat), abs=1e-6)
    assert float(radius) == chosen
    assert holds == "True"
