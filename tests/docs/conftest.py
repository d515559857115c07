"""The site as `make docs` builds it, and a browser to look at it."""

from __future__ import annotations

import fcntl
import os
import subprocess
import sys
from importlib.util import find_spec
from typing import TYPE_CHECKING

import pytest

from tests.conftest import ROOT
from tests.maps.conftest import browser

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["browser"]
BUILD = ROOT / "docs" / "_build"


@pytest.fixture(scope="session")
def site() -> Path:
    """The folder of the site, brought up to date by one process at a time."""
    if not find_spec("sphinx"):
        if os.environ.get("CI") == "true":
            pytest.fail("No sphinx: 'make docs' installs it.")
        pytest.skip("No sphinx: 'make docs' installs it.")
    BUILD.mkdir(exist_ok=True)
    with (BUILD / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        line = [sys.executable, "-m", "sphinx", "-q", "-W", "-b", "html", ROOT / "docs", BUILD / "html"]
        done = subprocess.run(line, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return BUILD / "html"
