# ---
# jupyter:
#   jupytext:
#     text_representation:
#       extension: .py
#       format_name: percent
#   kernelspec:
#     display_name: Python 3
#     language: python
#     name: python3
# ---

# %% [markdown]
# # Two texts disagree
#
# One text says "about 190 miles", another "up to 300 kilometers". What exactly differs, and does it matter?

# %%
import geo

scenario = geo.load_scenario("../seeds/kursk-2024.toml")

# %% [markdown]
# Read both. They are briefs in our own words; put your two articles in their place.

# %%
first = geo.extract(geo.read("../seeds/kursk-2024.md"))
second = geo.extract(geo.read("data/second-brief.md"))
second.to_frame()[["systems", "stated", "low_km", "best_km", "high_km", "sentence"]]

# %% [markdown]
# The same launches and the same zone for both, so that only the texts differ. What a map cannot show is said in words.

# %%
a = geo.reach(first, scenario)
b = geo.reach(second, scenario)
print(*b.missing, sep="\n")

# %% [markdown]
# Claims belong together if they name one system, by any of its names.

# %%
from geo.comparison import both, compare

difference = compare(a, b)
difference.claims[["change", "system", "stated_a", "quote_a", "stated_b", "quote_b"]]

# %% [markdown]
# Do the figures contradict each other, or only sound different? They contradict if their intervals have nothing in common.

# %%
about, up_to = first.ranges[0].length, second.ranges[0].length
print(
    f"{about.low / 1000:.0f} to {about.high / 1000:.0f} km, {up_to.low / 1000:.0f} to {up_to.high / 1000:.0f} km"
)
print("agree:", max(about.low, up_to.low) <= min(about.high, up_to.high))

# %% [markdown]
# Does it matter? These places stand differently, the largest first.

# %%
places = difference.places.sort_values("population", ascending=False, ignore_index=True)
places[["change", "system", "place", "country", "population", "standing_a", "standing_b"]].head(10)

# %% [markdown]
# Before anything is published a person reviews what was read. Decisions stand in a file of their own; the text stays as it is.

# %%
from pathlib import Path

from geo.text.review import claims_toml

Path("claims.toml").write_text(claims_toml(second), encoding="utf-8")
print(claims_toml(second))

# %% [markdown]
# Say a reader prefers the other figure. A decision has a name and a reason, and the map carries both.

# %%
from geo.corrections import corrected
from geo.model import Correction

decision = Correction("correct", "300 kilometers", "A. Reader", "as in the first brief", length=about)
[(claim.name, str(claim.length), claim.rule) for claim in corrected(second, (decision,))]

# %% [markdown]
# Worth keeping: both texts on one map, each figure with its quote and its source.

# %%
geo.range_map(both(a, b, ("first brief", "second brief")))
