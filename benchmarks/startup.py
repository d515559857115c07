"""How long a cold start takes, beside bare Python and the libraries it stands on; medians, in one run."""

import statistics
import subprocess
import sys
import time

CASES = {
    "bare Python": ["-c", "pass"],
    "import geo": ["-c", "import geo"],
    "import numpy": ["-c", "import numpy"],
    "import pyproj": ["-c", "import pyproj"],
    "import geopandas": ["-c", "import geopandas"],
    "import folium": ["-c", "import folium"],
    "geo distance": ["-m", "geo.cli", "distance", "Sumy", "Kursk"],
    "geo --help": ["-m", "geo.cli", "--help"],
}


def seconds(arguments: list[str]) -> float:
    start = time.perf_counter()
    subprocess.run([sys.executable, *arguments], check=True, capture_output=True)
    return time.perf_counter() - start


def main() -> None:
    rounds = [{name: seconds(arguments) for name, arguments in CASES.items()} for _ in range(9)]
    medians = {name: statistics.median(row[name] for row in rounds) for name in CASES}
    bare = medians["bare Python"]
    for name, value in medians.items():
        print(f"{name:18} {value:6.3f} s   {value / bare:5.1f} times bare Python")
    print(f"import geo adds {medians['import geo'] - bare:.3f} s to bare Python (goal: under 0.1)")
    print(f"geo distance takes {medians['geo distance']:.3f} s (goal: under 0.6)")


if __name__ == "__main__":
    main()
