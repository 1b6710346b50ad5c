"""The forms a case can be exported as: one row a form, whose writer is loaded when the form is wanted.

A writer takes Told values in the order of the chronology and yields pieces, text or bytes, as it goes: it keeps no more
than it must, so that a case of any size can be written. What a form cannot hold is counted and said in a note.
"""

from __future__ import annotations

import importlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol, cast

from tidings.errors import WrongCall

if TYPE_CHECKING:
    from tidings.model import Judgement, Reading
    from tidings.model.links import Told

Piece = str | bytes


def unsaid(note: str) -> None:
    """Take a note and say it to nobody."""


class Handed(Protocol):
    """A case, for the form that hands it on."""

    @property
    def said(self) -> Mapping[str, Sequence[Judgement]]:
        """What analysts judged, by event; under "" what is said of no event."""

    def reading(self, story: str) -> Reading:
        """Return what was read in the story with this id, as its own words have it."""

    def of_names(self, stories: Iterable[str]) -> list[Judgement]:
        """Return what was judged of the names that these stories have."""


@dataclass(frozen=True, slots=True)
class Options:
    """What a writer may be told.

    `name` is the case's, `note` takes what the reader of the export should know, `handed` is the case itself, for the
    form that hands it on.
    """

    accounts: bool = False  # a row for each account instead of one for each event, where the form has both
    name: str = "case"
    note: Callable[[str], None] = unsaid
    handed: Handed | None = None


PLAIN = Options()
Writer = Callable[["Iterable[Told]", Options], Iterator[Piece]]


@dataclass(frozen=True, slots=True)
class Form:
    """One form: what it is called, and where its writer is (`module:function` in this package)."""

    name: str
    suffix: str
    media_type: str
    about: str  # one line without a full stop
    writer: str
    has_accounts: bool = False  # whether Options.accounts changes what it writes
    has_texts: bool = False  # whether whole texts of stories go along, from which names cannot be left out
    is_text: bool = True  # its pieces are str, to be written as UTF-8 with the line ends they have
    needs: str = ""  # the library beyond those that always come along
    extra: str = ""  # the extra of this package that brings it

    def write(self, events: Iterable[Told], options: Options = PLAIN) -> Iterator[Piece]:
        """Return the export in pieces; raise WrongCall where the form's library is not installed."""
        module, function = self.writer.split(":")
        try:
            writer = cast(Writer, getattr(importlib.import_module(f"tidings.output.{module}"), function))
        except ModuleNotFoundError as why:
            if not self.needs or why.name is None or why.name.split(".")[0] != self.needs:
                raise
            remedy = f"Type: pip install 'tidings[{self.extra}]'"
            raise WrongCall(f"--as {self.name} needs {self.needs}, which is not installed. {remedy}") from why
        return writer(events, options)

    def write_bytes(self, events: Iterable[Told], options: Options = PLAIN) -> Iterator[bytes]:
        """Return the same as bytes; half a character, which UTF-8 has no bytes for, is written out as \\udxxx."""
        for piece in self.write(events, options):
            yield piece.encode("utf-8", "backslashreplace") if isinstance(piece, str) else piece


_ROWS = (
    Form("csv", ".csv", "text/csv", "a table, a row an event", "tables:csv_rows", has_accounts=True),
    Form("tsv", ".tsv", "text/tab-separated-values", "the same with tabs", "tables:tsv_rows", has_accounts=True),
    Form(
        "parquet",
        ".parquet",
        "application/vnd.apache.parquet",
        "the table with types and lists",
        "parquet:row_groups",
        has_accounts=True,
        is_text=False,
        needs="pyarrow",
        extra="arrow",
    ),
    Form("jsonl", ".jsonl", "application/x-ndjson", "all there is, an object an event", "jsonl:lines"),
    Form("geojson", ".geojson", "application/geo+json", "a map", "geojson:collection"),
    Form("kml", ".kml", "application/vnd.google-earth.kml+xml", "a map for Google Earth", "kml:placemarks"),
    Form("graphml", ".graphml", "application/graphml+xml", "the network of names", "graphs:graphml"),
    Form("gexf", ".gexf", "application/gexf+xml", "the network for Gephi", "graphs:gexf"),
    Form("ics", ".ics", "text/calendar", "a calendar", "ics:calendar"),
    Form("timemap", ".json", "application/json", "a map in time, for TimeMap", "timelines:timemap"),
    Form("timelinejs", ".json", "application/json", "a timeline, for TimelineJS 3", "timelines:timelinejs"),
    Form("bibtex", ".bib", "application/x-bibtex", "the stories, as a bibliography", "bibliography:bibtex"),
    Form("csl-json", ".json", "application/vnd.citationstyles.csl+json", "the same for Zotero", "bibliography:csl"),
    Form("acled", ".csv", "text/csv", "the columns of ACLED, for what happened", "acled:lines"),
    Form("ucdp", ".csv", "text/csv", "the columns of UCDP GED, for what happened and was lethal", "ucdp:lines"),
    Form(
        "exchange",
        ".jsonl",
        "application/x-ndjson",
        "all with the stories' texts, to import",
        "exchange:lines",
        has_texts=True,
    ),
    Form("stix", ".json", "application/stix+json;version=2.1", "a STIX 2.1 bundle", "stix:bundle"),
    Form("ftm", ".jsonl", "application/x-ndjson", "FollowTheMoney entities, an object each", "ftm:lines"),
    Form("plover", ".jsonl", "application/x-ndjson", "PLOVER records, an object an event", "plover:lines"),
)
FORMS: dict[str, Form] = {form.name: form for form in _ROWS}


def form_named(name: str) -> Form:
    """Return the form of that name; raise WrongCall for none."""
    if name not in FORMS:
        raise WrongCall(f'There is no form "{name}". Known: {", ".join(FORMS)}.')
    return FORMS[name]
