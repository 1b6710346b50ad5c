"""HTML that holds nothing but a text (a mail's body, a feed's entry) to that text, paragraph by paragraph."""

from __future__ import annotations

import re

from lxml import etree, html

from tidings.errors import TooLarge

MAX_FRAGMENT = 5_000_000  # characters; a mail or an entry of a feed has under 500,000
PARAGRAPHS = frozenset(
    "address article aside blockquote body dd div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 header"
    " hr html main nav ol p pre section table td th ul".split()
)
LINES = frozenset(("br", "li", "tr"))
NOT_TEXT = frozenset(("head", "script", "style", "template", "noscript", "svg", "math", "object", "iframe"))
BLANKS = re.compile(r"[^\S\n]+")  # a line's blanks; line ends are put in by elements only


def words_of(source: str) -> str:
    """Return the text, blank lines between paragraphs.

    >>> words_of("<p>Two <b>held</b>.</p><style>p {}</style><p>Both deny it.")
    'Two held.\\n\\nBoth deny it.'
    """
    if len(source) > MAX_FRAGMENT:
        raise TooLarge(len(source), MAX_FRAGMENT, "characters")
    try:
        tree = html.document_fromstring(source.encode("utf-8", "replace"), parser=html.HTMLParser(encoding="utf-8"))
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        return ""
    pieces: list[str] = []
    walk = etree.iterwalk(tree, events=("start", "end", "comment", "pi"))
    for event, element in walk:
        tag = element.tag if isinstance(element.tag, str) else ""
        if event == "start" and tag in NOT_TEXT:
            walk.skip_subtree()
        elif event == "start":
            pieces += "\n\n" if tag in PARAGRAPHS else "", _flat(element.text)
        else:
            pieces += "\n\n" if tag in PARAGRAPHS else "\n" if tag in LINES else "", _flat(element.tail)
    text = BLANKS.sub(" ", "".join(pieces))
    return re.sub(r" ?\n ?", "\n", re.sub(r"(?: ?\n){2,} ?", "\n\n", text)).strip()


def _flat(words: str | None) -> str:
    return " ".join(re.split(r"\s+", words)) if words else ""
