"""Words that point back: "the group", "the army", "they", "he". The rule is simple and says so in its name.

A definite body noun without a name of its own points to the nearest earlier actor of a type that the noun may mean;
"the army", "police", "the government" point to the nearest earlier force of that sort, and where there is none to the
force of the state that the story has named most so far. A pronoun points to the nearest earlier subject of its sort.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from spacy.tokens import Doc, Token

from tidings.knowledge import Knowledge
from tidings.knowledge.actors import Agent
from tidings.model import Actor
from tidings.reading.actor_names import Found, tokens_of
from tidings.reading.actor_phrases import state_force
from tidings.reading.arguments import is_passive, subject

SUBJECTS = ("nsubj", "nsubjpass", "agent")
OBJECT = "dobj"
REACH = 80  # tokens back that a pronoun may point; about three sentences of news
FAR = 400  # tokens back that "the group" may point
LEAD = 0.5  # share of the actors with a country from which a state counts as the story's own
BY_NAME = "name"  # in an agent's `refers`: points back only to a name that has the noun in it
FORCES = frozenset({"police", "military", "government", "intelligence"})


def pointing(doc: Doc, know: Knowledge, actors: Sequence[Found]) -> list[Found]:
    """The actors with descriptions that point back replaced by what they point to, and pronouns added."""
    out: list[Found] = []
    states: Counter[str] = Counter()
    by_head = {f.head: f for f in actors}
    pronouns = tokens_of(doc, "TAG", ("PRP", "PRP$"))
    for token in sorted({*pronouns, *(doc[i] for i in by_head)}, key=lambda t: t.i):
        found = by_head.get(token.i)
        if found is None:
            found = _pronoun(token, know, out)
        elif found.rule == "actors.described/1":
            found = _description(doc, found, know, out, states)
        if found is not None:
            out.append(found)
            if found.actor.country:
                states[found.actor.country.lower()] += 1
    return out


def _description(doc: Doc, found: Found, know: Knowledge, before: Sequence[Found], states: Counter[str]) -> Found:
    agent = _agent(doc, found, know)
    if agent is None or not agent.refers or not _is_bare(doc, found, agent, know):
        return found
    near = [e for e in reversed(before) if found.first - e.last <= FAR and _is_known(e) and not _is_told(doc, e, know)]
    same = next((e for e in near if agent.noun in e.actor.name.lower().split()), None)
    earlier = same or next((e for e in near if e.actor.type in agent.refers), None)
    if earlier is not None:
        return Found(found.first, found.last, found.head, earlier.actor, "actors.points_back/2")
    main = _main_state(states, know) if agent.type in FORCES and BY_NAME not in agent.refers else None
    if main is not None:
        actor = state_force(main, doc[found.head].lower_, agent, know)
        return Found(found.first, found.last, found.head, actor, "actors.of_main_state/2")
    return found


def _main_state(states: Counter[str], know: Knowledge) -> Actor | None:
    """The state that most actors so far belong to, where it has a clear lead."""
    if not states:
        return None
    ident, n = states.most_common(1)[0]
    return know.actors.named(ident) if n >= LEAD * states.total() else None


def _agent(doc: Doc, found: Found, know: Knowledge) -> Agent | None:
    words = [doc[i].lower_ for i in range(found.first, found.head + 1)]
    agents = (know.actors.agent(" ".join(words[n:])) for n in range(len(words)))
    return next((agent for agent in agents if agent is not None), None)


def _is_bare(doc: Doc, found: Found, agent: Agent, know: Knowledge) -> bool:
    """Whether nothing before the noun tells it from others of its sort, and an article points back.

    Forces of a state need no article: "police said".
    """
    words = [doc[i].lower_ for i in range(found.first, found.head)]
    rest = [w for w in words if w not in know.actors.words("plain") and w not in agent.noun.split()]
    if found.last != found.head:
        return False
    if agent.type in FORCES:
        return all(w in know.actors.words("definite") for w in rest)
    return len(rest) == 1 and rest[0] in know.actors.words("definite")


def _is_told(doc: Doc, found: Found, know: Knowledge) -> bool:
    """Whether the actor only hears what is told: "told the Observer that the group had lost it"."""
    head = doc[found.head]
    return head.dep_ in ("dobj", "dative") and head.head.lemma_.lower() in know.actors.words("telling")


def _is_known(found: Found) -> bool:
    """Whether the actor has a name: a table id, or a country that a force belongs to, or a capitalised name."""
    return found.actor.id is not None or found.actor.country is not None or found.actor.name[:1].isupper()


def _pronoun(token: Token, know: Knowledge, before: Sequence[Found]) -> Found | None:
    sort = next((use for use in ("he", "they", "it") if token.lower_ in know.actors.words(use)), None)
    if sort is None or (sort == "it" and token.dep_ not in (*SUBJECTS, "poss")):
        return None
    doers = _own_doers(token, before)
    for earlier in reversed(before):
        if token.i - earlier.last > REACH:
            break
        if earlier.actor not in doers and _fits(sort, earlier, token.doc):
            return Found(token.i, token.i, token.i, earlier.actor, "actors.pronoun/1")
    return None


def _own_doers(token: Token, before: Sequence[Found]) -> list[Actor]:
    """Who does the deed whose object the pronoun is: "him" in "Hassan stabbed him" is not Hassan."""
    verb = token.head
    if token.dep_ != OBJECT or verb.pos_ != "VERB" or is_passive(verb):
        return []
    heads = {t.i for t in subject(verb)}
    return [earlier.actor for earlier in before if earlier.head in heads]


def _fits(sort: str, earlier: Found, doc: Doc) -> bool:
    head = doc[earlier.head]
    if earlier.rule == "actors.pronoun/1":
        return head.lower_[:2] == sort[:2]
    if head.dep_ not in SUBJECTS:
        return False
    is_plural = head.tag_ in ("NNS", "NNPS")
    if sort == "he":
        return earlier.actor.type == "person" and not is_plural
    if sort == "they":
        return is_plural or earlier.actor.type in ("armed group", "police", "military")
    return not is_plural and earlier.actor.type not in ("person", "group")
