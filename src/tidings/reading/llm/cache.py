"""Answers kept by content: the same question to the same model is asked once."""

from __future__ import annotations

import json
import os
import tempfile
from contextlib import suppress
from pathlib import Path

from tidings.model import sha256
from tidings.reading.llm.client import Answer
from tidings.reading.llm.prompt import Message
from tidings.reading.llm.settings import Settings


class Cache:
    """Answers in files named by what was asked: address, model and every message; the key is no part of it.

    An answer holds words of its story, so that folder and files are the user's alone.
    """

    def __init__(self, settings: Settings) -> None:
        self._settings, self._folder = settings, settings.cache

    def get(self, messages: list[Message]) -> Answer | None:
        """Return the kept answer, or None; a file that cannot be read as one counts as none."""
        if self._folder is None:
            return None
        try:
            text = json.loads(self._file(self._folder, messages).read_bytes())["text"]
        except (OSError, ValueError, LookupError, TypeError, RecursionError):
            return None
        return Answer(text) if isinstance(text, str) else None

    def put(self, messages: list[Message], answer: Answer) -> None:
        """Keep an answer; a reader sees the whole of it or nothing. A full disk costs the next run, not this one."""
        if self._folder is None:
            return
        path = self._file(self._folder, messages)
        with suppress(OSError):
            path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            handle, part = tempfile.mkstemp(dir=path.parent, suffix=".part")
            try:
                with os.fdopen(handle, "w", encoding="utf-8") as file:
                    json.dump({"text": answer.text}, file)
                Path(part).replace(path)
            finally:
                Path(part).unlink(missing_ok=True)

    def _file(self, folder: Path, messages: list[Message]) -> Path:
        asked = [self._settings.endpoint, self._settings.model, self._settings.max_tokens, messages]
        key = sha256(json.dumps(asked).encode())
        return folder / key[:2] / f"{key}.json"
