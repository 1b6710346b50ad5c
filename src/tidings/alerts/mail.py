"""Messages by e-mail, over the server that TIDINGS_SMTP names."""

from __future__ import annotations

import datetime as dt
import ipaddress
import os
import smtplib
import ssl
from collections.abc import Mapping
from dataclasses import dataclass
from email.message import EmailMessage
from email.policy import SMTP
from typing import Self
from urllib.parse import unquote, urlsplit

from tidings.alerts.message import Message
from tidings.errors import WrongCall

SECONDS = 30.0  # for each step of a delivery
SERVER, SENDER = "TIDINGS_SMTP", "TIDINGS_MAIL_FROM"
FORM = f"{SERVER}=smtps://user:password@mail.example.org {SENDER}=tidings@example.org"


class NotSent(Exception):
    """A channel did not take a message; the words say why."""


@dataclass(frozen=True, slots=True)
class Server:
    """A mail server, and in whose name it is asked."""

    host: str
    port: int
    is_tls: bool
    user: str
    password: str
    sender: str

    @classmethod
    def told(cls, environ: Mapping[str, str] = os.environ) -> Self:
        """Return what the environment says; raise WrongCall where it does not."""
        try:
            url = urlsplit(environ.get(SERVER, ""))
            is_tls, port = url.scheme == "smtps", url.port
        except ValueError as why:
            raise WrongCall(f"{SERVER} cannot be read: {why}. Set: {FORM}") from why
        sender = environ.get(SENDER, "")
        if url.scheme not in ("smtp", "smtps") or not url.hostname or "@" not in sender:
            raise WrongCall(f"Mail needs a server and a sender. Set: {FORM}")
        user, password = unquote(url.username or ""), unquote(url.password or "")
        return cls(url.hostname, port or (465 if is_tls else 587), is_tls, user, password, sender)

    @property
    def is_here(self) -> bool:
        """Whether the server is this machine, so that nobody is between."""
        try:
            return self.host == "localhost" or ipaddress.ip_address(self.host).is_loopback
        except ValueError:
            return False

    def send(self, message: Message, to: str) -> None:
        """Hand a message over; raise NotSent where the server does not take it."""
        try:
            with self._opened() as line:
                line.send_message(letter(message, self.sender, to))
        except (smtplib.SMTPException, OSError, UnicodeError) as why:
            raise NotSent(f"{self.host} did not take the mail to {to}: {_words(why)}") from why

    def _opened(self) -> smtplib.SMTP:
        context = ssl.create_default_context()
        if self.is_tls:
            line: smtplib.SMTP = smtplib.SMTP_SSL(self.host, self.port, timeout=SECONDS, context=context)
        else:
            line = smtplib.SMTP(self.host, self.port, timeout=SECONDS)
        try:
            line.ehlo()
            if not self.is_tls and line.has_extn("starttls"):
                line.starttls(context=context)
                line.ehlo()
            elif not self.is_tls and not self.is_here:
                raise NotSent(
                    f"{self.host} offers no encryption, and a case's words do not go in the open. Use smtps://"
                )
            if self.user:
                line.login(self.user, self.password)
        except BaseException:
            line.close()
            raise
        return line


def letter(message: Message, sender: str, to: str) -> EmailMessage:
    """Return the mail: plain text, one message, an id by which a second copy is known."""
    mail = EmailMessage(policy=SMTP)
    mail["From"], mail["To"], mail["Subject"] = sender, to, "".join(c for c in message.subject if c.isprintable())[:300]
    mail["Date"] = dt.datetime.fromisoformat(message.at)
    mail["Message-ID"] = f"<{message.id}@tidings.invalid>"
    mail["Auto-Submitted"] = "auto-generated"
    text = "\n".join(line.strip() for line in message.lines())
    mail.set_content(text.encode("utf-8", "replace").decode() + f"\n\nAlert: {message.alert}\n")
    return mail


def _words(why: Exception) -> str:
    if isinstance(why, smtplib.SMTPResponseException):
        said = why.smtp_error.decode("utf-8", "replace") if isinstance(why.smtp_error, bytes) else str(why.smtp_error)
        return f"{why.smtp_code} {said[:200]}"
    return str(why)[:300] or type(why).__name__
