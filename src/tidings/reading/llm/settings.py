"""Which language model is asked, where, and what asking may cost: from options, then from the environment."""

from __future__ import annotations

import ipaddress
import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from tidings.errors import WrongCall
from tidings.knowledge.gazetteer.build import cache_folder

URL, MODEL, KEY = "TIDINGS_LLM_URL", "TIDINGS_LLM_MODEL", "TIDINGS_LLM_KEY"
PRICE, SECONDS = "TIDINGS_LLM_PRICE", "TIDINGS_LLM_SECONDS"
PATH = "/chat/completions"  # below the address, in the form that OpenAI gave it and others took over


@dataclass(frozen=True, slots=True)
class Price:
    """What a million tokens cost, in the currency that the user has in mind."""

    sent: float
    answered: float


@dataclass(frozen=True, slots=True)
class Settings:
    """What asking needs and what bounds it. The key stands in no message, no log, no cache and no `repr`.

    `seconds` bounds one answer; `attempts` count where the server is away or says "later"; `max_chars` bounds a story,
    `max_tokens` what is written about it (some 60 accounts), `max_bytes` what is taken in of an answer.
    """

    url: str
    model: str
    key: str = field(default="", repr=False)
    seconds: float = 180.0
    price: Price | None = None
    cache: Path | None = None
    attempts: int = 3
    max_chars: int = 60_000
    max_tokens: int = 16_000
    max_bytes: int = 4_000_000

    def __post_init__(self) -> None:
        parts = urlsplit(self.url)
        if parts.scheme not in ("http", "https") or not parts.hostname or parts.query or parts.fragment:
            raise WrongCall(f"The address of the language model must read like http://localhost:11434/v1. Set {URL}")
        if parts.username or parts.password:
            raise WrongCall(f"The address of the language model holds a password. Put it into {KEY} instead.")
        if not self.key.isascii() or not self.key.isprintable() or " " in self.key:
            raise WrongCall(f"The key in {KEY} holds characters that no key has. Set it anew.")
        if self.key and parts.scheme == "http" and not _is_near(parts.hostname):
            raise WrongCall(f"The key would travel to {parts.hostname} unprotected. Use https, or unset {KEY}")

    @property
    def endpoint(self) -> str:
        """The whole address that is asked."""
        base = self.url.rstrip("/")
        return base if base.endswith(PATH) else f"{base}{PATH}"

    @property
    def host(self) -> str:
        """What messages call the server."""
        return urlsplit(self.url).netloc

    @classmethod
    def found(
        cls, url: str | None = None, model: str | None = None, *, cached: bool = True,
        environ: Mapping[str, str] | None = None,
    ) -> Settings:  # fmt: skip
        """Return the settings of the options and, where these are silent, of the environment."""
        env = os.environ if environ is None else environ
        url, model = url or env.get(URL, ""), (model or env.get(MODEL, "")).strip()
        if not url or not model:
            missing, option = (URL, "--llm-url http://localhost:11434/v1") if not url else (MODEL, "--llm-model NAME")
            raise WrongCall(f"--reader llm needs to know which language model. Set {missing}, or add: {option}")
        if not model.isprintable():
            raise WrongCall(f"The model's name holds characters that cannot be printed. Set {MODEL}")
        seconds = _number(env.get(SECONDS, "180"), SECONDS)
        cache = cache_folder() / "llm" if cached else None
        return cls(url, model, env.get(KEY, "").strip(), seconds, _price(env.get(PRICE, "")), cache)


def _is_near(host: str) -> bool:
    """Whether the host is this machine, or an address of a private network."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_private
    except ValueError:
        return False


def _price(given: str) -> Price | None:
    if not given.strip():
        return None
    sent, comma, answered = given.partition(",")
    if not comma:
        raise WrongCall(f'{PRICE} is "{given}"; write what a million tokens cost, sent and answered: 0.15,0.60')
    return Price(_number(sent, PRICE, least=0), _number(answered, PRICE, least=0))


def _number(given: str, name: str, least: float = 1) -> float:
    try:
        value = float(given)
    except ValueError:
        value = -1.0
    if not least <= value < float("inf"):
        raise WrongCall(f'{name} is "{given}"; it must be a number of at least {least:g}.')
    return value
