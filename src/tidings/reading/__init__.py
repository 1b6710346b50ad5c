"""Mentions and accounts out of one story."""

from tidings.reading import parse_spacy  # noqa: F401  (first: whatever is imported next imports spaCy)
from tidings.reading.reader import read, read_many
from tidings.reading.readers import READERS, Reader, reader_of

__all__ = ["READERS", "Reader", "read", "read_many", "reader_of"]
