"""How an event shows itself in a notebook: its fields and, where its accounts are at hand, their words.

Every value is escaped, and what could reverse or hide the text around it is taken out: reports come from anywhere.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from html import escape
from typing import TYPE_CHECKING

from tidings.model.span import Span

if TYPE_CHECKING:
    from tidings.model.event import Event
    from tidings.model.links import Telling

AROUND = 120  # characters kept on each side of an account's words, to the end of a word: about a sentence
_HIDDEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff\ud800-\udfff]"
)


def safe(text: str) -> str:
    """Return the text for HTML, without characters that steer what stands around them.

    >>> safe("<b>toll\\u202e")
    '&lt;b&gt;toll'
    """
    return escape(_HIDDEN.sub("", text))


def time_words(event: Event) -> str:
    """Return the event's first and last possible day, one where they are the same."""
    time = event.time
    if not time.is_known:
        return "undated"
    return time.start if time.start and time.start == time.end else f"{time.start or '…'} – {time.end or '…'}"


def event_html(event: Event, tellings: Iterable[Telling] = ()) -> str:
    """Return one event, field by field, with the words that tell it."""
    rows = [
        ("what", f"{event.kind} [{event.status}]"),
        ("when", time_words(event)),
        ("where", event.place.name if event.place else "unknown"),
        ("origins", f"{event.independent} independent, in {event.stories} stories: {'; '.join(event.origins)}"),
        ("credibility", f"{event.credibility}: {event.credibility_because}"),
        *([("accounts differ on", ", ".join(event.conflicts))] if event.conflicts else []),
        *([("tags", ", ".join(event.tags))] if event.tags else []),
        *((f"set by {edit.by}", f"{edit.field}: {edit.value}") for edit in event.edits),
        *((_cited(telling), f"“{_words(telling)}”") for telling in tellings),
        ("id", event.id),
    ]
    body = "".join(f"<tr><th>{safe(name)}</th><td>{safe(value)}</td></tr>" for name, value in rows)
    return f"<div><p><b>{safe(event.title or event.kind)}</b></p><table><tbody>{body}</tbody></table></div>"


def _cited(telling: Telling) -> str:
    return f"{telling.story.publisher or 'unknown publisher'}, {telling.story.published.date or 'undated'}"


def _words(telling: Telling) -> str:
    """The words of the account's fullest mention and those around them, verbatim."""
    text, span = telling.story.text, telling.account.mentions[0].span
    start, end = max(0, span.start - AROUND), min(len(text), span.end + AROUND)
    while 0 < start < span.start and not text[start - 1].isspace():
        start += 1
    while span.end < end < len(text) and not text[end].isspace():
        end -= 1
    return Span(start, end).of(text).strip()
