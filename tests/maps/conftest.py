"""A real headless Chromium with the network refused, and a reach made of our own words."""

from __future__ import annotations

import datetime as dt
import json
import os
import shutil
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import shapely

from geo.bands import reach
from geo.model import Claims, Document, Launch, Place, PlaceMention, RangeClaim, Reach, Scenario, Zone
from geo.units import parse_length

if TYPE_CHECKING:
    from collections.abc import Iterator

CHROMIUM, DRIVER = "/usr/bin/chromium", "/usr/bin/chromedriver"


class Page:
    """One browser window: opens files, runs script, remembers requests and console messages."""

    def __init__(self, driver: Any) -> None:
        self.driver = driver

    def size(self, width: int, height: int, *, dark: bool = False) -> None:
        metrics = {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": False}
        self.driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", metrics)
        scheme = [{"name": "prefers-color-scheme", "value": "dark" if dark else "light"}]
        self.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": scheme})

    def open(self, path: Path) -> None:
        self.driver.get("about:blank")
        self.driver.get_log("performance")
        self.driver.get_log("browser")
        self.driver.get(path.resolve().as_uri())

    def run(self, script: str, *arguments: Any) -> Any:
        return self.driver.execute_script(script, *arguments)

    def requests(self) -> list[str]:
        """What the page asked for, itself apart."""
        messages = [json.loads(entry["message"])["message"] for entry in self.driver.get_log("performance")]
        urls = [m["params"]["request"]["url"] for m in messages if m["method"] == "Network.requestWillBeSent"]
        return [url for url in urls if not url.startswith(("data:", "blob:", "about:"))][1:]

    def console(self) -> list[str]:
        return [entry["message"] for entry in self.driver.get_log("browser")]


@pytest.fixture(scope="session")
def browser() -> Iterator[Page]:
    if not (Path(CHROMIUM).exists() and Path(DRIVER).exists()):
        if os.environ.get("CI") == "true":
            pytest.fail(f"No browser at {CHROMIUM}: install chromium and chromium-driver.")
        pytest.skip(f"No browser at {CHROMIUM}.")
    from selenium import webdriver
    from selenium.webdriver.chrome.options import Options
    from selenium.webdriver.chrome.service import Service

    profile = tempfile.mkdtemp(prefix="georeach-browser-")
    options = Options()
    options.binary_location = CHROMIUM
    for flag in (
        "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-sync",
        "--disable-component-update", "--no-first-run", "--proxy-server=127.0.0.1:9", f"--user-data-dir={profile}",
        "--window-size=1280,860", "--disable-dev-shm-usage",
    ):  # fmt: skip
        options.add_argument(flag)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
    driver = webdriver.Chrome(options=options, service=Service(DRIVER))
    driver.set_page_load_timeout(30)
    driver.execute_cdp_cmd(
        "Emulation.setFocusEmulationEnabled", {"enabled": True}
    )  # as if its window were in front
    yield Page(driver)
    driver.quit()
    shutil.rmtree(profile, ignore_errors=True)


SUMY = Place("692194", "Sumy", "settlement", 34.8, 50.91, "UA", "Sumy Oblast", 294456)
BELGOROD = Place("578072", "Belgorod", "settlement", 36.58, 50.61, "RU", "Belgorod Oblast", 345289)
KURSK = Place("RU-KRS", "Kursk Oblast", "region", 36.0, 51.7, "RU")


def make_claim(text: str, *systems: str, sentence: str | None = None, start: int = 0) -> RangeClaim:
    sentence = sentence or f"{' and '.join(systems)} fly {text}, the maker says."
    return RangeClaim(start, start + len(text), text, parse_length(text), systems, (), sentence, "brief")


def make_reach(
    *,
    launches: tuple[Launch, ...] | None = None,
    words: str = "",
    claims: tuple[RangeClaim, ...] | None = None,
) -> Reach:
    """A small reach with two claims, an open one, a zone and two places; `words` is added to every text in it."""
    document = Document(
        "brief", "", "brief.md", f"Notes on missiles{words}", f"Gazette{words}", dt.date(2024, 11, 18)
    )
    if claims is None:
        claims = (
            make_claim(
                "about 190 miles",
                f"Longbow{words}",
                sentence=f"Longbow{words} flies about 190 miles, its maker says.",
            ),
            make_claim("more than 80 km", "Shortbow", start=60),
        )
    place = Place("x:test", f"Testford{words}", "settlement", 35.2, 51.2, "RU")
    mentions = (
        PlaceMention(0, 4, f"Belgorod{words}", BELGOROD, 0.9),
        PlaceMention(9, 14, "Testford", place, 0.9),
        PlaceMention(20, 24, f"Mill{words}", None, 0.4, candidates=(BELGOROD, place), ambiguous=True),
    )
    zone = Zone(KURSK, shapely.box(34.2, 51.0, 38.4, 52.4), f"reported{words}", dt.date(2024, 11, 17))
    if launches is None:
        launches = (Launch(SUMY, "illustrative", f"an example{words}"),)
    scenario = Scenario(launches, (zone,), dt.date(2024, 11, 17), title=f"Bows{words}" if words else "")
    return reach(Claims((document,), claims, mentions), scenario)


@pytest.fixture
def small_reach() -> Reach:
    return make_reach()
