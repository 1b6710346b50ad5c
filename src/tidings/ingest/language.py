"""In which language a story is written."""

from __future__ import annotations

from functools import cache

from py3langid.langid import MODEL_FILE, LanguageIdentifier

from tidings.ingest.lines import WORD
from tidings.knowledge.boilerplate import Boilerplate
from tidings.model import Story

READ_LANGUAGES = ("en",)
UNKNOWN = "und"
SAMPLE = 2_000  # characters shown to the identifier; all 20 test languages are found in one sentence of 100
SURE = 0.8  # probability that is believed at once; 150 characters of English news reach it in 93 % of 150 stories
LIKELY = 0.5  # probability that is believed where nothing else is known; no other language is then as probable
NOT_EXCLUDED = 0.02  # probability from which the container is believed; a two-word headline gives its language 0.04
ENGLISH_WORDS = 2  # different English function words that make a short text in Latin letters English
# Different English function words, and their share of all words, from which a text is English without being shown to
# the identifier, which takes half a second to load. Of 2,454 stories 69 % are, and it calls all of those English.
PLAIN_WORDS, PLAIN_SHARE = 7, 0.25
LAST_LATIN = "\u024f"  # last letter of Unicode's Latin blocks


def language(text: str, told: str | None = None) -> str:
    """Return the ISO 639-1 code of the text's language, "und" where neither the text nor `told` shows it.

    What the text shows goes before what its container says: a site's template names one language for all its pages.
    """
    sample = " ".join(text[:SAMPLE].split())
    said_words = [word.lower() for word in WORD.findall(sample)]
    words = set(said_words)
    if not words:
        return UNKNOWN
    english = Boilerplate.load().english
    is_latin = not any(sign.isalpha() and sign > LAST_LATIN for sign in sample)
    if is_latin and len(words & english) >= PLAIN_WORDS and _share(said_words, english) >= PLAIN_SHARE:
        return "en"
    by_code: dict[str, float] = dict(_identifier().rank(sample))
    best = max(by_code, key=lambda code: (by_code[code], code))
    if by_code[best] >= SURE:
        return best
    if is_latin and len(words & english) >= ENGLISH_WORDS:
        return "en"
    said = (told or "").strip().replace("_", "-").partition("-")[0].lower()
    if by_code.get(said, 0.0) >= NOT_EXCLUDED:
        return said
    return best if by_code[best] >= LIKELY else UNKNOWN


def _share(words: list[str], wanted: frozenset[str]) -> float:
    return sum(word in wanted for word in words) / len(words)


def reads_language(story: Story) -> bool:
    """Whether the readers read the story's language. Others are kept and searchable."""
    return story.language in READ_LANGUAGES


@cache
def _identifier() -> LanguageIdentifier:
    """Loaded once a process: 0.8 s and some 110 MB."""
    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
