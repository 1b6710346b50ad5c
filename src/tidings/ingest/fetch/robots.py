"""robots.txt: whether a page may be asked for (RFC 9309), read once for each site of a run."""

from __future__ import annotations

from collections.abc import Callable

import httpx
from protego import Protego

from tidings.errors import NotFetched
from tidings.ingest.fetch.exchange import Exchange
from tidings.ingest.fetch.limits import NAME

MAX_ROBOTS_BYTES = 512_000  # what RFC 9309 asks to be read at least; the rest of a longer one is not
GONE = range(400, 500)


class Robots:
    """What the sites say. `ask` fetches an address, following redirects but asking no robots.txt."""

    def __init__(self, ask: Callable[[httpx.URL], Exchange]) -> None:
        self._ask = ask
        self._rules: dict[str, Protego | NotFetched] = {}

    def check(self, url: httpx.URL) -> None:
        """Raise NotFetched where the site does not want the page to be asked for, or does not say."""
        rules = self._of(url)
        if isinstance(rules, NotFetched):
            raise rules
        if not rules.can_fetch(str(url), NAME):
            raise NotFetched(
                f"The robots.txt of {url.host} asks programs to leave {url.path} alone. Save it by hand, add the file.",
                "robots",
            )

    def gap(self, url: httpx.URL) -> float:
        """Return the seconds between requests that the site asks for, 0 where it asks for none."""
        rules = self._of(url)
        asked = 0.0 if isinstance(rules, NotFetched) else float(rules.crawl_delay(NAME) or 0.0)
        return asked if asked > 0 else 0.0  # "nan" is a number that is not above any other

    def _of(self, url: httpx.URL) -> Protego | NotFetched:
        site = str(url.copy_with(raw_path=b"/robots.txt", fragment=None))
        if site not in self._rules:
            self._rules[site] = self._read(httpx.URL(site))
        return self._rules[site]

    def _read(self, url: httpx.URL) -> Protego | NotFetched:
        try:
            told = self._ask(url)
        except NotFetched as why:
            return NotFetched(f"{url} could not be read, so nothing there is asked for. {why}", why.reason)
        if told.status == 200:
            return Protego.parse(told.body[:MAX_ROBOTS_BYTES].decode("utf-8", "replace"))
        if told.status in GONE and told.status != 429:
            return Protego.parse("")
        return NotFetched(f"{url} was answered with {told.status}, so nothing there is asked for. Try later.", "robots")
