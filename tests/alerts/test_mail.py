"""Mail over a real server on this machine: what is sent, once, and what a server that refuses leaves waiting."""

from __future__ import annotations

import email
import email.policy
import socket
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any

import pytest
from aiosmtpd.controller import Controller

from tests.alerts.conftest import ONE, Life
from tests.alerts.test_feeds import MESSAGE
from tidings.alerts.mail import NotSent, Server, letter
from tidings.errors import WrongCall


@dataclass
class Box:
    """Takes mail, or refuses it."""

    taken: list[Any] = field(default_factory=list)
    answer: str = "250 OK"

    async def handle_DATA(self, server: object, session: object, envelope: Any) -> str:
        if self.answer.startswith("250"):
            mail = email.message_from_bytes(envelope.content, policy=email.policy.default)
            self.taken.append((envelope.mail_from, envelope.rcpt_tos, mail))
        return self.answer


@pytest.fixture
def box(monkeypatch: pytest.MonkeyPatch) -> Iterator[Box]:
    box = Box()
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    server = Controller(box, hostname="127.0.0.1", port=port)
    server.start()
    monkeypatch.setenv("TIDINGS_SMTP", f"smtp://127.0.0.1:{port}")
    monkeypatch.setenv("TIDINGS_MAIL_FROM", "tidings@example.org")
    yield box
    server.stop()


def test_a_message_arrives_once_with_everything_it_stands_on(life: Life, box: Box) -> None:
    life.holds(ONE)
    life.add("mail:ana@example.org")
    assert life.run().sent == 1
    life.reopened()
    assert life.run().sent == 0
    [(sender, to, mail)] = box.taken
    assert (sender, to) == ("tidings@example.org", ["ana@example.org"])
    assert mail["subject"] == "New event: Rebels attack Mora [happened]"
    assert mail["message-id"].endswith("@tidings.invalid>")
    text = mail.get_content()
    for part in ("“Rebels attacked Mora on 2 May, killing 6, police said.”", "F3", "1 independent origin (police)"):
        assert part in text


def test_what_a_server_refuses_waits_and_is_sent_by_the_next_run(life: Life, box: Box) -> None:
    life.holds(ONE)
    life.add("mail:ana@example.org", "terminal")
    box.answer = "451 greylisted, try later"
    first = life.run()
    assert (first.sent, first.waiting) == (1, 1)
    assert "451 greylisted" in first.why[0]
    box.answer = "250 OK"
    second = life.run()
    assert (second.sent, second.waiting, len(box.taken), len(life.said)) == (1, 0, 1, 1)


def test_without_a_server_the_message_waits_and_says_what_to_set(life: Life, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("TIDINGS_SMTP", raising=False)
    life.holds(ONE)
    life.add("mail:ana@example.org")
    assert "Set: TIDINGS_SMTP=smtps://" in life.run().why[0]


def test_a_message_is_tried_so_often_and_then_kept(life: Life, box: Box) -> None:
    life.holds(ONE)
    life.add("mail:ana@example.org")
    box.answer = "550 no such user"
    outcomes = [life.run() for _ in range(21)]
    assert [bool(one.why) for one in outcomes] == [True] * 20 + [False]
    assert (outcomes[-1].waiting, outcomes[-1].given_up) == (0, 1)


@pytest.mark.parametrize("url", ["", "mail.example.org", "http://mail.example.org", "smtp://", "smtp://a:b"])
def test_a_server_that_cannot_be_read_is_refused(url: str) -> None:
    with pytest.raises(WrongCall, match="TIDINGS_SMTP"):
        Server.told({"TIDINGS_SMTP": url, "TIDINGS_MAIL_FROM": "t@example.org"})


def test_name_and_password_are_read_as_addresses_write_them() -> None:
    one = Server.told({"TIDINGS_SMTP": "smtps://a%40b:p%2Fw@mail.example.org", "TIDINGS_MAIL_FROM": "t@example.org"})
    assert (one.user, one.password, one.port, one.is_tls) == ("a@b", "p/w", 465, True)


def test_nothing_goes_in_the_open_to_another_machine(box: Box, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Server, "is_here", property(lambda _: False))
    with pytest.raises(NotSent, match="offers no encryption"):
        Server.told().send(MESSAGE, "ana@example.org")
    assert box.taken == []


def test_words_of_a_report_cannot_write_heads_of_a_mail() -> None:
    hostile = replace(MESSAGE, title="A\r\nBcc: x@example.org\r\n\r\nbody", quote="\r\n.\r\nQUIT\r\n\udc80")
    mail = email.message_from_bytes(letter(hostile, "t@example.org", "ana@example.org").as_bytes())
    assert mail["bcc"] is None
    assert "A Bcc: x@example.org body" in mail["subject"].replace("\r\n", "")
