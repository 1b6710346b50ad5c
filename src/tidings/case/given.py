"""What a person gives of an account by hand, made into pieces: words must stand in the story, values must be known.

Words that the reader found to name something stand for what they name; for any other, the person says what they mean.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict
from typing import Any, NamedTuple

from tidings.errors import WrongCall
from tidings.model import ROLES, STATUSES, Account, Amount, Mention, Place, Quote, Reading, When
from tidings.model.byhand import PARTS, PLAIN, VALUES, Mend, Missed, Piece, mended, words_of
from tidings.model.overlay import NUMBERS, canonical

Words = tuple[int, int]  # where they stand in the story's text, in code points


class Given(NamedTuple):
    """Words as a part of an account; `means` says what they stand for: a name, "2018-10-15", "5..7"."""

    part: str
    words: Words
    means: str = ""


def missed_in(held: Reading, kind: str, status: str, given: Iterable[Given], kinds: Iterable[str]) -> Missed:
    """Return a missed account; raise WrongCall for what does not stand in the story or says nothing."""
    if kind not in kinds:
        raise WrongCall(f'There is no kind "{kind}". Known: {", ".join(sorted(kinds))}.')
    if status not in STATUSES:
        raise WrongCall(f'There is no status "{status}". Known: {", ".join(STATUSES)}.')
    pieces = tuple(piece_in(held, one) for one in given)
    if not any(one.part == "mention" for one in pieces):
        raise WrongCall("No words tell the account. Give at least one mention.")
    _check_once(pieces)
    told = {quote for account in held.accounts if account.kind == kind for quote in account.mentions}
    for one in pieces:
        if one.part == "mention" and one.quote in told:
            raise WrongCall(f'"{one.quote.text}" tells an account of that kind already. Mend its words instead.')
    return Missed(kind, status, pieces)


def mend_in(held: Reading, account: Account, part: str, old: Words | None, new: Given | None) -> Mend:
    """Return a mend; raise WrongCall where it changes nothing, or leaves an account that no words tell."""
    _check_part(part)
    quote = _quote(held, old) if old else None
    piece = piece_in(held, new) if new else None
    if piece and piece.part != part:
        raise WrongCall(f'Words of "{part}" are not mended by words of "{piece.part}".')
    if quote and quote not in words_of(account, part):
        raise WrongCall(f'"{quote.text}" ({quote.start}-{quote.end}) is no {part} of the account. See: tidings show')
    made = Mend(account.id, part, quote, piece)
    try:
        after = mended(account, made, "")
    except ValueError:
        raise WrongCall("Without these words nothing tells the account. Give others in their place.") from None
    if [*after.quotes()] == [*account.quotes()] and after.because[:-1] == account.because:
        said = [words_of(one, part) for one in (account, after)]
        if said[0] == said[1] and _values(account) == _values(after):
            raise WrongCall("The account has these words already. Nothing is to be mended.")
    return made


def piece_in(held: Reading, given: Given) -> Piece:
    """Return the words as a part of an account, with what they stand for."""
    _check_part(given.part)
    quote = _quote(held, given.words)
    return Piece(given.part, quote, _value(held, given.part, quote, " ".join(given.means.split())))


def _value(held: Reading, part: str, quote: Quote, means: str) -> dict[str, Any]:
    if part in PLAIN:
        return {}
    words = " ".join(quote.text.split())
    if part in ROLES or part == "source":
        return _named(held, quote, means, words) if part in ROLES else {"name": means or words}
    if means:
        try:
            return _lean(json.loads(canonical(part, means)) or {})
        except ValueError as why:
            raise WrongCall(f'"{means}" is no value for "{part}": {str(why).rstrip(".")}.') from None
    found = _nearest(held.mentions, quote, VALUES[part])
    if found is not None:
        return _lean(asdict(found) | ({"measure": part} if part in NUMBERS else {}))
    if part == "place":
        return {"name": words}
    if part in NUMBERS and words.isdecimal():
        return {"min": int(words), "max": int(words), "measure": part}
    form = "5 or 5..7" if part in NUMBERS else "2018-10-15, 2018-10 or 2018-10-01..2018-10-31"
    raise WrongCall(f'Say what "{words}" means as {part}: {form}.')


def _named(held: Reading, quote: Quote, means: str, words: str) -> dict[str, Any]:
    """A name, and the table's id where the reader knew these very words."""
    known = next((m.entity for m in held.mentions if m.quote == quote and m.entity), None)
    if known is None or means not in ("", known.name):
        return {"name": means or words}
    return {"name": known.name} | ({"entity": known.id} if known.id else {})


def _nearest(
    mentions: Iterable[Mention], quote: Quote, sort: type[When | Place | Amount]
) -> When | Place | Amount | None:
    """What the mention stands for that shares most characters with the words."""
    best: tuple[int, When | Place | Amount] | None = None
    for one in mentions:
        shared = min(one.quote.end, quote.end) - max(one.quote.start, quote.start)
        if isinstance(one.value, sort) and shared > (best[0] if best else 0):
            best = shared, one.value
    return best[1] if best else None


def _quote(held: Reading, words: Words) -> Quote:
    """The words without blanks around them."""
    start, end = words
    text = held.story.text
    if not 0 <= start < end <= len(text):
        raise WrongCall(f"{start}-{end} does not lie in the story, which has {len(text):,} characters.")
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if start == end:
        raise WrongCall("Blanks are no words. Choose the words that say it.")
    return Quote.at(text, start, end)


def _check_part(part: str) -> None:
    if part not in PARTS:
        raise WrongCall(f'An account has no "{part}". Its parts: {", ".join(PARTS)}.')


def _check_once(pieces: Iterable[Piece]) -> None:
    """Raise WrongCall where a part that can have but one value is given twice."""
    said: set[str] = set()
    for one in pieces:
        if one.part in said and (one.part in VALUES or one.part == "status"):
            raise WrongCall(f'"{one.part}" stands twice. An account has it once.')
        said.add(one.part)


def _values(account: Account) -> tuple[object, ...]:
    return account.time, account.place, account.roles, account.numbers, account.sources


def _lean(raw: dict[str, Any]) -> dict[str, Any]:
    """A value without what is unknown; the ends of a number stay."""
    return {key: value for key, value in raw.items() if value is not None or key in ("min", "max")}
