"""Inputs to documents, documents to stories. Each document is read on its own; nothing is remembered between them."""

from tidings.ingest.documents import documents, files
from tidings.ingest.language import READ_LANGUAGES, reads_language
from tidings.ingest.stories import cut, stories
from tidings.ingest.text import Text

__all__ = ["READ_LANGUAGES", "Text", "cut", "documents", "files", "reads_language", "stories"]
