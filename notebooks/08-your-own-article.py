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
# # Your own article, start to finish
#
# Put the path of your text into the first cell and run the cells in order. `geo notebook article.txt` writes such a notebook
# for a text of yours.

# %%
import geo

article = "../seeds/kursk-2024.md"
claims = geo.extract(geo.read(article))

# %% [markdown]
# **1. What does it state?** Each range has the sentence that it comes from. Is each of them a range of a weapon?

# %%
claims.to_frame()[["systems", "stated", "low_km", "high_km", "sentence"]]

# %% [markdown]
# **2. What does it leave open?** These questions are for you. Nothing is guessed in their place.

# %%
from geo.draft import questions

print(*questions(claims), sep="\n")

# %% [markdown]
# **3. Which places does it name?** Those too close to call are marked, not pinned.

# %%
import pandas as pd

pd.DataFrame(
    [(m.quote, m.place.label, ", ".join(m.roles), round(m.confidence, 2)) for m in claims.places if m.place],
    columns=["as written", "means", "role", "confidence"],
).drop_duplicates("means")

# %% [markdown]
# **4. Review.** The page shows the text with everything that was read. The file has one decision a range: accept, reject or
# correct. Open both, and say who decided.

# %%
from pathlib import Path

from geo.text.review import claims_toml, review_html

Path("review.html").write_text(review_html(claims), encoding="utf-8")
Path("claims.toml").write_text(claims_toml(claims), encoding="utf-8")

# %% [markdown]
# Here a reader accepts the first range and, as an exercise, leaves out the second.

# %%
from geo.corrections import corrected
from geo.model import Correction

decisions = (
    Correction("accept", "190 miles", by="A. Reader"),
    Correction("reject", "155 miles", by="A. Reader", note="left out as an exercise"),
)
kept = corrected(claims, decisions)

# %% [markdown]
# **5. Assume, on paper.** A launch is declared by you, or is an example. The text names none.

# %%
scenario = geo.make_scenario(
    illustrative=["Sumy"], zones=["Kursk Oblast"], date=claims.documents[0].date, title="An example"
)
reach = geo.reach(kept, scenario)

# %% [markdown]
# **6. The map.** Look at its legend and its caveat: does it say all that a reader must know?

# %%
geo.range_map(reach)

# %% [markdown]
# **7. The answer.** The largest places within, at the edge and outside.

# %%
towns = geo.coverage(reach, min_population=50_000)
towns.groupby("standing").head(4)[
    ["place", "country", "standing", "distance_km", "distance_mi", "population"]
]

# %% [markdown]
# **8. Keep it.** One file to send, one picture for print, one table, and the sums for the sentence that you write.

# %%
geo.save_html(geo.range_map(reach), "map.html")
geo.save_figure(reach, "map.pdf")
towns.to_csv("towns.csv", index=False)
towns.groupby("standing").agg(towns=("place", "count"), people=("population", "sum"))
