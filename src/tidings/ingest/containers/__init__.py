"""Containers: what holds several documents, by media type. To open another kind, add a function here.

A container yields sources, which are looked at in their turn, and documents and Problems, which are final.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from tidings.ingest import media
from tidings.ingest.containers import archive, columns, feed, mailbox, rows, table, warc
from tidings.ingest.containers.source import Found, Source

Container = Callable[[Source], Iterator[Source | Found]]

CONTAINERS: Mapping[str, Container] = {
    media.JSON: rows.values,
    media.ROWS: rows.lines,
    media.CSV: table.table,
    media.TSV: table.table,
    media.PARQUET: columns.columns,
    media.ZIP: archive.members,
    media.WACZ: archive.members,
    media.GZIP: warc.unpacked,
    media.WARC: warc.web_archive,
    media.MAIL: mailbox.message_and_attachments,
    media.MBOX: mailbox.mailbox,
    media.RSS: feed.xml_entries,
    media.ATOM: feed.xml_entries,
    media.JSON_FEED: feed.json_entries,
}
