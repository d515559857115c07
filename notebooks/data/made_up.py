"""Write the made-up articles and events of notebook 10: `python notebooks/data/made_up.py`.

Systems, publishers, articles and events are invented; the towns are Portuguese because nothing of the kind happens there.
"""

import csv
import json
import random
from pathlib import Path

HERE = Path(__file__).parent
PAPERS = ("The Morning Sample", "Example Wire", "Specimen Weekly")
SENTENCES = (
    "The Heron-2 missile has a range of about 120 miles, officials said in {town}.",
    "Engineers in {town} say that the Heron-2 missile has a range of 190 kilometers.",
    "The Heron-2 missile, with a range of more than 250 kilometers, was shown near {town}.",
    "A visitor to {town} heard that the Lantern drone has a range of up to 60 miles.",
    "The Lantern drone can fly up to 100 kilometers, an exhibitor from {town} said.",
    "The council of {town} discussed new bus lines, 12 kilometers in all.",
)
TOWNS = {
    "Coimbra": (-8.42, 40.21), "Porto": (-8.61, 41.15), "Faro": (-7.94, 37.02), "Leiria": (-8.81, 39.74),
    "Braga": (-8.43, 41.55), "Beja": (-7.86, 38.02), "Guarda": (-7.27, 40.54), "Lagos": (-8.67, 37.10),
}  # fmt: skip

COLUMNS = (
    "id", "type_of_violence", "where_prec", "where_coordinates", "adm_1", "country", "latitude", "longitude",
    "date_prec", "date_start", "date_end", "best", "low", "high",
)  # fmt: skip


def main() -> None:
    """Both files, the same at every run."""
    pick = random.Random(7)  # noqa: S311 - teaching data
    lines = []
    for number in range(50):
        text = pick.choice(SENTENCES).format(town=pick.choice(list(TOWNS)))
        day = f"2031-{pick.randint(1, 6):02}-{pick.randint(1, 28):02}"
        lines.append(
            json.dumps({"id": f"a{number:02}", "publisher": pick.choice(PAPERS), "date": day, "text": text})
        )
    lines.insert(20, '{"id": "broken", "text": ')
    (HERE / "made-up-articles.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")
    with (HERE / "made-up-events.csv").open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file, lineterminator="\n")
        rows.writerow(COLUMNS)
        for number in range(60):
            town, (lon, lat) = pick.choice(list(TOWNS.items()))
            day = f"2031-{pick.randint(1, 6):02}-{pick.randint(1, 28):02}"
            place = [pick.choice([1, 1, 2, 4]), f"{town} (made up)", "", "Portugal", lat, lon]
            rows.writerow([900000 + number, 1, *place, 1, day, day, 0, 0, 0])


if __name__ == "__main__":
    main()
