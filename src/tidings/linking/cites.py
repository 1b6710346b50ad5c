"""Citations: which story names another story of the case as where it has its news from.

A citation is told by words: a source of an account, or a name in its sentences, that is the publisher of another story
which tells the same event and is not younger. A body (a ministry, a group) is cited only where the words speak of
something it wrote; its spokesman on the telephone is no citation of its website.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from tidings.knowledge.names import fold
from tidings.knowledge.origins import origin_words
from tidings.linking.bodies import Body, body, is_one, outlet_body
from tidings.linking.compare import compare
from tidings.linking.traits import Traits
from tidings.linking.wording import sentences, stem, tokens
from tidings.model import Lineage


def cites(groups: Iterable[list[Traits]]) -> tuple[Lineage, ...]:
    """Return one `cites` for each pair of stories of which one names the other; `groups` are the events' accounts."""
    found: dict[tuple[str, str], Lineage] = {}
    for accounts in groups:
        for one in accounts:
            for row in _cited_by(one, accounts):
                found.setdefault((row.earlier, row.later), row)
    return tuple(found[pair] for pair in sorted(found))


def _cited_by(one: Traits, accounts: list[Traits]) -> Iterator[Lineage]:
    """Yield the stories that one account cites: of each publisher named, the story most alike."""
    theirs: dict[str, list[Traits]] = {}
    for other in accounts:
        if other.story.publisher and other.story.publisher != one.story.publisher and _is_older(other, one):
            theirs.setdefault(other.story.publisher, []).append(other)
    for publisher, told in sorted(theirs.items()):
        if quote := _named_in(one, publisher):
            best = max(told, key=lambda t: compare(one, t).score)
            yield Lineage(best.story.id, one.story.id, "cites", "names the publisher", quote)


def _is_older(other: Traits, one: Traits) -> bool:
    return (other.story.published.date or "") <= (one.story.published.date or "9999")


def _named_in(one: Traits, publisher: str) -> str:
    """The words by which the account names the publisher, "" where it does not."""
    wanted = outlet_body(publisher)
    is_body = bool(origin_words().words["body"] & set(fold(publisher).split()))
    for source in one.account.sources:
        if is_one(body(source.name) if is_body else outlet_body(source.name), wanted):
            if not is_body:
                return source.quote.text if source.quote else source.name
            if written := _written_by(one, wanted):
                return written
    if is_body:
        return ""
    return next(
        (s.of(one.sents).strip() for s in sentences(one.sents) if _names_outlet(s.of(one.sents), publisher)), ""
    )


def _written_by(one: Traits, wanted: Body) -> str:
    """The sentence of the story that speaks of something the body wrote."""
    know = origin_words()
    for span in sentences(one.story.text):
        sent = span.of(one.story.text)
        if know.says("written", " ".join(w.removesuffix("'s") for w in tokens(sent))) and _meets(sent, wanted):
            return sent.strip()
    return ""


def _meets(sent: str, wanted: Body) -> bool:
    """Whether the sentence names the body, by the word that makes it one at least."""
    know = origin_words()
    words = {stem(know.one.get(w, w)) for w in (t.removesuffix("'s") for t in tokens(sent))}
    heads = wanted & {stem(word) for word in know.words["body"]}
    return heads <= words if heads else wanted <= words


def _names_outlet(sent: str, publisher: str) -> bool:
    """Whether the publisher's name stands in the sentence, whole or without its last word."""
    words, name = tokens(sent), [w for w in tokens(publisher) if w != "the"]
    shorter = [form for form in (name, name[:-1], name[1:]) if len(form) > 1 or form == name]
    return any(words[n : n + len(form)] == form for form in shorter for n in range(len(words)))
