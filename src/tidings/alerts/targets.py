"""Where messages go: the terminal, a mailbox, a webhook or a feed in a file; and what of it a person may write."""

from __future__ import annotations

from email.headerregistry import Address
from pathlib import Path

import httpcore

from tidings.errors import WrongCall

FORMS = "mail:ana@example.org, webhook:https://example.org/hook, feed:news.atom, feed:news.xml or terminal"
FEEDS = (".atom", ".rss", ".xml")
LONGEST = 2_000  # characters of an address


def checked(target: str) -> str:
    """Return a target as it is kept; raise WrongCall for what is none.

    >>> checked("mail: ana@example.org ")
    'mail:ana@example.org'
    """
    sort, _, rest = target.strip().partition(":")
    rest = rest.strip()
    if sort == "terminal" and not rest:
        return "terminal"
    if len(rest) > LONGEST or not rest.isprintable():
        raise WrongCall(f'"{target[:100]}" is too long, or holds characters that cannot be seen.')
    if sort == "mail":
        return f"mail:{_mailbox(rest)}"
    if sort == "webhook":
        return f"webhook:{_address(rest)}"
    if sort == "feed":
        return f"feed:{_file(rest)}"
    raise WrongCall(f'"{target}" is nowhere to send to. Write: --to {FORMS}')


def _mailbox(text: str) -> str:
    try:
        return Address(addr_spec=text).addr_spec
    except (ValueError, IndexError, AttributeError) as why:
        raise WrongCall(f'"{text}" is no mail address. Write: --to mail:ana@example.org') from why


def _address(text: str) -> str:
    try:
        url = httpcore.URL(text)
        is_web = url.scheme in (b"http", b"https") and bool(url.host) and b"@" not in url.host
    except (ValueError, UnicodeError, httpcore.UnsupportedProtocol):
        is_web = False
    if not is_web or "@" in text.split("/")[2] or any(c.isspace() for c in text):
        raise WrongCall(f'"{text}" is no address of a webhook. Write: --to webhook:https://example.org/hook')
    return text


def _file(text: str) -> str:
    path = Path(text).absolute()
    if path.suffix.lower() not in FEEDS:
        raise WrongCall(f"{text} is no name of a feed. Atom ends in .atom, RSS in .rss or .xml")
    if not path.parent.is_dir():
        raise WrongCall(f"There is no folder {path.parent}. Make it first.")
    return str(path)
