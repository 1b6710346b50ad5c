"""One run: what is new to each alert becomes messages, and what waits is sent."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

from tidings.alerts.feeds import MOST, write_feed
from tidings.alerts.mail import NotSent, Server
from tidings.alerts.message import Message
from tidings.alerts.news import Known, causes
from tidings.alerts.saved import Alert, Alerts, Delivery
from tidings.alerts.webhook import Webhook
from tidings.case import CaseStore, Filters
from tidings.errors import WrongCall
from tidings.output.veil import without_persons

KEPT = 500  # stories whose mentions are kept at hand while messages are made


def utc_now() -> str:
    """Return this moment, to the second."""
    return dt.datetime.now(dt.UTC).isoformat(timespec="seconds")


@dataclass(slots=True)
class Outcome:
    """What a run made and sent, and why something was not sent."""

    messages: int = 0
    sent: int = 0
    waiting: int = 0
    given_up: int = 0
    why: list[str] = field(default_factory=list)


@dataclass
class Channels:
    """How messages are sent."""

    say: Callable[[Message], None]
    webhook: Webhook = field(default_factory=Webhook)
    server: Callable[[], Server] = Server.told

    def send(self, one: Delivery, alerts: Alerts) -> None:
        """Send one message; raise NotSent where its target does not take it."""
        sort, _, rest = one.target.partition(":")
        try:
            if sort == "terminal":
                self.say(one.message)
            elif sort == "mail":
                self.server().send(one.message, rest)
            elif sort == "webhook":
                self.webhook.send(one.message, rest, alerts.secret(one.target))
            else:
                write_feed(Path(rest), alerts.messages(one.target, MOST))
        except BrokenPipeError as why:
            raise NotSent(f"{one.target}: nobody reads it any more") from why
        except (OSError, WrongCall) as why:
            raise NotSent(f"{one.target}: {why}") from why


def run(case: CaseStore, alerts: Alerts, channels: Channels, *, now: Callable[[], str] = utc_now) -> Outcome:
    """Tell every alert's targets what is new in the case since the last run; each message once."""
    outcome = Outcome()
    for alert in alerts.all():
        outcome.messages += note_news(case, alerts, alert, now())
    for one in alerts.waiting():
        try:
            channels.send(one, alerts)
        except NotSent as why:
            alerts.mark(one, why=str(why))
            outcome.why.append(str(why))
        else:
            alerts.mark(one, sent=now())
            outcome.sent += 1
    outcome.waiting, outcome.given_up = len(alerts.waiting()), len(alerts.given_up())
    return outcome


def note_news(case: CaseStore, alerts: Alerts, alert: Alert, at: str, *, in_silence: bool = False) -> int:
    """Make messages of what is new to an alert, and note that it is known; `in_silence` only notes it."""
    made = 0
    mentions_of = lru_cache(KEPT)(lambda story: case.reading(story).mentions)
    with alerts.whole():
        for told in case.told(wanted_by(alert)):
            accounts = told.event.accounts
            found = causes(told, alerts.known(alert.name, accounts))
            if found and not in_silence:
                shown = next(without_persons([told], mentions_of)) if alert.without_persons else told
                made += alerts.put(Message.of(alert.name, found, shown, at), alert.targets)
            alerts.note(alert.name, accounts, Known.of(told))
    return made


def wanted_by(alert: Alert) -> Filters:
    """Return the filters of an alert."""
    given: dict[str, Any] = {n: tuple(value) if isinstance(value, list) else value for n, value in alert.wanted.items()}
    return Filters(**given)
