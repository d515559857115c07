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
# # How sure is "about"?
#
# A text says "about 190 miles". Which answers stand whatever "about" means, and which depend on it?

# %%
import geo

claims = geo.extract(geo.read("../seeds/kursk-2024.md"))
scenario = geo.load_scenario("../seeds/kursk-2024.toml")

# %% [markdown]
# Each figure becomes an interval: the least, the stated, and the most that the wording allows.

# %%
claims.to_frame()[["systems", "stated", "low_km", "best_km", "high_km", "quote"]]

# %% [markdown]
# 300 km is what newspapers round to "about 190 miles". Does the interval hold it?

# %%
about = claims.ranges[0].length
print(about.low <= 300_000 <= about.high)

# %% [markdown]
# Other words give other intervals. An open end stays open: nothing is invented in its place.

# %%
for words in ["190 miles", "about 190 miles", "nearly 190 miles", "up to 190 miles", "more than 190 miles"]:
    length = geo.parse_length(words)
    print(f"{words:20} {length.low / 1000:6.1f} … {length.best / 1000:.1f} … {length.high / 1000:.1f} km")

# %% [markdown]
# On the map the band between the least and the most is drawn around the stated ring. Both launches are examples.

# %%
reach = geo.reach(claims, scenario)
geo.range_map(reach)

# %% [markdown]
# Every place has one of four words: *certain* within the least, *edge* between least and most, *outside* beyond the most.
# *Possible* is only for territories.

# %%
table = geo.coverage(reach, min_population=100_000)
table[["place", "system", "launch", "standing", "distance_km", "low_km", "high_km"]].head(8)

# %% [markdown]
# An answer *flips* if the least and the most give different ones. These depend on the word "about":

# %%
from geo.robustness import flips, sentences

depends = flips(table)
print(*sentences(depends.head(5)), sep="\n")

# %% [markdown]
# What would ten per cent more or less change? Each place enters at its distance, so that is a comparison. (GeoNames lists some
# parts of a city beside the city.)

# %%
atacms = table[table["system"] == "ATACMS"].drop_duplicates(["place", "launch"])
ratio = atacms["distance_km"] / atacms["best_km"]
atacms[ratio.between(0.9, 1.1)][["place", "launch", "population", "distance_km", "best_km"]].head(10)

# %% [markdown]
# Regions flip, too: some are touched, or covered as a whole, only by a generous reading.

# %%
from geo.robustness import region_flips
from geo.shares import region_shares

regions = region_flips(region_shares(reach))
regions = regions[(regions["launch"] == "any launch") & (regions["answer"] != "how much")]
regions[["region", "country", "system", "share_low", "share_best", "share_high", "answer"]].round(2)

# %% [markdown]
# The list of towns whose answer depends on the wording, to publish beside the map.

# %%
depends.to_csv("depends-on-about.csv", index=False)
depends[["place", "population", "system", "launch", "enters_km", "at_low", "at_best", "at_high"]].head(10)

# %% [markdown]
# Worth keeping: the large towns near the ring around Sumy, parts of Kyiv among them. The band is what "about 190 miles" allows, the
# line its figure.

# %%
import matplotlib.pyplot as plt

near = atacms[atacms["launch"].str.startswith("Sumy") & ratio.between(0.8, 1.2)].nlargest(16, "population")
plt.plot("distance_km", "place", "o", color="#333333", data=near.sort_values("distance_km"))
plt.axvspan(about.low / 1000, about.high / 1000, color="#fbdcc1")
plt.axvline(about.best / 1000, color="#c75000")
plt.title('Which side of "about 190 miles"? Kilometres from Sumy')
plt.grid(alpha=0.3)
