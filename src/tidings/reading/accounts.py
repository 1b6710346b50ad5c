"""Accounts: one incident as one story tells it, put together from its gathered mentions."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from spacy.tokens import Doc

from tidings.knowledge import Knowledge
from tidings.model import (
    Account,
    Amount,
    Counted,
    Filler,
    Kind,
    Mention,
    Method,
    Quote,
    Role,
    Source,
    Status,
    Story,
)
from tidings.reading.attribution import standing
from tidings.reading.attribution_evidence import evidence
from tidings.reading.gathering import gather
from tidings.reading.likelihood import likelihood, threshold
from tidings.reading.moments import Moments
from tidings.reading.naming import Naming
from tidings.reading.opinion import ALONE, Opinion
from tidings.reading.telling import Told, tell
from tidings.reading.times import reference_day
from tidings.reading.whereabouts import Whereabouts

HEARSAY = "unnamed reports"  # the name of a source that the words leave open
MOST_CONFIDENT = 0.95  # no reading of words alone is surer
MOST_FILLERS = 4  # of one role; more are lists that the parse ran together
BODIES = frozenset({"government", "military", "police", "intelligence"})  # types of what a state acts through
ROLE_ORDER: tuple[Role, ...] = ("actor", "target", "item", "supplier", "recipient", "origin", "destination")


def accounts(
    doc: Doc, story: Story, mentions: Sequence[Mention], know: Knowledge, opinion: Opinion = ALONE
) -> list[Account]:
    """Return the story's accounts in the order of their first mention."""
    told = tell(doc, mentions, know, opinion)
    if not told:
        return []
    given = _Given(
        story,
        Naming(doc, mentions),
        Moments(doc, mentions, told, know, near=reference_day(story.published), opinion=opinion),
        Whereabouts(doc, mentions, told, know, opinion),
        know,
        opinion,
    )
    return [_account(group, likely, given) for group, likely in likely_groups(doc, told, know, opinion)]


def likely_groups(
    doc: Doc, told: Sequence[Told], know: Knowledge, opinion: Opinion = ALONE
) -> list[tuple[list[Told], float]]:
    """Return the mentions of each incident that becomes an account, in their order, and how likely it is one."""
    least = opinion.least(threshold(len(doc)))
    groups = [(group, likelihood(group, told, know, opinion)) for group in gather(told, know, opinion)]
    return [(group, likely) for group, likely in groups if likely >= least]


@dataclass(frozen=True, slots=True)
class _Given:
    """What all accounts of one story are made with."""

    story: Story
    naming: Naming
    moments: Moments
    around: Whereabouts
    know: Knowledge
    opinion: Opinion


def _account(group: Sequence[Told], likely: float, given: _Given) -> Account:
    story, know = given.story, given.know
    ranked = by_fullness(group)
    fullest = ranked[0]
    kind = kind_of(group)
    status, words, rule = _status(ranked, story.text)
    roles = _roles(ranked, given.naming, kind, know)
    time = given.moments.time(ranked, kind)
    return Account(
        story=story.id,
        kind=kind.kind,
        status=status,
        mentions=tuple(Quote.at(story.text, t.trigger.start, t.trigger.end) for t in ranked),
        sources=_sources(ranked, given),
        time=time,
        place=given.around.place(ranked, kind),
        roles=roles,
        numbers=_numbers(ranked),
        method=given.opinion.method(group, method_of(group, know)) if kind.kind == "attack" else None,
        status_words=words,
        reader=given.opinion.name,
        confidence=round(min(MOST_CONFIDENT, likely), 3),
        because=(given.opinion.rule(fullest.trigger), rule),
    )


def kind_of(group: Sequence[Told]) -> Told:
    """The member whose kind the account takes: the first that is neither a toll nor an echo."""
    return next((t for t in group if not (t.trigger.sense.toll or t.trigger.sense.echo)), group[0])


def by_fullness(group: Sequence[Told]) -> list[Told]:
    """The mentions of an incident, the one that tells most first."""
    return sorted(group, key=lambda t: (-_fullness(t), t.trigger.start))


def _fullness(told: Told) -> int:
    parts = sum(map(len, told.roles.values())) + len(told.numbers) + bool(told.time) + bool(told.place)
    return 2 * parts + (told.token.pos_ == "VERB") - 3 * (told.trigger.sense.toll or told.trigger.sense.echo)


def _status(ranked: Sequence[Told], text: str) -> tuple[Status, Quote | None, str]:
    """The status most mentions give; of two equally frequent that of a verb, then that told first.

    Not that of the fullest mention: how full one is changes with the names in it. Right in .905 of the incidents found
    on the training stories; the fullest mention's, .901.
    """
    counts = Counter(t.status.status for t in ranked)

    def weight(status: Status) -> tuple[int, bool, int]:
        given = [t for t in ranked if t.status.status == status]
        return counts[status], any(t.token.pos_ == "VERB" for t in given), -min(t.trigger.start for t in given)

    best = max(counts, key=weight)
    decided = next(t for t in ranked if t.status.status == best).status
    if not (said := decided.words):
        return best, None, decided.rule
    return best, Quote.at(text, said[0].idx, said[-1].idx + len(said[-1])), decided.rule


def _sources(ranked: Sequence[Told], given: _Given) -> tuple[Source, ...]:
    """The chain that the incident stands on, outermost first, without the story's own publisher."""
    story, naming, know = given.story, given.naming, given.know
    out = []
    ruled = standing([told.said for told in sorted(ranked, key=lambda t: t.trigger.start)])
    for saying in given.opinion.chain(ranked, ruled):
        cue = Quote.at(story.text, saying.cue.idx, saying.cue.idx + len(saying.cue))
        name = HEARSAY if saying.is_unnamed else naming.name(saying.speaker)
        if name and not _is_publisher(name, story, know):
            out.append(Source(name, naming.quote(saying.speaker), cue, evidence(saying, know)))
    return tuple(out)


def _is_publisher(name: str, story: Story, know: Knowledge) -> bool:
    """Whether the name is that of the outlet that published the story: "told the Guardian" in the Guardian."""
    if not story.publisher:
        return False
    named, own = know.outlets.resolve(name), know.outlets.resolve(story.publisher)
    return (named is not None and named == own) or _bare(name) == _bare(story.publisher)


def _bare(name: str) -> str:
    return name.lower().removeprefix("the ")


def _roles(
    ranked: Sequence[Told], naming: Naming, kind: Told, know: Knowledge
) -> tuple[tuple[Role, tuple[Filler, ...]], ...]:
    allowed = know.events.kinds[kind.kind].roles
    out: dict[Role, list[Filler]] = {}
    times: Counter[tuple[Role, str]] = Counter()  # mentions that give somebody a role
    for told in ranked:
        for role, tokens in told.roles.items():
            if role not in allowed:
                continue
            held = out.setdefault(role, [])
            for token in tokens:
                filler = naming.filler(token, role)
                if filler is None:
                    continue
                times[role, filler.name] += 1
                if all(_differ(filler, h, know) for h in held) and len(held) < MOST_FILLERS:
                    held.append(filler)
    _part_sides(out, times, kind.kind)
    return tuple((role, tuple(out[role])) for role in ROLE_ORDER if out.get(role))


def _part_sides(out: dict[Role, list[Filler]], times: Counter[tuple[Role, str]], kind: Kind) -> None:
    """Keep nobody on both sides of a deed: a clash has doers only, else the side that more mentions give stays.

    Of sides as often told the one with more words stays, for a pronoun may point to somebody else.
    """
    actors, targets = out.get("actor", []), out.get("target", [])
    for actor, target in [(a, t) for a in actors for t in targets if a.name.lower() == t.name.lower()]:
        does = (times["actor", actor.name], len(actor.quote.text))
        suffers = (times["target", target.name], len(target.quote.text))
        if kind == "clash" or does >= suffers:
            targets.remove(target)
        else:
            actors.remove(actor)


def _differ(a: Filler, b: Filler, know: Knowledge) -> bool:
    """Whether the two are not one: the same actor, or a state and its own army or police, do a deed as one."""
    is_one = a.name.lower() == b.name.lower() or (a.entity is not None and a.entity == b.entity)
    return not (is_one or a.quote.span.overlaps(b.quote.span) or _is_body_of(a, b, know) or _is_body_of(b, a, know))


def _is_body_of(body: Filler, state: Filler, know: Knowledge) -> bool:
    owner, owned = (know.actors.named(f.entity) if f.entity else None for f in (state, body))
    if owner is None or owner.type != "state":
        return False
    is_made = (body.entity or "").startswith(f"{state.entity}.")  # "dk.police" stands in no table
    return is_made or (owned is not None and owned.type in BODIES and owned.country == owner.country)


def _numbers(ranked: Sequence[Told]) -> tuple[tuple[str, Counted], ...]:
    out: dict[str, Counted] = {}
    for told in ranked:
        for name, mention in told.numbers.items():
            if isinstance(mention.value, Amount):
                out.setdefault(name, Counted(mention.value, mention.quote))
    return tuple(sorted(out.items()))


def method_of(group: Sequence[Told], know: Knowledge) -> Method:
    """How it was carried out: by words beside the deed, by the deed's own word, by who or what does it; else "other".

    A vehicle named beside a deed that says more ("a car bomb") is only where the bomb was.
    """
    beside = [m for t in group for w in _beside(t) if (m := know.events.method_of(w))]
    own: list[Method] = [t.trigger.method for t in group if t.trigger.method and t.trigger.method != "other"]
    by = [m for t in group for w in _agents(t) if (m := know.events.method_of(w))]
    stronger: list[Method] = [m for m in beside if m != "vehicle"]
    telling: list[Method] = stronger or own
    if own and "suicide-bombing" in by:
        telling = ["suicide-bombing"]
    counts = Counter(telling or by or beside)
    return counts.most_common(1)[0][0] if counts else "other"


def _beside(told: Told) -> list[str]:
    """Words before the deed that modify it: "rocket attack"."""
    beside = (c for c in told.token.children if c.dep_ in ("compound", "amod", "nmod") and c.i < told.token.i)
    return [c.lemma_.lower() for c in beside]


def _agents(told: Told) -> list[str]:
    """Words of who does it and with what: "a suicide bomber", "jets", "with rifles"."""
    heads = [*told.roles.get("item", ()), *told.roles.get("actor", ())]
    return [w.lemma_.lower() for h in heads for w in (*(c for c in h.children if c.dep_ in ("compound", "amod")), h)]
