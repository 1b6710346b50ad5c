"""The alerts of a case, what they told of already, and what waits to be sent: a small database beside the case.

What is to be told is written here in one transaction with the knowledge that it is known, before anything is sent; a
delivery is marked after its channel took it. So a run that breaks off loses nothing, and may send one message twice;
who must not take it twice goes by the message's id.
"""

from __future__ import annotations

import json
import os
import secrets
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from tidings.alerts.message import Message
from tidings.alerts.news import Known
from tidings.case.places import beside as beside_case
from tidings.errors import CaseError, WrongCall

TABLES = """
CREATE TABLE IF NOT EXISTS alert (name TEXT PRIMARY KEY, wanted TEXT NOT NULL, targets TEXT NOT NULL,
    without_persons INTEGER NOT NULL) STRICT;
CREATE TABLE IF NOT EXISTS known (alert TEXT, account TEXT, said TEXT NOT NULL, PRIMARY KEY (alert, account)) STRICT;
CREATE TABLE IF NOT EXISTS message (id TEXT PRIMARY KEY, alert TEXT NOT NULL, at TEXT NOT NULL, said TEXT NOT NULL)
    STRICT;
CREATE TABLE IF NOT EXISTS delivery (message TEXT, target TEXT, tries INTEGER NOT NULL DEFAULT 0,
    why TEXT NOT NULL DEFAULT '', sent TEXT, PRIMARY KEY (message, target)) STRICT;
CREATE TABLE IF NOT EXISTS secret (target TEXT PRIMARY KEY, secret TEXT NOT NULL) STRICT;
"""
MOST_TRIES = 20  # runs that try to deliver one message; then it is kept, counted and tried no more


@dataclass(frozen=True, slots=True)
class Alert:
    """A saved filter and where its messages go."""

    name: str
    wanted: dict[str, Any]  # keyword arguments of `case.events()`
    targets: tuple[str, ...]
    without_persons: bool = False  # whether private persons are masked in its messages


@dataclass(frozen=True, slots=True)
class Delivery:
    """A message that waits for one target."""

    message: Message
    target: str
    tries: int
    why: str


class Alerts:
    """The alerts of the case at `path`; one program at a time may hold them."""

    def __init__(self, path: str) -> None:
        self.path = beside(path)
        is_new = not self.path.exists()
        try:
            if is_new:
                self.path.parent.mkdir(parents=True, exist_ok=True)
                os.close(os.open(self.path, os.O_CREAT | os.O_WRONLY, 0o600))  # it holds what webhooks are signed with
            self._base = sqlite3.connect(self.path, timeout=0.5, isolation_level=None)
            self._base.executescript(f"PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE; {TABLES} COMMIT;")
        except sqlite3.DatabaseError as why:
            if "locked" in str(why):
                raise CaseError(
                    f"Another program is sending the alerts of {path}. Try again when it has ended."
                ) from why
            raise CaseError(
                f"{self.path} cannot be used: {why}. Move it away; alerts are then to be added anew."
            ) from why

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, why: BaseException | None, at: TracebackType | None) -> None:
        self._base.close()

    @contextmanager
    def whole(self) -> Iterator[None]:
        """Write all of the block or nothing."""
        self._base.execute("BEGIN IMMEDIATE")
        try:
            yield
        except BaseException:
            self._base.execute("ROLLBACK")
            raise
        self._base.execute("COMMIT")

    def add(self, alert: Alert) -> dict[str, str]:
        """Keep an alert; return the new secrets of its webhooks. Raise WrongCall for a name that is taken."""
        if self._one("SELECT 1 FROM alert WHERE name = ?", alert.name):
            raise WrongCall(f'There is an alert "{alert.name}" already. Remove it first, or take another name.')
        row = (alert.name, json.dumps(alert.wanted), json.dumps(alert.targets), alert.without_persons)
        self._base.execute("INSERT INTO alert VALUES (?, ?, ?, ?)", row)
        made = {t: secrets.token_urlsafe(32) for t in alert.targets if t.startswith("webhook:") and not self.secret(t)}
        self._base.executemany("INSERT INTO secret VALUES (?, ?)", made.items())
        return made

    def remove(self, name: str) -> None:
        """Forget an alert, what it knows and what it told; raise WrongCall for none."""
        if not self._one("SELECT 1 FROM alert WHERE name = ?", name):
            known = ", ".join(alert.name for alert in self.all()) or "none"
            raise WrongCall(f'There is no alert "{name}". Known: {known}.')
        with self.whole():
            self._base.execute(
                "DELETE FROM delivery WHERE message IN (SELECT id FROM message WHERE alert = ?)", (name,)
            )
            for table, column in (("message", "alert"), ("known", "alert"), ("alert", "name")):
                self._base.execute(f"DELETE FROM {table} WHERE {column} = ?", (name,))

    def all(self) -> list[Alert]:
        """Return the alerts by name."""
        rows = self._base.execute("SELECT name, wanted, targets, without_persons FROM alert ORDER BY name")
        return [Alert(row[0], json.loads(row[1]), tuple(json.loads(row[2])), bool(row[3])) for row in rows]

    def known(self, alert: str, accounts: Iterable[str]) -> list[Known]:
        """Return what is known of these accounts, without those that are not."""
        asked = "SELECT said FROM known WHERE alert = ? AND account = ?"
        found = (self._one(asked, alert, account) for account in accounts)
        return [
            Known(**(json.loads(row[0]) | {"conflicts": tuple(json.loads(row[0])["conflicts"])}))
            for row in found
            if row
        ]

    def note(self, alert: str, accounts: Iterable[str], now: Known) -> None:
        """Note what the event of these accounts is like, as told."""
        said = json.dumps(asdict(now))
        rows = [(alert, account, said) for account in accounts]
        self._base.executemany("INSERT OR REPLACE INTO known VALUES (?, ?, ?)", rows)

    def put(self, message: Message, targets: Iterable[str]) -> bool:
        """Keep a message to be sent to the targets; return whether it is a new one."""
        row = (message.id, message.alert, message.at, json.dumps(message.values()))
        if not self._base.execute("INSERT OR IGNORE INTO message VALUES (?, ?, ?, ?)", row).rowcount:
            return False
        rows = [(message.id, target) for target in targets]
        self._base.executemany("INSERT INTO delivery (message, target) VALUES (?, ?)", rows)
        return True

    def waiting(self) -> list[Delivery]:
        """Return what is to be sent, the oldest first."""
        return self._deliveries("sent IS NULL AND tries < ?", MOST_TRIES)

    def given_up(self) -> list[Delivery]:
        """Return what was tried so often that it is tried no more."""
        return self._deliveries("sent IS NULL AND tries >= ?", MOST_TRIES)

    def mark(self, one: Delivery, *, sent: str | None = None, why: str = "") -> None:
        """Note that a message was sent, or why not."""
        self._base.execute(
            "UPDATE delivery SET tries = tries + 1, why = ?, sent = ? WHERE message = ? AND target = ?",
            (why, sent, one.message.id, one.target),
        )

    def messages(self, target: str, most: int) -> list[Message]:
        """Return the messages for a target, sent or not, the newest first."""
        asked = "SELECT said FROM message JOIN delivery ON message = id WHERE target = ?"
        rows = self._base.execute(f"{asked} ORDER BY message.rowid DESC LIMIT ?", (target, most))
        return [Message.read(json.loads(said)) for (said,) in rows]

    def secret(self, target: str) -> str:
        """Return what a webhook's messages are signed with; "" where it is none."""
        row = self._one("SELECT secret FROM secret WHERE target = ?", target)
        return str(row[0]) if row else ""

    def _deliveries(self, condition: str, value: int) -> list[Delivery]:
        asked = f"SELECT said, target, tries, why FROM delivery JOIN message ON message = id WHERE {condition}"
        rows = self._base.execute(f"{asked} ORDER BY message.rowid, target", (value,))
        return [Delivery(Message.read(json.loads(said)), target, tries, why) for said, target, tries, why in rows]

    def _one(self, asked: str, *values: str) -> Any:
        return self._base.execute(asked, values).fetchone()


def beside(path: str) -> Path:
    """Return where the alerts of a case are kept, on this machine; raise WrongCall for a case in memory."""
    if path == ":memory:":
        raise WrongCall(f"Alerts are kept beside the case, and {path} is no file. Name the file of a case.")
    return beside_case(path, "alerts")
