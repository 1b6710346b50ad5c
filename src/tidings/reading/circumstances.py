"""When, where and how many: joins times, places and numbers to the deeds of a sentence that holds several."""

from __future__ import annotations

from collections.abc import Sequence

from spacy.tokens import Doc, Span, Token

from tidings.knowledge import Knowledge
from tidings.knowledge.grammar import words
from tidings.model import Amount, Kind, Mention, Place, Role, When
from tidings.reading.arguments import prep_objects
from tidings.reading.events import Trigger
from tidings.reading.roles import Roles

FAR = 4  # how far a time or place may stand from its deed, in steps (time on train: 3 .596, 4 .601, 6 .599, 8 .595)
REACH = 120  # tokens: how far a setting carries over (place on train: 0 .408, 60 .412, 120 .416, 240 .413)
COUNTABLE: tuple[Role, ...] = ("actor", "target", "item")  # roles whose fillers a quantity may count
NUMERIC = frozenset("nummod quantmod compound amod det predet".split())  # how a number hangs on what it counts
PLACE_ROLES: tuple[Role, ...] = ("destination", "target", "origin")
VAGUE = ("PAST_REF", "PRESENT_REF", "FUTURE_REF")  # "in the past", "now": no interval that an incident could have
EVENT_NAME = "times.event/1"  # the rule that reads the names in calendar_events.tsv
SETTING = words("setting preposition")
CLAUSES = frozenset("ccomp advcl relcl acl parataxis".split())  # a word with one of these relations heads a clause
PHRASES = frozenset("prep pobj compound appos nmod poss".split())
CLAUSE_STEP, PHRASE_STEP = 2.0, 0.5
WHEN_REACH = 20  # words after "when" in which the deed of its clause stands
STATIC = words("static preposition")
COUNTED: dict[str, tuple[Kind, ...]] = {
    "killed": ("attack", "clash", "accident"),
    "injured": ("attack", "clash", "accident", "protest"),
    "abducted": ("abduct",),
    "arrested": ("arrest",),
    "displaced": ("move",),
}
QUANTITY_KINDS = frozenset(
    "seize acquire transfer possess deploy move recruit train withdraw develop test publish protest prosecute".split()
)


class Circumstances:
    """Times, places and numbers of one document, ready to be joined to triggers."""

    def __init__(self, doc: Doc, mentions: Sequence[Mention], know: Knowledge, filed: int = 0) -> None:
        """`filed` is the character where the dateline ends: its day is no deed's, its place only a setting."""
        self._know = know
        self._filed = filed
        times = [(m, s) for m, s in rooted(doc, mentions, "time") if m.quote.start >= filed and is_dated(m)]
        self._dated = [(mention, span, _when_after(span)) for mention, span in times]
        self._places = rooted(doc, mentions, "place")
        self._times_in, self._places_in = _by_sentence(times), _by_sentence(self._places)
        self._numbers_in = _by_sentence(rooted(doc, mentions, "number"))

    def time(self, trigger: Trigger) -> Mention | None:
        """The time of the trigger's clause, or None; one the clause hangs on ("in May, when …") comes first."""
        verb = own_verb(trigger.token)
        for mention, span, when in self._dated:
            if _hangs_on(trigger.token, verb, span, when):
                return mention
        usable = [
            (m, s)
            for m, s in self._times_in.get(trigger.token.sent.start, ())
            if not is_of_thing(s.root)
            and not is_of_speech(s.root, trigger.token, self._know)
            and not is_of_another(m, trigger.token)
        ]
        return _nearest(usable, trigger.token)

    def place(self, trigger: Trigger, taken: set[int], roles: Roles) -> Mention | None:
        """The place of the trigger's clause that plays no other part (`taken`: tokens in a role).

        A place that is itself the deed's target or end comes before a setting outside the clause.
        """
        in_sentence = self._places_in.get(trigger.token.sent.start, ())
        here = [(m, s) for m, s in in_sentence if m.quote.start >= self._filed]
        settings = [(m, s) for m, s in here if not taken & {t.i for t in s} and is_local(s)]
        found = (
            _nearest(settings, trigger.token, far=CLAUSE_STEP)
            or self.place_in(trigger, roles)
            or _nearest(settings, trigger.token)
        )
        return found and _more_exact(found, [m for m, _ in here])

    def place_in(self, trigger: Trigger, roles: Roles) -> Mention | None:
        """The place that is itself the deed's target or end ("captured the town"), or None."""
        tokens = {t.i for role in PLACE_ROLES for t in roles.get(role, ())}
        here = self._places_in.get(trigger.token.sent.start, ())
        return next((m for m, s in here if tokens & {t.i for t in s}), None)

    def place_before(self, sentence_start: int) -> Mention | None:
        """The last place that served as a setting within REACH tokens before a sentence, or None."""
        near = [
            (m, s)
            for m, s in self._places
            if sentence_start - REACH <= s.root.i < sentence_start or m.quote.end <= self._filed
        ]
        return next(
            (m for m, s in reversed(near) if m.quote.end <= self._filed or (is_local(s) and is_static(s))), None
        )

    def numbers(self, trigger: Trigger, rivals: Sequence[Trigger], roles: Roles) -> dict[str, Mention]:
        """Numbers that measure this deed: the toll of the nearest deed that may have one, or how many take part.

        A quantity counts the deed itself or what fills a role of it: who used 16 companies to smuggle weapons
        smuggled no 16.
        """
        parts = {trigger.token.i, *(t.i for role in COUNTABLE for t in roles.get(role, ()))}
        out: dict[str, Mention] = {}
        for mention, span in self._numbers_in.get(trigger.token.sent.start, ()):
            if not isinstance(mention.value, Amount):
                continue
            measure = mention.value.measure
            if measure in COUNTED:
                fits = [r for r in rivals if r.kind in COUNTED[measure]]
                name = "quantity" if measure == "displaced" else measure
            elif measure == "quantity" or (measure == "other" and trigger.kind in QUANTITY_KINDS):
                fits = [r for r in rivals if r.kind in QUANTITY_KINDS]
                name = "quantity"
            else:
                continue
            if name == "quantity" and measure != "displaced" and not parts & _counted(span):
                continue
            nearest = min(fits, key=lambda r: steps(r.token, span.root), default=None)
            if nearest is trigger and steps(trigger.token, span.root) <= FAR:
                out.setdefault(name, mention)
        return out


def _counted(number: Span) -> set[int]:
    """The words that the number may count: its own, the noun it stands before, and what that measures."""
    out = {t.i for t in number}
    head = number.root
    while head.dep_ in NUMERIC and head.head.pos_ in ("NOUN", "PROPN", "NUM"):
        head = head.head
        out.add(head.i)
    for word in {number.root, head}:
        out |= {t.i for t in prep_objects(word, ("of",))}
    return out


def is_of_speech(token: Token, deed: Token, know: Knowledge) -> bool:
    """Whether the time tells when something was said, not when it was done: "a report emerged on Monday saying ..."."""
    verb = next((t for t in (token, *token.ancestors) if t.pos_ in ("VERB", "AUX")), None)
    if verb is None or verb.i == deed.i or verb not in deed.ancestors:
        return False
    above = (verb, *(t for t in deed.ancestors if verb in t.ancestors))
    return any(t.pos_ == "VERB" and know.speech.has("verb", t.lemma_.lower()) for t in above)


def is_in_words(deed: Token, mention: Mention) -> bool:
    """Whether the words of a mention hold the word for the deed: "the September 11 attacks"."""
    return mention.quote.start <= deed.idx < mention.quote.end


def is_of_another(time: Mention, deed: Token) -> bool:
    """Whether the words name a well-known deed and date no other by it: "jailed for the Lockerbie bombing"."""
    if time.rule != EVENT_NAME or is_in_words(deed, time):
        return False
    return isinstance(time.value, When) and time.value.precision == "day" and not time.quote.text[-1].isdigit()


def rooted(doc: Doc, mentions: Sequence[Mention], label: str) -> list[tuple[Mention, Span]]:
    """The mentions of one label, each with its span of the parse."""
    out = []
    for mention in mentions:
        if mention.label == label:
            span = doc.char_span(mention.quote.start, mention.quote.end, alignment_mode="expand")
            if span is not None:
                out.append((mention, span))
    return out


def _by_sentence(rooted: Sequence[tuple[Mention, Span]]) -> dict[int, list[tuple[Mention, Span]]]:
    """The mentions by the first token of the sentence that they stand in."""
    out: dict[int, list[tuple[Mention, Span]]] = {}
    for mention, span in rooted:
        out.setdefault(span.root.sent.start, []).append((mention, span))
    return out


def is_dated(mention: Mention) -> bool:
    """Whether the mention is a time that an incident could have."""
    return isinstance(mention.value, When) and mention.value.is_known and mention.value.timex not in VAGUE


def _more_exact(found: Mention, others: list[Mention]) -> Mention:
    """The smaller place right before a larger one: "Idlib, Syria" and "Syria's Idlib" are both Idlib."""
    for other in others:
        gap = (
            (other.quote.end, found.quote.start)
            if other.quote.start < found.quote.start
            else (found.quote.end, other.quote.start)
        )
        a, b = place_of(found), place_of(other)
        if (
            a
            and b
            and 0 <= gap[1] - gap[0] <= 3
            and a.country == b.country
            and (b.radius_km or 500) < (a.radius_km or 500)
        ):
            return other
    return found


def is_of_thing(token: Token) -> bool:
    """Whether the time dates a thing, not a deed: "a July publication"."""
    return token.dep_ in ("compound", "nmod", "amod") and token.head.ent_type_ not in ("DATE", "TIME")


def _when_after(time: Span) -> Token | None:
    """The word "when" right after the words of a time, or None."""
    after = time.doc[time.end : min(time.end + 2, len(time.doc))]
    return next((t for t in after if t.lower_ == "when"), None)


def own_verb(token: Token) -> Token:
    """The verb of the token's own clause, or the token itself where there is none."""
    return next((t for t in (token, *token.ancestors) if t.pos_ in ("VERB", "AUX")), token)


def _hangs_on(token: Token, verb: Token, time: Span, when: Token | None) -> bool:
    """Whether the token's clause, which `verb` heads, tells of that time: "in May, when …", "the day that …"."""
    if when is not None and when.i < token.i < min(when.i + WHEN_REACH, token.sent.end) and when.sent == token.sent:
        return not any(t.pos_ == "VERB" and t.dep_ in ("conj", "ROOT") for t in token.doc[when.i : token.i])
    return verb.dep_ in ("relcl", "acl", "advcl") and time.start <= verb.head.i < time.end


def is_local(span: Span) -> bool:
    """Whether the words stand as a setting ("in X", "X province", "X, Y"), not as somebody who acts or is meant."""
    root = span.root
    if span[0].pos_ == "ADP" or span[0].dep_ == "prep":
        return True
    if root.dep_ == "appos" or root.dep_ == "conj":
        return root.head.i != root.i and (
            root.head.dep_ in ("pobj", "appos", "conj") or root.head.ent_type_ in ("GPE", "LOC", "FAC")
        )
    if root.dep_ == "pobj":
        return root.head.lower_ in SETTING or (root.head.lower_ == "of" and _of_setting(root.head))
    if root.dep_ == "poss":
        return root.head.dep_ == "pobj" and root.head.head.lower_ in SETTING
    if root.dep_ in ("compound", "nmod", "amod"):
        return root.head.dep_ == "pobj" and root.head.head.lower_ in SETTING and root.nbor(1).text != "-"
    return root.dep_ in ("npadvmod", "ROOT", "dep") and (root.i + 1 >= len(root.doc) or root.nbor(1).text != "-")


def is_static(span: Span) -> bool:
    """Whether the words say where something is, not where it goes or comes from; a dateline does too."""
    root = span.root
    return (
        span[0].lower_ in STATIC
        or (root.dep_ == "pobj" and root.head.lower_ in STATIC)
        or root.dep_ in ("ROOT", "dep", "npadvmod")
    )


def _of_setting(of: Token) -> bool:
    """ "the outskirts of X", "in the north of X": the noun before it is a setting itself."""
    noun = of.head
    return noun.dep_ == "pobj" and noun.head.lower_ in SETTING


def _nearest(usable: list[tuple[Mention, Span]], token: Token, far: float = FAR) -> Mention | None:
    ranked = sorted(usable, key=lambda p: (steps(token, p[1].root), abs(p[1].root.i - token.i)))
    if ranked and steps(token, ranked[0][1].root) <= far:
        return ranked[0][0]
    return None


def steps(a: Token, b: Token) -> float:
    """How far apart two words stand in the parse: half a step along a phrase, more where a clause ends."""
    up_a, up_b = _climbed(a), _climbed(b)
    shared = [up_a[i] + up_b[i] for i in up_a.keys() & up_b.keys()]
    return min(shared, default=99.0)


def _climbed(token: Token) -> dict[int, float]:
    """The cost of climbing from the token to each word above it."""
    out, cost = {token.i: 0.0}, 0.0
    while token.head.i != token.i:
        is_clause = token.dep_ in CLAUSES or (token.dep_ == "conj" and token.pos_ == "VERB")
        cost += CLAUSE_STEP if is_clause else PHRASE_STEP if token.dep_ in PHRASES else 1.0
        token = token.head
        out[token.i] = cost
    return out


def place_of(mention: Mention) -> Place | None:
    """The mention's place value, or None for a mention of another label."""
    return mention.value if isinstance(mention.value, Place) else None
