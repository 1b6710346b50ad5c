"""Real articles of the shared corpora, parted into two halves, and the pages that are spliced from them.

Seeded. An article's half comes from a hash of its id; what corpora/multistory_derived is made of is always in the
reporting half, so that its pages are unseen too. Stories of gold/dev are left out.
"""

from __future__ import annotations

import hashlib
import html
import json
import math
import random
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise
from pathlib import Path

import varied

SEED = 20260517
NEWS_FOLDERS = ("train", "composed")
WEB_SETS = ("html_scrapinghub", "html_readability")  # blogs, manuals, reviews: single pages only
ROWS = (  # sets of news articles, and the name of the group where it is not the set's own
    "guardian_sdf/dev", "geo_lgl/dev", "geo_trnews/dev", "meantime_en/dev", "muc4/truecased.dev",
    "muc4/truecased.train", "polnear/dev", "polnear/train", "gva_incidents/dev",
)  # fmt: skip
MIN_FINISHED = 0.8  # share of an article's paragraphs that end as a sentence; below it is a download with its menus
LIVE = re.compile(r"(?m)^\d{1,2}[:.]\d\d\s?[ap]\.?m\.?:?$|\b[Ll]ive ?blog\b|\b[Ll]ive coverage\b")
DIGEST = re.compile(
    r"(?m)^[A-Z][A-Z .'-]{2,}(?:, \d+ \w+)? \([^()]+\) [-–—]"
)  # the opening of an item of a press review
MIN_WORDS = 60  # shorter texts of the sets are tables of results, captions and broken downloads
MAX_OF_A_SET = 300  # articles taken of one set, so that none outweighs the others
SAME_TOPIC = 0.3  # share of varied pages whose stories are of one group
LABELS = ("ABSTRACT.", "FULL TEXT.")  # lines that the archive of one paper of polnear puts into its articles
NAMES = ("Ada Brook", "Tomas Reyes in Lima", "Ilse van Dorn and Omar Sabry", "Staff Writer")
OUTLETS = ("NW", "Northgate", "The Harmattan Review")
RULES = ("***", "* * *", "---", "#####", "=====", "_____")
LAYOUTS = ("whole", "cut off", "same topic", "titled", "teasers", "mixed", "ruled")
SORTS = (*LAYOUTS, "html", "varied", "varied html")


@dataclass(frozen=True)
class Article:
    ident: str
    group: str  # articles of one group speak of the same topic or come from one outlet
    title: str
    paragraphs: tuple[str, ...]  # one where the set holds the text in one line
    half: str = ""


@dataclass(frozen=True)
class Page:
    text: str
    starts: tuple[int, ...]  # where each story but the first starts
    sort: str
    html: str = ""
    firsts: tuple[str, ...] = ()  # for an HTML page, the paragraphs that each story may start with, as they stand


def articles(shared: Path, most: int = MAX_OF_A_SET) -> list[Article]:
    """Every article, each once, with its half; of one set no more than `most`."""
    seen = {start(_told(path)["text"]) for path in (shared / "gold" / "dev").glob("*.json")}
    kept_back = {span["source"].partition(":")[2] for row in _derived(shared) for span in _stories(row)}
    found = []
    for article in (*_gold(shared), *_news(shared, most), *_web(shared)):
        key = start(" ".join(article.paragraphs))
        if key not in seen and not seen.add(key) and (article.group in WEB_SETS or _is_one_story(article)):
            is_odd = hashlib.sha256(article.ident.encode()).digest()[0] % 2
            found.append(replace(article, half="tune" if is_odd and article.ident not in kept_back else "report"))
    return found


def derived(shared: Path) -> list[Page]:
    """The pages of corpora/multistory_derived."""
    return [
        Page(
            row["text"],
            tuple(sorted(span["start"] for span in _stories(row) if span["start"])),
            f"derived {row['meta']['style']}",
        )
        for row in _derived(shared)
    ]


def pages(everything: list[Article], half: str, n_pages: int) -> list[Page]:
    """Spliced pages of the half's news, `n_pages` of each sort."""
    rng = random.Random(f"{SEED} {half}")
    pool = [article for article in everything if article.half == half and article.group not in WEB_SETS]
    return [spliced(pool, sort, rng) for sort in SORTS for _ in range(n_pages)]


def singles(everything: list[Article], half: str) -> list[Page]:
    """Every article of the half as a page of its own, in two layouts."""
    rng = random.Random(f"{SEED} {half} singles")
    return [_single(article, rng) for article in everything if article.half == half for _ in range(2)]


def varied_singles(everything: list[Article], half: str) -> list[Page]:
    """Every news article of the half as a page of its own, in a layout of varied pages."""
    rng = random.Random(f"{SEED} {half} varied singles")
    found = []
    for article in everything:
        if article.half == half and article.group not in WEB_SETS:
            style = varied.Style.drawn(rng)
            text, _ = varied.joined([varied.body(article.title, paragraphs(article, rng), style, rng)], style)
            found.append(Page(text, (), "single, varied"))
    return found


def spliced(pool: list[Article], sort: str, rng: random.Random) -> Page:
    """A page of 2-8 articles of the pool."""
    if sort.startswith("varied"):
        return _varied(pool, sort, rng)
    layout = rng.choice(LAYOUTS) if sort == "html" else sort
    if layout == "same topic":
        group = rng.choice(pool).group
        pool = [article for article in pool if article.group == group]
    elif layout == "titled":
        pool = [article for article in pool if article.title]
    chosen = rng.sample(pool, min(len(pool), rng.randint(2, 8)))
    if len(chosen) < 2:
        return spliced(pool, "whole", rng) if len(pool) > 1 else Page(chosen[0].paragraphs[0], (), f"spliced {sort}")
    is_numbered = layout == "titled" and rng.random() < 0.15
    pieces = [piece(article, rng, layout) for article in chosen]
    if is_numbered:
        pieces = [[f"{n}. {body[0]}", *body[1:]] for n, body in enumerate(pieces, 1)]
    if sort == "html":
        return _web_page(pieces, layout)
    gap = rng.choice(("\n", "\n\n"))
    rule = rng.choice(RULES) + gap if layout == "ruled" else ""
    text, starts = "", []
    for body in pieces:
        if text:
            text += gap + rule
            starts.append(len(text))
        text += gap.join(body)
    return Page(text, tuple(starts), f"spliced {sort}")


def _varied(pool: list[Article], sort: str, rng: random.Random) -> Page:
    style = varied.Style.drawn(rng)
    if rng.random() < SAME_TOPIC:
        group = rng.choice(pool).group
        pool = [article for article in pool if article.group == group]
    chosen = rng.sample(pool, min(len(pool), rng.randint(2, 8)))
    bodies = [varied.body(article.title, paragraphs(article, rng), style, rng) for article in chosen]
    if sort == "varied":
        text, starts = varied.joined(bodies, style)
        return Page(text, starts, f"spliced {sort}")
    firsts = tuple((head or body)[0] for head, body in bodies)
    return Page("", (), f"spliced {sort}", varied.page_of(varied.web(bodies, rng)), firsts)


def piece(article: Article, rng: random.Random, layout: str) -> list[str]:
    """One article as a page of this layout shows it."""
    if layout == "teasers" or (layout == "mixed" and rng.random() < 0.6):
        body = _teaser(article, rng)
    else:
        body = paragraphs(article, rng)
        if layout == "cut off" or (layout != "whole" and rng.random() < 0.5):
            body = body[: rng.randint(2, 12)]
        if layout != "whole" and rng.random() < 0.25:
            body[-1] = _broken_off(body[-1])
    if layout == "titled" and not body[0].startswith(article.title):
        body.insert(0, article.title.upper() if rng.random() < 0.2 else article.title)
        if rng.random() < 0.3:
            body.insert(1, f"By {rng.choice(NAMES)}")
    if layout != "whole" and rng.random() < 0.08:
        body.append(f"{rng.choice(('Source', 'Photo'))}: {rng.choice(OUTLETS)}")
    return body


def _web_page(pieces: list[list[str]], layout: str) -> Page:
    tag = "h2" if layout == "titled" else "p"
    parts = []
    for body in pieces:
        first, *rest = (html.escape(line) for line in body)
        parts.append("\n".join((f"<{tag}>{first}</{tag}>", *(f"<p>{line}</p>" for line in rest))))
    gap = "\n<hr>\n" if layout == "ruled" else "\n"
    return Page("", (), "spliced html", varied.page_of(gap.join(parts)), tuple(body[0] for body in pieces))


def _single(article: Article, rng: random.Random) -> Page:
    body = paragraphs(article, rng)
    if article.title and rng.random() < 0.5 and not body[0].startswith(article.title):
        body.insert(0, article.title)
    if rng.random() < 0.2:
        body[-1] = _broken_off(body[-1])
    return Page(rng.choice(("\n", "\n\n")).join(body), (), f"single {article.group.partition(':')[0]}")


def paragraphs(article: Article, rng: random.Random) -> list[str]:
    """The article's own paragraphs; a text in one line as it is, or in paragraphs made of its sentences."""
    if len(article.paragraphs) > 1 or rng.random() < 0.3:
        return list(article.paragraphs)
    sentences = re.split(r"(?<=[.!?”])\s+(?=[A-Z“‘\"])", article.paragraphs[0])
    if rng.random() < 0.5:  # paragraphs of one to four sentences, or of any length where a page breaks its lines freely
        most = rng.choice((1, 2, 3, 4))
        sizes = (rng.randint(1, most) for _ in sentences)
    else:
        ends = rng.choice((0.3, 0.5, 0.7))
        sizes = (1 + int(math.log(1 - rng.random()) / math.log(1 - ends)) for _ in sentences)
    found = []
    while sentences:
        n = next(sizes)
        found.append(" ".join(sentences[:n]))
        sentences = sentences[n:]
    return found


def _broken_off(paragraph: str) -> str:
    words = paragraph.split()
    return " ".join(words[: max(1, len(words) * 2 // 3)])


def _teaser(article: Article, rng: random.Random) -> list[str]:
    words = " ".join(article.paragraphs).split()
    body = " ".join(words[: rng.randint(45, 130)])
    if rng.random() < 0.15:
        body += rng.choice((" ...", "…", " Read more"))
    if article.title and rng.random() < 0.3:
        body = f"{' '.join(article.title.upper().split()[:2])}: {article.title} {body}"
    return [body]


def _gold(shared: Path) -> Iterator[Article]:
    for folder in NEWS_FOLDERS:
        for path in sorted((shared / "gold" / folder).glob("*.json")):
            row = _told(path)
            yield _article(path.stem, path.stem.partition("-")[0], row)


def _news(shared: Path, most: int) -> Iterator[Article]:
    for name in ROWS:
        folder, part = name.split("/")
        incidents, n = set(), 0
        for row in _rows(shared / "corpora" / folder / f"{part}.jsonl"):
            meta = row.get("meta") or {}
            incident = meta.get("incident")
            if len((row["text"] or "").split()) < MIN_WORDS or n >= most or incident in incidents:
                continue
            incidents |= {incident} if incident else set()
            n += 1
            topic = meta.get("topic")
            yield _article(str(row["id"]), f"{folder}:{topic}" if topic else folder, row)


def _web(shared: Path) -> Iterator[Article]:
    for name in WEB_SETS:
        for row in _rows(shared / "corpora" / name / "dev.jsonl"):
            if row["text"] and len(row["text"].split()) > 80:
                yield _article(row["id"], name, row)


def _article(ident: str, group: str, row: dict) -> Article:
    text = row["text"].strip()
    blocks = text.split("\n")
    touching = [a for a, b in pairwise(blocks) if a.strip() and b.strip()]
    if "\n\n" in text and len(touching) > 3 and max(map(len, blocks)) < 100:  # wrapped at 70 characters
        blocks = [" ".join(block.split()) for block in re.split(r"\n\s*\n", text)]
    body = [block.strip() for block in blocks if block.strip() and block.strip() not in LABELS]
    title = (row.get("title") or "").strip()
    if len(body) > 1 and title and body[0].rstrip(".") == title.rstrip("."):
        body = body[1:]  # the title is put over the body again where the layout asks for one
    return Article(ident, group, title, tuple(body))


def _is_one_story(article: Article) -> bool:
    finished = sum(bool(re.search(r"[.!?][\"'”’)\]]*$", line)) for line in article.paragraphs)
    text = "\n".join(article.paragraphs)
    is_one = not LIVE.search(text) and len(DIGEST.findall(text)) < 2
    return is_one and finished >= MIN_FINISHED * len(article.paragraphs)


def start(text: str) -> str:
    """Words of its beginning by which a text is known again."""
    return " ".join(text.lower().split()[12:24])


def _derived(shared: Path) -> Iterator[dict]:
    return _rows(shared / "corpora" / "multistory_derived" / "dev.jsonl")


def _stories(row: dict) -> list[dict]:
    return [span for span in row["spans"] if span["label"] == "STORY"]


def _told(path: Path) -> dict:
    return json.loads(path.read_text(encoding="utf-8"))


def _rows(path: Path) -> Iterator[dict]:
    with path.open(encoding="utf-8") as lines:
        yield from map(json.loads, lines)
