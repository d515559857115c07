"""How fast names load and are found, beside a plain dictionary of the same names in the same process."""

from __future__ import annotations

import subprocess
import sys
import time
import tracemalloc

COLD = """
import time
start = time.perf_counter()
from geo.gazetteer import find_place
imported = time.perf_counter()
find_place("Kursk")
print(imported - start, time.perf_counter() - imported)
"""
COLD_BORDERS = """
import time
from geo.gazetteer import find_place
place = find_place("Ukraine")
start = time.perf_counter()
from geo.borders import outline
outline(place)
print(time.perf_counter() - start)
"""


def cold(script: str) -> list[float]:
    """Seconds that a fresh Python says it took; the best of three."""
    runs = [
        subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
        for _ in range(3)
    ]
    return min([float(word) for word in run.stdout.split()] for run in runs)


def each(function: object, keys: list[str]) -> float:
    """Microseconds a key; the best of three."""
    best = float("inf")
    for _ in range(3):
        start = time.perf_counter()
        for key in keys:
            function(key)  # type: ignore[operator]
        best = min(best, (time.perf_counter() - start) / len(keys))
    return best * 1e6


def main() -> None:
    imported, first = cold(COLD)
    print(f"import geo.gazetteer        {imported:8.3f} s")
    print(f"first name, cold            {first:8.3f} s   (to be under 0.5)")
    print(f"first outline, cold         {cold(COLD_BORDERS)[0]:8.3f} s")

    from geo.gazetteer import find_place, gazetteer
    from geo.names import Gazetteer

    tracemalloc.start()
    fresh = Gazetteer()
    print(
        f"memory of the names         {tracemalloc.get_traced_memory()[0] / 1e6:8.1f} MB  (to be under 120)"
    )
    tracemalloc.stop()

    keys = [key for letter in "bks" for key in fresh.keys_starting(letter)][::20]
    absent = [f"{key}qx" for key in keys]
    hit = each(lambda key: fresh.lookup(key) and fresh._seen.clear(), keys)  # noqa: SLF001 - no help from the memory
    again = each(gazetteer().lookup, keys)
    miss = each(gazetteer().lookup, absent)
    plain = dict.fromkeys(keys)
    peer = each(plain.get, absent)
    print(
        f"a name, first time          {hit:8.2f} µs  ({sum(len(fresh.lookup(k)) for k in keys) / len(keys):.2f} places a name)"
    )
    print(f"a name, seen before         {again:8.2f} µs")
    print(
        f"a word that is no name      {miss:8.2f} µs  ({miss / peer:.0f} times a dictionary of {len(keys):,} names)"
    )
    print(
        f"find_place                  {each(find_place, ['Kursk', 'Sumy', 'Donetsk', 'Black Sea'] * 50):8.1f} µs"
    )
    start = time.perf_counter()
    try:
        find_place("Zaporizhia Oblats")
    except ValueError:
        print(f"near names of a misspelling {time.perf_counter() - start:8.3f} s")


if __name__ == "__main__":
    main()
