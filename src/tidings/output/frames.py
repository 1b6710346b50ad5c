"""Events as tables of data-frame libraries: the columns of the CSV export, with their types and no guarded cells.

Days are dates, counts are whole numbers, several values are a list, the unknown is null. PyArrow makes the table;
Polars and pandas take it from there, so that a column has one type in all three.
"""

from __future__ import annotations

import importlib
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from tidings.errors import WrongCall
from tidings.model.links import Told
from tidings.output.rows import ACCOUNTS, EVENTS
from tidings.output.summary import best, cited, quote

if TYPE_CHECKING:
    import pandas as pd
    import polars as pl
    import pyarrow as pa


class Frames:
    """What can be had as a data frame: one row an event, or one row an account."""

    def told(self) -> Iterable[Told]:
        """Return the events with what they stand on."""
        raise NotImplementedError

    def to_arrow(self, *, accounts: bool = False) -> pa.Table:
        """Return a PyArrow table with the columns of the CSV export; `accounts`: one row an account."""
        return arrow_table(self.told(), accounts=accounts)

    def to_polars(self, *, accounts: bool = False) -> pl.DataFrame:
        """Return the same as a Polars data frame."""
        polars = library("polars")
        frame: pl.DataFrame = polars.from_arrow(self.to_arrow(accounts=accounts))
        return frame

    def to_pandas(self, *, accounts: bool = False) -> pd.DataFrame:
        """Return the same as a pandas data frame; whole numbers stay whole where some are unknown."""
        pandas, arrow = library("pandas"), library("pyarrow")
        kept = {arrow.int64(): pandas.Int64Dtype(), arrow.bool_(): pandas.BooleanDtype()}
        table = self.to_arrow(accounts=accounts)
        frame: pd.DataFrame = table.to_pandas(types_mapper=kept.get, date_as_object=False)
        return frame


def arrow_table(events: Iterable[Told], *, accounts: bool = False) -> pa.Table:
    """Return the events as a PyArrow table, of the types that the Parquet export has."""
    table, arrow = ACCOUNTS if accounts else EVENTS, library("pyarrow")
    parquet = importlib.import_module("tidings.output.parquet")
    schema = parquet.schema_of(table)
    made: pa.Table = arrow.concat_tables([schema.empty_table(), *parquet.groups(table, events)])
    return made


def library(name: str) -> Any:
    """Return an optional library; raise WrongCall with how to install it where it is missing."""
    try:
        return importlib.import_module(name)
    except ModuleNotFoundError as why:
        if why.name != name:
            raise
        raise WrongCall(f"{name} is not installed. Type: pip install 'tidings[frames]'") from why


def shown_quotes(events: Iterable[Told]) -> Mapping[str, tuple[str, str]]:
    """Return for each event the sentence of the account that shows it best, and who published it when."""
    found = ((told.event.id, best(told)) for told in events)
    return {key: (quote(telling).text, cited(telling)) for key, telling in found if telling}
