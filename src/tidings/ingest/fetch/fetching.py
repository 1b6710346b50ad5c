"""Getting pages: robots.txt, pace, retries, redirects, and a record of every answer in the archive."""

from __future__ import annotations

import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import zip_longest
from pathlib import Path
from types import TracebackType
from typing import Self

import httpx

from tidings.errors import NotFetched
from tidings.ingest.containers.warc import READ
from tidings.ingest.fetch.archive import Archive, Kept
from tidings.ingest.fetch.exchange import Asking, Exchange, Unreachable
from tidings.ingest.fetch.feeds import MAX_ADDRESS, Entry, entries
from tidings.ingest.fetch.limits import Limits
from tidings.ingest.fetch.pacing import Pace, asked_pause
from tidings.ingest.fetch.robots import Robots
from tidings.ingest.fetch.seen import Seen
from tidings.ingest.media import MARKDOWN, PLAIN
from tidings.model import Problem, sha256

LATER = (429, 500, 502, 503, 504)  # the server may answer otherwise soon
FIRST_PAUSE = 1.0  # seconds before the second try; each further pause is twice as long
OK, UNCHANGED = 200, 304


@dataclass(frozen=True, slots=True)
class Got:
    """An answered address: the last answer, and each answer on the way to it with the place of its record.

    `is_list` marks a feed: it leads to pages and is not read as one.
    """

    asked: str
    last: Exchange
    records: tuple[tuple[Exchange, Kept], ...]
    is_list: bool = False

    @property
    def document(self) -> str | None:
        """SHA-256 of the document that the last answer brought, None where it brought none."""
        is_document = self.last.status == OK and not self.is_list and reads(self.last)
        return sha256(self.last.body) if is_document else None

    @property
    def problem(self) -> Problem | None:
        """Why the answer is not the page, or None where it is, or where the page is as it was."""
        status = self.last.status
        if status == UNCHANGED or (status == OK and (self.is_list or reads(self.last))):
            return None
        if status == OK:
            detail = (
                f"{self.last.url} is {self.last.media_type}, which is not read from the network. It is kept as WARC."
            )
            return Problem(self.asked, "no-reader", detail)
        named = httpx.codes.get_reason_phrase(status) or "an unknown code"
        detail = f"{self.last.url} was answered with {status} ({named}). Check the address, or try again later."
        return Problem(self.asked, f"http-{status}", detail)


class Fetcher:
    """Gets pages one at a time into a folder of archives; the network is asked only by `page` and `feed`.

    Pages that are read as reports lie in one archive, with the redirects to them; feeds, errors and what was unchanged
    lie in another.
    """

    def __init__(
        self, folder: Path, limits: Limits | None = None, *, sleep: Callable[[float], None] = time.sleep
    ) -> None:
        self._limits = limits or Limits()
        self._asking, self._pace = Asking(self._limits), Pace(sleep)
        self._robots = Robots(self._robots_txt)
        self._pages = Archive(folder, self._limits)
        self._other = Archive(folder, self._limits, "-other")
        self._left = self._limits.requests
        self.seen = Seen(folder)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, why: BaseException | None, at: TracebackType | None) -> None:
        self.seen.__exit__(kind, why, at)

    def pages(self, urls: Iterable[str]) -> Iterator[Got | Problem]:
        """Yield what became of each address, hosts taking turns so that pacing one does not hold up another."""
        for url in in_turns(urls):
            try:
                yield self.page(url)
            except NotFetched as why:
                yield Problem(url, why.reason, str(why))

    def page(self, url: str) -> Got:
        """Return the answer for a page, kept in the archive of pages; raises NotFetched where there is none."""
        hops, seen_at = self._hops(checked(url))
        return self._kept(url, hops, seen_at)

    def feed(self, url: str) -> tuple[Got, list[Entry] | None]:
        """Return the answer for a feed and its entries; an answer that is no feed is kept as a page, without entries.

        The validators of a feed are remembered by who has followed its entries: `seen.remember(got.last)`.
        """
        hops, seen_at = self._hops(checked(url))
        last = hops[-1]
        found = entries(last.body, last.url) if last.status == OK else [] if last.status == UNCHANGED else None
        return self._kept(url, hops, seen_at, is_list=found is not None), found

    def _kept(self, url: str, hops: list[Exchange], seen_at: str | None, *, is_list: bool = False) -> Got:
        last = hops[-1]
        archive = self._pages if last.status == OK and not is_list and reads(last) else self._other
        records = tuple((hop, archive.keep(hop, seen_at=seen_at)) for hop in hops)
        if last.status == OK and not is_list:
            self.seen.remember(last)
        return Got(url, last, records, is_list)

    def _hops(self, url: httpx.URL, *, is_robots: bool = False) -> tuple[list[Exchange], str | None]:
        """Follow redirects to the last answer; each hop is checked like the first."""
        hops: list[Exchange] = []
        met = {url}
        while True:
            if not is_robots:
                self._robots.check(url)
            before = None if is_robots else self.seen.before(str(url))
            told = self._tried(url, before.conditions if before else {}, 0.0 if is_robots else self._robots.gap(url))
            if told.status == UNCHANGED and before is None:
                raise NotFetched(
                    f"{url} was answered with 304 (as you have it), and was never got. Try later.", "http-304"
                )
            hops.append(told)
            if told.location is None:
                return hops, before.at if before else None
            url = self._next(url, told.location, len(hops))
            if url in met:
                raise NotFetched(f"The redirects run in a circle, back to {url}. Check the address.", "redirects")
            met.add(url)

    def _next(self, url: httpx.URL, location: str, n_hops: int) -> httpx.URL:
        if n_hops > self._limits.hops:
            raise NotFetched(f"More than {self._limits.hops} redirects, the last to {location[:200]}.", "redirects")
        try:
            return checked(str(url.join(location)))
        except (httpx.InvalidURL, ValueError) as why:
            raise NotFetched(f"{url} redirects to no address: {location[:200]}", "redirects") from why

    def _tried(self, url: httpx.URL, conditions: dict[str, str], gap: float) -> Exchange:
        """Ask until there is an answer that is not "later", at most `attempts` times."""
        for attempt in range(1, self._limits.attempts + 1):
            is_last, pause = attempt == self._limits.attempts, FIRST_PAUSE * 2 ** (attempt - 1)
            self._count()
            self._pace.wait(url.host, max(gap, self._limits.pace))
            try:
                told = self._asking.get(str(url), conditions)
            except Unreachable as why:
                if is_last:
                    raise NotFetched(f"{url} could not be got: {why}. Asked {attempt} times.", "unreachable") from why
                self._pace.rest(url.host, pause)
                continue
            if told.status not in LATER:
                return told
            asked = asked_pause(told.headers.get("retry-after"), told.at)
            self._pace.rest(url.host, pause if asked is None else asked)
            if is_last:
                return told
        raise AssertionError("attempts is at least 1")

    def _count(self) -> None:
        if not self._left:
            raise NotFetched(
                f"{self._limits.requests:,} requests were made in this run. The rest is for another.", "enough"
            )
        self._left -= 1

    def _robots_txt(self, url: httpx.URL) -> Exchange:
        return self._hops(url, is_robots=True)[0][-1]


def reads(told: Exchange) -> bool:
    """Whether the answer is of a kind that is read from web archives."""
    return told.media_type in READ or told.content_type.startswith((PLAIN, MARKDOWN))


def checked(text: str) -> httpx.URL:
    """Return an address that may be asked for, without its fragment; raises NotFetched for any other."""
    try:
        url = httpx.URL(text.strip())
    except (httpx.InvalidURL, ValueError) as why:
        raise NotFetched(f'"{text[:200]}" is no address: {why}.', "address") from why
    if url.scheme not in ("http", "https") or not url.host or len(text) > MAX_ADDRESS:
        raise NotFetched(f'"{text[:200]}" is no address of the web. Write: https://host/page', "address")
    if url.userinfo:
        raise NotFetched(f"The address for {url.host} holds a name or password. Leave it out.", "address")
    return url.copy_with(fragment=None)


def in_turns(urls: Iterable[str]) -> list[str]:
    """Return the addresses, each once, so that hosts take turns.

    >>> in_turns(["http://a/1", "http://a/2", "http://b/1"])
    ['http://a/1', 'http://b/1', 'http://a/2']
    """
    by_host: dict[str, list[str]] = defaultdict(list)
    for url in dict.fromkeys(urls):
        by_host[url.split("/")[2] if url.count("/") > 1 else ""].append(url)
    return [url for turn in zip_longest(*by_host.values()) for url in turn if url is not None]
