from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="session")
def seed():
    """The folder of the brief and its scenario."""
    return ROOT / "seeds"
