"""Told values of any shape and with any text, for properties that must hold for every export."""

from __future__ import annotations

from hypothesis import strategies as st

from tidings.model import (
    KINDS,
    ROLES,
    STATUSES,
    Account,
    Amount,
    Counted,
    Edit,
    Event,
    Filler,
    Origin,
    Place,
    Placed,
    Published,
    Quote,
    Source,
    Statement,
    Story,
    Timed,
    When,
    content_id,
)
from tidings.model.ids import sha256
from tidings.model.links import Telling, Told

HOSTILE = (
    "]]>", "<b>&amp;", "&", '"', "'", "\x00", "\x01\x1b[31m", "\x7f\x85", "\u2028\u2029", "\u202eabc", "\ufffe\uffff",
    "\ufeff", "\r\n", "\n", "\t", "\\", "\\n", "{x}", "%", "@", "=1+1", "; ", ";", " > ", ">>", "-->", "<!--",
    "END:VEVENT", "\r\nBEGIN:VEVENT", "}\n@misc{a,", "é", "ق", "𐍈", "'=", ",", "``",
)  # fmt: skip
words = st.lists(st.sampled_from(HOSTILE) | st.text(st.characters(exclude_categories=["Cs"]), max_size=6), min_size=1)
texts = words.map("".join).filter(bool)
maybe = st.none() | texts
days = st.dates().map(lambda day: day.isoformat())
numbers = st.integers(0, 9999) | st.floats(0, 1e9, allow_nan=False).map(lambda x: round(x, 2))


@st.composite
def whens(draw: st.DrawFn) -> When:
    start, end = sorted([draw(days), draw(days)])
    opens = draw(st.sampled_from(["both", "start", "end", "none"]))
    precision = draw(st.sampled_from(["day", "month", "year", "interval"]))
    if opens == "none":
        return When()
    return When(None if opens == "end" else start, None if opens == "start" else end, precision)


@st.composite
def places(draw: st.DrawFn) -> Place:
    lat, lon = draw(st.none() | st.floats(-90, 90)), draw(st.none() | st.floats(-180, 180))
    radius = draw(st.none() | st.floats(0.1, 900))
    country = draw(st.none() | st.sampled_from(["CM", "SY"]))
    return Place(draw(texts), country, draw(st.none() | st.integers(1, 10**7)), lat, lon, radius, draw(maybe))


@st.composite
def stories(draw: st.DrawFn) -> Story:
    text = draw(texts)
    day = draw(st.none() | days)
    published = Published(day, "day", "metadata") if day else Published()
    more = {name: draw(maybe) for name in ("headline", "byline", "publisher", "source_id", "url")}
    return Story(sha256(repr((text, more)).encode()), 0, len(text), text, published=published, language="en", **more)


@st.composite
def quotes(draw: st.DrawFn, text: str) -> Quote:
    start = draw(st.integers(0, len(text) - 1))
    return Quote.at(text, start, draw(st.integers(start + 1, len(text))))


@st.composite
def accounts(draw: st.DrawFn, story: Story) -> Account:
    quote = quotes(story.text)
    fillers = st.lists(st.builds(Filler, texts, quote, maybe), min_size=1, max_size=3).map(tuple)
    roles = draw(st.dictionaries(st.sampled_from(ROLES), fillers, max_size=3))
    amounts = st.builds(lambda a, b: Amount(min(a, b), max(a, b)), numbers, numbers) | st.builds(
        Amount, numbers, st.none()
    )
    counted = draw(st.dictionaries(st.sampled_from(["killed", "quantity"]), st.builds(Counted, amounts, quote)))
    return Account(
        story.id,
        draw(st.sampled_from(KINDS)),
        draw(st.sampled_from(STATUSES)),
        (draw(quote),),
        draw(st.lists(st.builds(Source, texts, st.none() | quote, st.none() | quote), max_size=2).map(tuple)),
        draw(st.none() | st.builds(Timed, whens(), st.none() | quote)),
        draw(st.none() | st.builds(Placed, places(), quote)),
        tuple(roles.items()),
        tuple(counted.items()),
        draw(st.none() | st.just("bombing")),
        draw(st.none() | quote),
        "rules/1",
        draw(st.floats(0, 1)),
        tuple(draw(st.lists(texts, max_size=2))),
    )


@st.composite
def tellings(draw: st.DrawFn) -> Telling:
    story = draw(stories())
    account = draw(accounts(story))
    ends = st.builds(Origin, st.just(account.id), texts, texts, st.booleans(), texts)
    return Telling(story, account, draw(st.none() | ends))


@st.composite
def tolds(draw: st.DrawFn) -> Told:
    told_by = draw(st.lists(tellings(), max_size=2))
    strings = st.lists(texts, max_size=2, unique=True).map(tuple)
    event = Event(
        content_id("event", *(t.account.id for t in told_by), draw(texts)),
        draw(st.sampled_from(KINDS)),
        draw(st.sampled_from(STATUSES)),
        tuple(t.account.id for t in told_by),
        len(told_by),
        draw(whens()),
        draw(st.none() | places()),
        draw(strings),
        draw(st.integers(0, 5)),
        draw(st.integers(1, 6)),
        draw(texts),
        draw(texts),
        draw(strings),
        draw(st.just(()) | st.builds(Edit, st.just("actor"), texts, texts, days).map(lambda edit: (edit,))),
        draw(strings),
    )
    statements = tuple(
        Statement(
            event.id, t.account.id, "actor", draw(texts), t.account.mentions[0].start, t.account.mentions[0].end, "x"
        )
        for t in told_by
    )
    publishers = {t.story.publisher for t in told_by if t.story.publisher}
    return Told(event, tuple(told_by), statements, {name: draw(st.sampled_from("ABC")) for name in sorted(publishers)})


many = st.lists(tolds(), max_size=3)
