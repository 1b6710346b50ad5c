"""Markdown: front matter gives metadata; signs of layout are taken out of what remains."""

from __future__ import annotations

import re

import yaml

from tidings.ingest.decoding import checked, decoded
from tidings.ingest.rows import given
from tidings.ingest.text import Text
from tidings.model import Document

NAMED = 0.8
FRONT = re.compile(r"\A---[ \t]*\r?\n(.*?)\r?\n(?:---|\.\.\.)[ \t]*(?:\r?\n|\Z)", re.S)
LAYOUT = (  # images before links, since an image is a link with a bang; bounded, so that no input takes squared time
    (re.compile(r"!\[([^\[\]\n]{0,500})\]\([^)\n]{0,2000}\)"), r"\1"),
    (re.compile(r"\[([^\[\]\n]{1,500})\]\([^)\n]{0,2000}\)"), r"\1"),
    (re.compile(r"^[ \t]{0,3}#{1,6}[ \t]+(.{1,300}?)[ \t]*#*[ \t]*$", re.M), r"\1"),
    (re.compile(r"^[ \t]{0,3}>[ \t]?", re.M), ""),
    (re.compile(r"(?<![\w*])(\*\*|__)(?=\S)([^*_\n]{1,500}?)(?<=\S)\1(?![\w*])"), r"\2"),
    (re.compile(r"(?<![\w*])([*_])(?=\S)([^*_\n]{1,500}?)(?<=\S)\1(?![\w*])"), r"\2"),
)


def bid(doc: Document) -> float:
    """Only what is named as Markdown: plain text may hold stars and hashes of its own."""
    return NAMED if doc.media_type == "text/markdown" else 0.0


def read(doc: Document) -> Text:
    """Return the text without front matter and layout signs."""
    text = decoded(doc.raw, doc.told("charset"))
    front = FRONT.match(text)
    said = dict(given(_front_matter(front.group(1)))) if front else {}
    body = text[front.end() :] if front and said else text
    for pattern, kept in LAYOUT:
        body = pattern.sub(kept, body)
    return Text.of(checked(body), said)


def _front_matter(block: str) -> dict[str, object]:
    """The block's keys with plain values; empty where the block is not YAML but text between two rules."""
    try:
        keys = yaml.safe_load(block)
    except (yaml.YAMLError, ValueError, RecursionError):
        return {}
    if not isinstance(keys, dict):
        return {}
    return {str(key): str(value) if hasattr(value, "isoformat") else value for key, value in keys.items()}
