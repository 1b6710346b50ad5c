"""Pages of many layouts: titles, bylines, days, datelines, subheadings, credits, wrapped lines and gaps as pages vary.

`splices` makes plain pages of one layout each; real ones mix them, and a cutter that is fitted to one maker of pages
learns the maker. What holds for a page (how titles are written, where bylines stand) is drawn once a page.
"""

from __future__ import annotations

import html
import random
import textwrap
from dataclasses import dataclass

MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
          "November", "December")  # fmt: skip
NAMES = ("Ada Brook", "Tomas Reyes", "Ilse van Dorn", "Omar Sabry", "Grace Achen", "JOHN MERCER", "Li Wen")
DESKS = ("", "", ", Staff Writer", " in Lima", " | Northgate News", ", The Harmattan Review")
TOWNS = ("GULU, Uganda", "LYON", "BATUMI, Georgia", "CEDAR FALLS, Iowa", "MINDORO", "Salalah", "TANA")
WIRES = ("Reuters", "AP", "AFP", "Northgate", "Xinhua")
ENDINGS = ("Reporting by {0}; Editing by {1}", "Additional reporting by {0}", "Follow {0} on Twitter", "(AP)",
           "© 2019 The Harmattan Review", "Contact {0} at newsroom@northgate.example", "Photo: {1}", "ENDS",
           "The Associated Press contributed to this report.")  # fmt: skip
TITLES = ("plain", "plain", "capitals", "title case", "full stop", "none", "none", "some")
NAVIGATION = """<nav><ul><li><a href="/">Home</a></li><li><a href="/world">World</a></li><li><a href="/sport">Sport</a>
</li></ul></nav><div class="cookie-banner"><p>We use cookies to improve your visit. By going on you agree to our use of
cookies.</p><button>Accept all</button></div>"""
FOOTER = """<div class="newsletter"><p>Sign up to our newsletter and never miss a story.</p></div><footer><p>Contact us
· Terms · Privacy</p><p>© Northgate Media. All rights reserved.</p></footer>"""
CUTS = ("none", "none", "paragraphs", "words", "mixed")


@dataclass(frozen=True)
class Style:
    """What all stories of a page share."""

    title: str
    byline: float
    day: float
    dateline: float
    subheads: float
    ending: float
    cut: str
    wrap: int
    gap: str
    between: str

    @classmethod
    def drawn(cls, rng: random.Random) -> Style:
        wrap = rng.choice((66, 72, 78)) if rng.random() < 0.12 else 0
        gap = "\n\n" if wrap else rng.choice(("\n", "\n\n"))
        wider = gap + "\n" * rng.randint(1, 2)
        often = (0.0, 0.0, 0.0, 0.5, 1.0)
        return cls(
            title=rng.choice(TITLES), byline=rng.choice(often), day=rng.choice(often), dateline=rng.choice(often),
            subheads=rng.choice((0.0, 0.0, 0.3)), ending=rng.choice((0.0, 0.0, 0.3, 1.0)), cut=rng.choice(CUTS),
            wrap=wrap, gap=gap, between=wider if rng.random() < 0.25 else gap,
        )  # fmt: skip


def body(title: str, paragraphs: list[str], style: Style, rng: random.Random) -> tuple[list[str], list[str]]:
    """The lines over an article and its paragraphs as the style shows them."""
    head, found = [], _cut(list(paragraphs), style, rng)
    if title and style.title != "none" and (style.title != "some" or rng.random() < 0.5):
        head.append(_title(title, style.title))
    if rng.random() < style.byline:
        head.append(f"{rng.choice(('By ', 'By ', 'Written by '))}{rng.choice(NAMES)}{rng.choice(DESKS)}")
    if rng.random() < style.day:
        head.append(_day(rng))
    if rng.random() < style.dateline:
        found[0] = f"{_dateline(rng)}{found[0]}"
    if rng.random() < style.subheads and len(found) > 4:
        at = rng.randint(2, len(found) - 2)
        found.insert(at, _subhead(found[at], rng))
    if rng.random() < style.ending:
        found.append(rng.choice(ENDINGS).format(*rng.sample(NAMES, 2)))
    return head, found


def joined(bodies: list[tuple[list[str], list[str]]], style: Style) -> tuple[str, tuple[int, ...]]:
    """The page's text, and where each story but the first starts."""
    text, starts = "", []
    for head, paragraphs in bodies:
        if text:
            text += style.between
            starts.append(len(text))
        lines = [textwrap.fill(one, style.wrap) if style.wrap else one for one in (*head, *paragraphs)]
        text += style.gap.join(lines)
    return text, tuple(starts)


def web(bodies: list[tuple[list[str], list[str]]], rng: random.Random) -> str:
    """The stories as elements of a page: headings of one level, articles or sections, times and bylines marked."""
    heading, box = rng.choice(("h1", "h2", "h3")), rng.choice(("article", "section", "div", ""))
    parts = []
    for head, paragraphs in bodies:
        lines = [f"<{heading}>{html.escape(head[0])}</{heading}>"] if head else []
        lines += [f'<p class="meta"><span>{html.escape(line)}</span></p>' for line in head[1:]]
        lines += [f"<p>{html.escape(line)}</p>" for line in paragraphs]
        inner = "\n".join(lines)
        parts.append(f"<{box}>{inner}</{box}>" if box else inner)
    return "\n".join(parts)


def page_of(main: str) -> str:
    """A web page around its main part."""
    inner = f"{NAVIGATION}<main>{main}</main>{FOOTER}"
    return f"<!doctype html><html><head><title>News</title></head><body>{inner}</body></html>"


def _cut(found: list[str], style: Style, rng: random.Random) -> list[str]:
    how = rng.choice(CUTS[2:4]) if style.cut == "mixed" else style.cut
    if how == "paragraphs":
        return found[: rng.randint(1, 8)]
    if how == "words":
        found = found[: rng.randint(1, 6)]
        words = found[-1].split()
        if len(words) > 12:
            found[-1] = " ".join(words[: rng.randint(8, len(words) - 1)]) + rng.choice(("", "", " ...", "…"))
    return found


def _title(title: str, how: str) -> str:
    if how == "capitals":
        return title.upper()
    if how == "title case":
        return " ".join(word[:1].upper() + word[1:] for word in title.split())
    return title.rstrip(".") + "." if how == "full stop" else title


def _day(rng: random.Random) -> str:
    month, day, year = rng.choice(MONTHS), rng.randint(1, 28), rng.randint(1990, 2024)
    return rng.choice(
        (
            f"{month} {day}, {year}",
            f"Published: {day} {month} {year}",
            f"Posted {month} {day}, {year} 11:04 AM",
            f"{year}-{rng.randint(1, 12):02}-{day:02}",
        )
    )


def _dateline(rng: random.Random) -> str:
    day = f", {rng.choice(MONTHS)[:3]}. {rng.randint(1, 28)}" if rng.random() < 0.3 else ""
    wire = f" ({rng.choice(WIRES)})" if rng.random() < 0.7 else ""
    return f"{rng.choice(TOWNS)}{day}{wire} {rng.choice(('-', '--', '—', '–'))} "


def _subhead(paragraph: str, rng: random.Random) -> str:
    """A line of a few words of the paragraph that it stands over."""
    words = [word.strip(".,;:“”\"'()") for word in paragraph.split()]
    start = rng.randint(0, max(0, len(words) - 4))
    line = " ".join(words[start : start + rng.randint(2, 4)])
    return line[:1].upper() + line[1:]
