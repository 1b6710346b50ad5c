"""Write the notebooks in examples/, run: `make tour` writes them; a test runs them and compares what they say.

Ids of cells and what a run leaves beside its outputs are fixed, so that the same program writes the same file.
"""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

import nbformat
from nbclient import NotebookClient
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

ROOT = Path(__file__).resolve().parents[1]
EXAMPLES = ROOT / "examples"
SECONDS = 300  # for one cell; the first loads the pipeline
FIRST = (
    """# First case

The [example reports](README.md) are invented. A case keeps them, what is told in them, and the words of all of it.""",
    """>from tidings import Case

case = Case(":memory:")  # or a file: Case("my.tidings")
case.add("reports")""",
    """`add` reads files, folders and archives and links what they tell. What cannot be read becomes a Problem with its
reason; nothing is dropped in silence.""",
    """>case.counts()""",
    """The events stand by time, those of unknown time last. A list of events shows itself with a timeline, a map, and
the words of each event.""",
    """>attacks = case.events(kind="attack", since="2023")
attacks""",
    """One event with everything it stands on: each account with its words. Values that disagree stay side by side; the
grade says how surely the event is told, and why.""",
    """>told = max(case.told(kind="attack"), key=lambda told: told.event.independent)
told""",
    """>for story, account, origin in told.tellings:
    knows = origin.name if origin else "nobody named"
    print(f"{story.publisher}: {account.mentions[0].text!r} on the word of {knows}")""",
    """Every value is a span of a story's text. The words are compared with the text whenever they are loaded.""",
    """>story, account, _ = told.tellings[0]
words = account.mentions[0]
story.text[words.start : words.end] == words.text""",
    """An analyst's judgement stands before the rules, outlives every new reading, and can be undone.""",
    """>said = case.analyst("ana").grade("Northgate Newswire", "B", "right in nine of ten reports so far")
said.verdict, said.left, said.right, said.by""",
    """>case.close()""",
)
FRAME = (
    """# From events to a data frame

`case.events()` becomes a table of PyArrow, Polars or pandas (`pip install 'tidings[frames]'`). One row is an event, or
with `accounts=True` one account of an event; the columns are those of the CSV export, with types.""",
    """>from tidings import Case

case = Case(":memory:")
case.add("reports")
frame = case.events().to_polars()
frame.select("start", "kind", "status", "place", "independent", "grade", "killed_best").head(8)""",
    """Days are dates, what is unknown is null, several values are a list. So the usual questions are one line each: how
many events of each kind happened, and how many of them have more than one independent origin?""",
    """>import polars as pl

(
    frame.filter(pl.col("status") == "happened")
    .group_by("kind")
    .agg(pl.len().alias("events"), (pl.col("independent") > 1).sum().alias("second origin"))
    .sort(["events", "kind"], descending=[True, False])
    .head(8)
)""",
    """An event that is only planned, feared or denied is in the table too, and says so. Counting it with the others
would be a mistake that the table cannot prevent.""",
    """>frame.group_by("status").len().sort("status")""",
    """Each row brings the words it stands on and where they stand.""",
    """>row = frame.filter(pl.col("killed_best").is_not_null()).row(0, named=True)
print(row["quote"])
print(row["cited"], row["story"], row["quote_start"], row["quote_end"])""",
    """One row an account, as pandas: who says what, and where each chain of sources ends.""",
    """>told = case.events(kind="attack").to_pandas(accounts=True)
told[["publisher", "kind", "status", "origins", "killed_min", "killed_max"]].head(8)""",
    """`read_texts` reads texts that are at hand and can be a step in any engine that maps a function over batches.""",
    """>from tidings import read_texts

texts = ["Police arrested two men in Lyon on Monday.", "The army denied that it shelled the village of Zorava."]
[
    [account["kind"] + ", " + account["status"] for story in read["stories"] for account in story["accounts"]]
    for read in read_texts(texts)
]""",
    """>case.close()""",
)
NOTEBOOKS = {"first-case.ipynb": FIRST, "events-to-frame.ipynb": FRAME}


def notebook(texts: tuple[str, ...]) -> nbformat.NotebookNode:
    """Return a notebook of the texts, not run yet; those that begin with ">" are code."""
    cells = []
    for n, text in enumerate(texts):
        cell = new_code_cell(text[1:]) if text.startswith(">") else new_markdown_cell(text)
        cell["id"] = f"cell-{n:02}"
        cells.append(cell)
    kernel = {"display_name": "Python 3", "language": "python", "name": "python3"}
    return new_notebook(cells=cells, metadata={"kernelspec": kernel, "language_info": {"name": "python"}})


def run(one: nbformat.NotebookNode) -> nbformat.NotebookNode:
    """Return the notebook with its outputs, run in a folder that holds the example reports alone."""
    with tempfile.TemporaryDirectory() as folder:
        shutil.copytree(EXAMPLES / "reports", Path(folder) / "reports")
        NotebookClient(one, timeout=SECONDS, resources={"metadata": {"path": folder}}, record_timing=False).execute()
    one["metadata"]["language_info"] = {"name": "python"}  # a run writes the Python's version there
    for shown in (shown for cell in one["cells"] for shown in cell.get("outputs", ()) if "data" in shown):
        if "text/html" in shown["data"]:
            shown["data"].pop("text/plain", None)  # the same once more, by the hundred kilobytes
    return one


if __name__ == "__main__":
    for name, texts in NOTEBOOKS.items():
        nbformat.write(run(notebook(texts)), EXAMPLES / name)
