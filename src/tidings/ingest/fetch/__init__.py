"""Pages from the network: only when asked, within limits, and kept as the bytes on the wire."""

from tidings.ingest.fetch.archive import Kept
from tidings.ingest.fetch.feeds import Entry, opml
from tidings.ingest.fetch.fetching import Fetcher, Got
from tidings.ingest.fetch.limits import Limits

__all__ = ["Entry", "Fetcher", "Got", "Kept", "Limits", "opml"]
