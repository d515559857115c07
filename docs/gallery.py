"""Run the notebooks and keep a picture of each for the gallery: `python docs/gallery.py [NAME ...]`."""

import base64
import io
import re
import sys
import tempfile
from pathlib import Path

import nbformat
from nbclient import NotebookClient
from PIL import Image

ROOT = Path(__file__).resolve().parent.parent
SIZE = 480


def main() -> None:
    """One picture a notebook: its last map or figure."""
    for path in sorted((ROOT / "notebooks").glob("*.ipynb")):
        if sys.argv[1:] and not any(name in path.stem for name in sys.argv[1:]):
            continue
        data = pictures(path)[-1]
        image = Image.open(io.BytesIO(data)).convert("RGB")
        image.thumbnail((SIZE, 2 * SIZE), Image.Resampling.LANCZOS)
        image.quantize(128).save(ROOT / "docs" / "img" / f"notebook-{path.stem[:2]}.png", optimize=True)


def pictures(path: Path) -> list[bytes]:
    """Every picture of a notebook, in the order of its cells: figures, and those that stand under a map."""
    notebook = nbformat.read(path, 4)
    with tempfile.TemporaryDirectory() as folder:
        here = Path(folder) / "notebooks"
        here.mkdir()
        (here / "data").symlink_to(ROOT / "notebooks" / "data")
        (Path(folder) / "seeds").symlink_to(ROOT / "seeds")
        NotebookClient(notebook, timeout=300, resources={"metadata": {"path": str(here)}}).execute()
    outputs = [output.get("data", {}) for cell in notebook.cells for output in cell.get("outputs", [])]
    found = [data.get("image/png") or picture_in(data.get("text/html", "")) for data in outputs]
    return [base64.b64decode(one) for one in found if one]


def picture_in(page: str) -> str:
    """The picture that stands under a map."""
    match = re.search(r'src="data:image/png;base64,([A-Za-z0-9+/=]+)"', page)
    return match[1] if match else ""


if __name__ == "__main__":
    main()
