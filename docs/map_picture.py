"""Take the pictures of the real map, by day and by night: `python docs/map_picture.py` (needs Chromium)."""

import subprocess
import tempfile
from pathlib import Path

from PIL import Image

ROOT = Path(__file__).resolve().parent.parent
FLAGS = (
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update",
    "--disable-sync", "--no-first-run", "--hide-scrollbars", "--virtual-time-budget=4000", "--window-size=1200,800",
)  # fmt: skip
SCHEMES = {"map.png": 1, "map-dark.png": 0}
"""Chromium's numbers for light and dark."""


def main() -> None:
    """Draw the seed scenario with the command line and photograph the page."""
    with tempfile.TemporaryDirectory() as folder:
        page = Path(folder) / "map.html"
        subprocess.run(["geo", "map", ROOT / "seeds" / "kursk-2024.toml", "-o", page], check=True)
        for name, scheme in SCHEMES.items():
            picture = ROOT / "docs" / "img" / name
            options = (
                f"--user-data-dir={folder}/profile",
                f"--blink-settings=preferredColorScheme={scheme}",
                f"--screenshot={picture}",
            )
            subprocess.run(["chromium", *FLAGS, *options, page.as_uri()], check=True)
            Image.open(picture).convert("RGB").quantize(192).save(picture, optimize=True)


if __name__ == "__main__":
    main()
