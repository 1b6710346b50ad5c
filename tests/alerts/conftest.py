"""A case whose events change, and channels that keep what they are given."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from tests.builders import MORA, account, document, event, links, origin, reading, story
from tests.cli.conftest import run
from tests.fetch.conftest import site
from tidings.alerts.message import Message
from tidings.alerts.saved import Alert, Alerts
from tidings.alerts.sending import Channels, Outcome
from tidings.alerts.sending import run as sent
from tidings.alerts.webhook import Webhook
from tidings.case import CaseStore
from tidings.model import Event

__all__ = ["run", "site"]  # fixtures
TEXTS = {
    "Delta Post": "Rebels attacked Mora on 2 May, killing 6, police said. Shops stayed shut.",
    "Hill Radio": "Rebels attacked Mora on 2 May, killing 9, a doctor said.",
    "Coast News": "Soldiers clashed with rebels at Mora on 3 May, residents said.",
}
STORIES = {name: story(text, "2021-05-04", publisher=name, url=f"https://{name[:5].lower()}.example/1")
           for name, text in TEXTS.items()}  # fmt: skip
MAY = ("2 May", "2021-05-02", "2021-05-02")
FIRST = account(STORIES["Delta Post"], "attacked", sources=["police"], time=MAY, place=("Mora", MORA))
SECOND = account(STORIES["Hill Radio"], "attacked", sources=["a doctor"], time=MAY, place=("Mora", MORA))
OTHER = account(STORIES["Coast News"], "clashed", "clash", sources=["residents"])
ONE = event(FIRST, title="Rebels attack Mora", independent=1, origins=("police",), credibility=3)
BOTH = replace(event(FIRST, SECOND, title="Rebels attack Mora", independent=1, origins=("police",)), credibility=3)
CLASH = event(OTHER, title="Clash at Mora", independent=1, origins=("residents",), credibility=3)


class Life:
    """A case, its alerts, and what was said on the terminal."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.case = CaseStore.open(path)
        self.alerts = Alerts(str(path))
        self.said: list[Message] = []
        self.pauses: list[float] = []
        self.hook = Webhook(allow_private=True, sleep=self.pauses.append)
        self.day = 0
        for name, one in STORIES.items():
            accounts = {"Delta Post": FIRST, "Hill Radio": SECOND, "Coast News": OTHER}[name]
            with self.case.taking(document(one.text)):
                self.case.put(reading(one, accounts))

    def holds(self, *events: Event) -> None:
        """Let the case hold these events and no other."""
        origins = (origin(FIRST, "police"), origin(SECOND, "a doctor"), origin(OTHER, "residents"))
        self.case.replace_links(links(*events, origins=origins))

    def add(self, *targets: str, name: str = "all", **wanted: object) -> None:
        """Add an alert that knows nothing yet."""
        self.alerts.add(Alert(name, wanted, targets or ("terminal",)))

    def run(self) -> Outcome:
        """Send what is new, a day after the last time."""
        self.day += 1
        at = f"2021-05-{self.day:02}T10:00:00+00:00"
        return sent(self.case, self.alerts, Channels(self.said.append, self.hook), now=lambda: at)

    def told(self) -> list[tuple[str, tuple[str, ...]]]:
        """Title and causes of what was said since this was asked last."""
        found = [(one.title, one.causes) for one in self.said]
        self.said.clear()
        return found

    def reopened(self) -> None:
        """Open the alerts anew, as another run would."""
        self.alerts.__exit__(None, None, None)
        self.alerts = Alerts(str(self.path))


@pytest.fixture
def life(tmp_path: Path) -> Iterator[Life]:
    one = Life(tmp_path / "case.tidings")
    yield one
    one.alerts.__exit__(None, None, None)
    one.case.close()


Make = Callable[..., Message]
