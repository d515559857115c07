"""Take the README's picture of the real map: `python docs/map_picture.py` (needs Chromium)."""

import subprocess
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
FLAGS = (
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update",
    "--disable-sync", "--no-first-run", "--hide-scrollbars", "--virtual-time-budget=4000",
)  # fmt: skip


def main() -> None:
    """Draw the seed scenario with the command line and photograph the page."""
    with tempfile.TemporaryDirectory() as folder:
        page = Path(folder) / "map.html"
        subprocess.run(["geo", "map", ROOT / "seeds" / "kursk-2024.toml", "-o", page], check=True)
        picture = ROOT / "docs" / "img" / "map.png"
        subprocess.run(
            [
                "chromium",
                *FLAGS,
                f"--user-data-dir={folder}/profile",
                "--window-size=1200,800",
                f"--screenshot={picture}",
                page.as_uri(),
            ],
            check=True,
        )


if __name__ == "__main__":
    main()
