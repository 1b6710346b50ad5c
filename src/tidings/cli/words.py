"""How values read in a line: dates of publication, places, numbers, chains of sources, and quotes in their sentence."""

from __future__ import annotations

import json
import textwrap
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from tidings.model import Place, When
from tidings.model.judgement import BY_HAND, PAIRED
from tidings.output.chronology import place_words
from tidings.output.judgements import hand_words
from tidings.output.summary import day_words, sentence

if TYPE_CHECKING:
    from tidings.model import Account, Judgement, Quote, Source, Span, Story

OPEN, SHUT = "«", "»"  # around the words of a quote inside their sentence; English news quotes with “ ”
OPENING = 80  # characters that stand for a missing headline
CHAIN = " > "  # from the outermost source to the one that knows


def called(story: Story) -> str:
    """Return the story's headline, or the opening words of its first paragraph where it has none."""
    first = story.text.strip().partition("\n\n")[0]
    return story.headline or textwrap.shorten(first, OPENING, placeholder="…")


def published_words(story: Story) -> str:
    """Return when the story was published and what that follows from."""
    basis = story.published.basis
    return published_day(story) + (f" (by its {basis})" if basis != "unknown" else "")


def published_day(story: Story) -> str:
    """Return when the story was published, as exactly as it is known; an interval by its ends."""
    published = story.published
    if published.date:
        return published.date[: {"month": 7, "year": 4}.get(published.precision, 10)]
    if published.earliest or published.latest:
        return f"{published.earliest or '…'} to {published.latest or '…'}"
    return "undated"


def account_lines(story: Story, account: Account) -> Iterator[str]:
    """Yield what the account tells, field by field with the words it stands on, under its first line."""
    method = f" ({account.method})" if account.method else ""
    yield f"{account.kind}{method}, {account.status} · {account.confidence:.2f}"
    more = f" (and {len(account.mentions) - 1} more)" if len(account.mentions) > 1 else ""
    yield f"    {sentences(story, account.mentions[:1])[0]}{more}"
    if account.time and account.time.when.is_known:
        yield f"    time: {day_words(account.time.when)}{quoted(account.time.quote)}"
    if account.place:
        yield f"    place: {place_words(account.place.place)}{quoted(account.place.quote)}"
    for role, fillers in account.roles:
        yield f"    {role}: " + "; ".join(f"{f.name}{quoted(f.quote)}" for f in fillers)
    for name, counted in account.numbers:
        yield f"    {name}: {amount_words(counted.amount.min, counted.amount.max)}{quoted(counted.quote)}"
    if account.sources:
        yield f"    says: {chain(account)}"


def chain(account: Account) -> str:
    """Return the chain of sources with the reporting words: "Meir Amit center (said) > Combating Terrorism Center"."""
    return CHAIN.join(s.name + _in_brackets(s) for s in account.sources)


def _in_brackets(source: Source) -> str:
    """The reporting words and what they rest on where that is more than somebody's word: " (shows, image)"."""
    parts = [" ".join(source.cue.text.split())] if source.cue else []
    parts += [source.evidence] if source.evidence not in ("statement", "unknown") else []
    return f" ({', '.join(parts)})" if parts else ""


def quoted(quote: Quote | None) -> str:
    """Return the quote's words after a space, nothing where the value follows without words."""
    return f" “{' '.join(quote.text.split())}”" if quote else ""


def sentences(story: Story, quotes: Iterable[Quote]) -> list[str]:
    """Return each sentence that holds one of the quotes, in the story's order, with the quotes' words marked."""
    spans = sorted({quote.span for quote in quotes})
    by_sentence: dict[Span, list[Span]] = {}
    for span in spans:
        by_sentence.setdefault(sentence(story.text, span).span, []).append(span)
    return [marked(story.text, around, inside) for around, inside in by_sentence.items()]


def marked(text: str, around: Span, inside: list[Span]) -> str:
    """Return the words of `around` on one line, those of `inside` between marks."""
    out, at = "", around.start
    for span in inside:
        if span.start >= at:
            out += f"{text[at : span.start]}{OPEN}{span.of(text)}{SHUT}"
            at = span.end
    return " ".join((out + text[at : around.end]).split())


def amount_words(low: float | None, high: float | None) -> str:
    """Return a number in words: "12", "12 or more", "up to 12", "12 to 15"."""
    if low is None or high is None:
        return f"up to {high:,g}" if high is not None else f"{low:,g} or more" if low is not None else "unknown"
    return f"{low:,g}" if low == high else f"{low:,g} to {high:,g}"


def judgement_words(said: Judgement) -> str:
    """Return a judgement in one line: its id, who said what of what, when, and why."""
    pair = said.left, said.right or ""
    told = " and ".join(map(_few, pair)) if said.verdict in PAIRED else said.left
    if said.verdict in ("edit", "grade", "comment", "tag"):
        value = value_words(said.field, said.right or "")
        told += f": {said.field} {value}" if said.field else f": {value}"
    if said.subject == "entity" and said.verdict in PAIRED:
        told = " and ".join(pair)
    elif said.verdict in BY_HAND:
        told += f": {hand_words(said)}"
    why = f" ({said.because})" if said.because else ""
    verdict = "credibility" if said.verdict == "grade" and said.subject == "event" else said.verdict
    return f"{said.id[:8]}  {said.at[:16].replace('T', ' ')}  {said.by}: {verdict} {told}{why}"


def _few(accounts: str) -> str:
    """Name one account by its id, and several by the first and how many more; the whole list is in --json."""
    first, *rest = accounts.split() or [""]
    return f"{first} ({len(rest):,} more)" if rest else first


def undone_words(stands: bool, undone_by: str | None) -> str:
    """Return what stands behind a judgement that was taken back."""
    return "" if stands else f" · undone by {undone_by[:8]}" if undone_by else " · undone"


def value_words(field: str, value: str) -> str:
    """Return a statement's value as it reads; structured ones are JSON."""
    if not value.startswith("{"):
        return "unknown" if value == "null" else value
    parts = json.loads(value)
    if field == "time":
        return day_words(When(**parts))
    if field == "place":
        return place_words(Place(**parts))
    return amount_words(parts["min"], parts["max"])
