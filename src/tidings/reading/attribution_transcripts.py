"""Speeches and communiques printed whole: their head names who says all that follows."""

from __future__ import annotations

import re
from collections.abc import Iterator

from spacy.tokens import Doc, Span

from tidings.knowledge import Knowledge
from tidings.reading.attribution_speakers import Saying
from tidings.reading.language import text_of

HEAD = 600  # characters in which the head stands, as a dateline does
BRACKETS = re.compile(r"\[([^\[\]]{3,200})\]")
WITH = re.compile(r"\s+with\s+", re.I)
BY = re.compile(r",?\s+by\s", re.I)


def whole_speech(doc: Doc, know: Knowledge) -> Iterator[Saying]:
    """Yield the saying of a story whose head says so: "[SPEECH] [PRESIDENT ADA TOTH] [TEXT] ...".

    Services that monitor broadcasts print what was said without quotation marks. A "[REPORT] [ADA TOTH]" is the
    station's own voice, so that its reporter is no source.
    """
    found = list(BRACKETS.finditer(text_of(doc), 0, HEAD))
    for n, match in enumerate(found):
        form, *rest = WITH.split(" ".join(match.group(1).split()), maxsplit=1)
        if not know.speech.has("form", form.lower()):
            continue
        if rest:
            start = match.start(1) + WITH.search(match.group(1)).end()  # type: ignore[union-attr]
            told = BY.search(match.group(1))
            named = doc.char_span(start, match.start(1) + told.start() if told else match.end(1))
        elif n + 1 < len(found) and not text_of(doc)[match.end() : found[n + 1].start()].strip():
            named = doc.char_span(*found[n + 1].span(1), alignment_mode="expand")
        else:
            continue
        cue = doc.char_span(*match.span(1), alignment_mode="expand")
        if named is not None and cue is not None and not _is_mark(named):
            yield Saying(named, cue[0], ((max(named.end, cue.end) + 1, len(doc)),), manner="whole")
            return


def _is_mark(span: Span) -> bool:
    """Whether the brackets hold an editor's mark and no name: "[TEXT]", "[EXCERPTS]"."""
    return len(span) == 1 and span.text.lower() in {"text", "excerpt", "excerpts", "passage omitted"}
