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
# # Many articles, many events
#
# What do fifty texts state, who disagrees, and how many recorded events lie within a distance?
#
# The articles and the events of this notebook are made up, and so are the systems.

# %%
import geo
from geo.scale.corpus import read_corpus

# %% [markdown]
# One call reads a folder or a file of texts on all cores. It can be cut off and goes on where it stopped; one bad line never
# ends the run.

# %%
corpus = read_corpus(["data/made-up-articles.jsonl"], "claims.parquet")
print(f"{corpus.documents} documents, {corpus.claim_count} ranges, {corpus.failed} failure")

# %% [markdown]
# What failed, and why?

# %%
import pandas as pd

pd.read_csv(corpus.failures)

# %% [markdown]
# Which figure is stated of which system, in how many texts, by whom, since when? Figures disagree if what their wordings allow
# has nothing in common.

# %%
from geo.scale.answers import figures, to_claims, to_frame

to_frame(figures(corpus.claims))[["system", "stated", "documents", "publishers", "first", "disagrees_with"]]

# %% [markdown]
# All of them on one map, around an example. Its slider moves through the days of the articles.

# %%
scenario = geo.make_scenario(illustrative=["Lisbon"], title="What the made-up articles state")
reach = geo.reach(to_claims(corpus.claims), scenario)
geo.range_map(reach)

# %% [markdown]
# Events come as exports of UCDP GED or ACLED, each with a code for how precise its place and day are.

# %%
from geo.events import count_events, events_in_reach, read_events

events = read_events("data/made-up-events.csv")
print(events.dataset, len(events.table), *events.problems, *events.notes, sep="\n")

# %% [markdown]
# Where does each stand? An event that lies "within about 25 km" of its coordinates may not be clear.

# %%
placed = events_in_reach(events.table, reach)
placed[["event_id", "place", "spread_km", "system", "stated", "distance_km", "reading"]].head(8)

# %% [markdown]
# Counted by month. *Low* holds wherever the event was within its spread; *high* is possible at most. A distance says nothing of
# who did what.

# %%
counts = count_events(placed, by="month")
counts[["period", "system", "stated", "events", "placed", "within_low", "within_best", "within_high"]].head(9)

# %% [markdown]
# For millions of rows the join streams: exact, and without a polygon.

# %%
import numpy as np

from geo.scale import join

random = np.random.default_rng(1)
points = pd.DataFrame({"lon": random.uniform(-12, -4, 1_000_000), "lat": random.uniform(36, 42, 1_000_000)})
points.to_parquet("points.parquet")

# %% [markdown]
# Worth keeping: how many of a million random points lie within each stated range.

# %%
found = join("points.parquet", reach)
found.to_frame()
