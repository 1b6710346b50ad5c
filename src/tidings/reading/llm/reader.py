"""The reader that asks a language model, one story at a time, and believes nothing that it cannot find in the story."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field

from tidings.errors import NotAnswered
from tidings.knowledge import Knowledge
from tidings.model import Reading, Story
from tidings.reading.language import parse
from tidings.reading.llm.answer import accounts_in
from tidings.reading.llm.cache import Cache
from tidings.reading.llm.client import SETTLED, Answer, Client
from tidings.reading.llm.grounding import Ground, Grounding
from tidings.reading.llm.prompt import Message, Prompt
from tidings.reading.llm.settings import Price, Settings
from tidings.reading.reader import check_language, mentions

VERSION = 1  # raise with every change of what is made of the same answer
MOST_AWAY = 3  # stories in a row that a server may leave unanswered before the rest is not asked about


@dataclass(slots=True)
class Spent:
    """What one run asked, what that took, and what became of the quotes that came back."""

    asked: int = 0
    cached: int = 0
    unanswered: int = 0
    sent: int = 0  # tokens
    answered: int = 0  # tokens
    uncounted: int = 0  # answers for which the server named no tokens
    located: int = 0
    dropped: Counter[str] = field(default_factory=Counter)

    def note(self, answer: Answer) -> None:
        """Count what one answer took."""
        self.sent += answer.sent or 0
        self.answered += answer.answered or 0
        self.uncounted += answer.sent is None or answer.answered is None

    def cost(self, price: Price | None) -> float | None:
        """Return what the counted tokens cost, or None without a price."""
        return (self.sent * price.sent + self.answered * price.answered) / 1e6 if price else None


class LlmReader:
    """Reads by asking a language model; `spent` counts what that took."""

    def __init__(self, settings: Settings, sleep: Callable[[float], None] = time.sleep) -> None:
        self.settings, self.spent = settings, Spent()
        self._client, self._cache = Client(settings, sleep), Cache(settings)
        self._prompts: dict[str, Prompt] = {}
        self._away: list[NotAnswered] = []  # by the last stories, one after the other

    @property
    def name(self) -> str:
        """The reader in every account: "llm:MODEL/1"."""
        return f"llm:{self.settings.model}/{VERSION}"

    def read(self, story: Story, know: Knowledge) -> Reading:
        """Return what the model tells of the story and the story bears out. Raises UnreadLanguage or NotAnswered."""
        check_language(story)
        if len(story.text) > self.settings.max_chars:
            size = (
                f"{len(story.text):,} characters, more than the {self.settings.max_chars:,} that a model is asked about"
            )
            self.spent.unanswered += 1
            raise NotAnswered(f"The story has {size}.", "llm-too-long")
        doc = parse(story.text)
        prompt = self._prompts.get(know.version) or self._prompts.setdefault(know.version, Prompt(know))
        records = self._records(prompt.messages([sentence.text for sentence in doc.sents]))
        found = mentions(doc, story, know)
        grounding = Grounding(Ground(story, doc, found, know), self.name, prompt.rule)
        accounts = tuple(grounding.accounts(records))
        self.spent.located += grounding.kept.located
        self.spent.dropped += grounding.kept.dropped
        return Reading(story, found, accounts, self.name)

    def _records(self, messages: list[Message]) -> list[dict[str, object]]:
        """The records of the kept answer, or of one that is asked for and, if it is of the form, kept."""
        kept = self._cache.get(messages)
        if kept is not None:
            try:
                records = accounts_in(kept.text)
            except NotAnswered:
                pass  # the file was changed by another hand: it is asked anew and written over
            else:
                self.spent.cached += 1
                return records
        try:
            answer = self._asked(messages)
            records = accounts_in(answer.text)
        except NotAnswered:
            self.spent.unanswered += 1
            raise
        self._cache.put(messages, answer)
        return records

    def _asked(self, messages: list[Message]) -> Answer:
        """The model's answer; a server that refuses, or is away story after story, is left alone for the rest."""
        if self._away and (self._away[-1].reason in SETTLED or len(self._away) >= MOST_AWAY):
            raise self._away[-1]
        self.spent.asked += 1
        try:
            answer = self._client.ask(messages)
        except NotAnswered as why:
            is_away = why.reason in SETTLED or why.reason in ("llm-unreachable", "llm-slow", "llm-status")
            self._away = [*self._away, why] if is_away else []
            raise
        self._away = []
        self.spent.note(answer)
        if answer.why:
            raise answer.why
        return answer
