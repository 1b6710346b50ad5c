"""Who may ask: tokens by name, of which only the hashes are kept, in a file that its owner alone may read.

A token has 256 random bits, so that one round of SHA-256 keeps it as well as a slow hash would keep a password.
"""

from __future__ import annotations

import datetime as dt
import os
import re
import secrets
from dataclasses import dataclass
from pathlib import Path

from tidings.errors import WrongCall
from tidings.model import sha256

HEAD = "# Tokens of tidings serve: name, SHA-256 of the token, day it was made. To revoke one, delete its line.\n"
PREFIX = "tidings_"  # lets who finds one lying about know what it opens
_NAME = re.compile(r"[\w.@-]{1,60}")
_LINE = re.compile(r"(?P<name>\S+)\t(?P<hash>[0-9a-f]{64})\t\S+")


@dataclass(frozen=True, slots=True)
class Tokens:
    """The tokens of a file, which is read at every call, so that a deleted line counts at once."""

    path: Path

    def make(self, name: str) -> str:
        """Return a new token and keep its hash; raise WrongCall for a name that has one."""
        if not _NAME.fullmatch(name):
            raise WrongCall(f'"{name}" is no name for a token. Take letters, digits and . @ - alone.')
        if name in self.hashes().values():
            raise WrongCall(f"{name} has a token already. To give another, delete its line in {self.path} first.")
        token = PREFIX + secrets.token_urlsafe(32)
        before = self.path.read_text(encoding="utf-8") if self.path.exists() else HEAD
        head = "" if self.path.exists() else HEAD
        head += "\n" * (not before.endswith("\n"))  # a line that was deleted may have taken the last line end along
        self.path.parent.mkdir(parents=True, exist_ok=True)
        with open(os.open(self.path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600), "a", encoding="utf-8") as out:
            out.write(f"{head}{name}\t{sha256(token.encode())}\t{dt.datetime.now(dt.UTC):%Y-%m-%d}\n")
        return token

    def hashes(self) -> dict[str, str]:
        """Return the name of each hash; raise WrongCall for a line that is none of ours."""
        if not self.path.is_file():
            return {}
        found: dict[str, str] = {}
        for n, line in enumerate(self.path.read_text(encoding="utf-8").splitlines(), 1):
            if not line.strip() or line.startswith("#"):
                continue
            match = _LINE.fullmatch(line)
            if not match:
                raise WrongCall(f"{self.path}, line {n}, is no token's. Delete it, or name another --token-file")
            found[match["hash"]] = match["name"]
        return found

    def holder(self, token: str) -> str | None:
        """Return whose token it is, comparing with every hash in the same time."""
        given, holder = sha256(token.encode("utf-8", "replace")), None
        for known, name in self.hashes().items():
            if secrets.compare_digest(given, known):
                holder = name
        return holder
