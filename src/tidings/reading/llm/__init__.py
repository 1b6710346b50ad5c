"""A reader for those who have a language model: any server that speaks as OpenAI's does, one on this machine too."""

from tidings.reading.llm.reader import LlmReader, Spent
from tidings.reading.llm.settings import Price, Settings

__all__ = ["LlmReader", "Price", "Settings", "Spent"]
