"""Splice stories into pages and measure how well the borders between them are found.

    python bench/borders.py --shared ../shared [--fit]

Seeded. Articles are parted into a tuning half and a reporting half by a hash of their ids. `--fit` prints the weights
for borders.tsv that fit the tuning half; without it the table is measured on the reporting half. "derived" pages are
those of corpora/multistory_derived; nothing is fitted on them.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import random
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from scipy.optimize import minimize

from tidings.ingest.blocks import units
from tidings.ingest.cues import cues
from tidings.ingest.cutting import parts

SEED = 20260517
NEWS_FOLDERS = ("train", "composed")
WEB_SETS = ("html_scrapinghub", "html_readability")  # blogs, manuals, reviews: single pages only
NAMES = ("Ada Brook", "Tomas Reyes in Lima", "Ilse van Dorn and Omar Sabry", "Staff Writer")
OUTLETS = ("NW", "Northgate", "The Harmattan Review")
STYLES = ("plain", "titled", "titled", "teasers", "mixed", "mixed", "ruled")


@dataclass(frozen=True)
class Article:
    ident: str
    group: str
    title: str
    text: str
    is_laid_out: bool  # its paragraphs are its own, not made here


@dataclass(frozen=True)
class Page:
    text: str
    starts: tuple[int, ...]  # where each story but the first starts
    sort: str


def articles(shared: Path) -> Iterator[Article]:
    for row in _rows(shared / "corpora" / "guardian_sdf" / "dev.jsonl"):
        yield Article(row["id"], "guardian", "", row["text"], False)
    for folder in NEWS_FOLDERS:
        for path in sorted((shared / "gold" / folder).glob("*.json")):
            row = json.loads(path.read_text(encoding="utf-8"))
            text = row["text"].strip()
            yield Article(
                path.stem, path.stem.partition("-")[0], (row["title"] or "").strip(), text, text.count("\n") > 2
            )
    for name in WEB_SETS:
        for row in _rows(shared / "corpora" / name / "dev.jsonl"):
            if row["text"] and len(row["text"].split()) > 80:
                yield Article(row["id"], name, row.get("title") or "", row["text"].strip(), True)


def derived(shared: Path) -> list[Page]:
    found = []
    for row in _rows(shared / "corpora" / "multistory_derived" / "dev.jsonl"):
        starts = sorted(span["start"] for span in row["spans"] if span["label"] == "STORY" and span["start"])
        found.append(Page(row["text"], tuple(starts), f"derived {row['meta']['style']}"))
    return found


def pages(everything: list[Article], half: str, n_pages: int) -> list[Page]:
    """Spliced pages of the half's news, and every article of the half as a page of its own, in two layouts."""
    rng = random.Random(f"{SEED} {half}")
    pool = [article for article in everything if _half(article) == half]
    news = [article for article in pool if article.group not in WEB_SETS]
    return [_spliced(news, rng) for _ in range(n_pages)] + [_single(article, rng) for article in pool for _ in range(2)]


def fitted(tune: list[Page]) -> dict[str, float]:
    """Logistic regression with a ridge of 1 on every weight but the first."""
    rows, wanted = [], []
    for page in tune:
        found = units(page.text)
        rows += list(cues(found))
        wanted += [unit.blocks[0].start in page.starts for unit in found[1:]]
    names = list(rows[0])
    x, y = np.array([[row[name] for name in names] for row in rows]), np.array(wanted, float)

    def loss(w: np.ndarray) -> tuple[float, np.ndarray]:
        z, ridge = x @ w, np.r_[0, w[1:]]
        return (np.logaddexp(0, z) - y * z).sum() + ridge @ ridge / 2, x.T @ (1 / (1 + np.exp(-z)) - y) + ridge

    w = minimize(loss, np.zeros(len(names)), jac=True, method="L-BFGS-B", options={"maxiter": 500}).x
    return {name: round(float(v), 2) for name, v in zip(names, w, strict=True)}


def counts(report: list[Page]) -> dict[str, np.ndarray]:
    """By sort of page: borders found, false, missed; pages with a border, pages."""
    by_sort: dict[str, np.ndarray] = {}
    for page in report:
        cut = {story[0].blocks[0].start for story in parts(page.text)[1:]}
        hit = len(cut & set(page.starts))
        row = np.array([hit, len(cut) - hit, len(page.starts) - hit, bool(cut), 1])
        by_sort[page.sort] = by_sort.get(page.sort, 0) + row
    return by_sort


def show(name: str, by_sort: dict[str, np.ndarray]) -> None:
    hit, false, missed, n_cut, n_pages = sum(by_sort.values())
    if name.startswith("single"):
        print(f"{name}: {n_cut} of {n_pages} cut = {n_cut / n_pages:.2%}")
    else:
        p, r = hit / max(1, hit + false), hit / max(1, hit + missed)
        print(f"{name}: {hit} found, {false} false, {missed} missed; P {p:.3f} R {r:.3f} F1 {2 * p * r / (p + r):.3f}")


def _rows(path: Path) -> Iterator[dict]:
    with path.open(encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def _half(article: Article) -> str:
    return "tune" if hashlib.sha256(article.ident.encode()).digest()[0] % 2 else "report"


def _paragraphs(article: Article, rng: random.Random) -> list[str]:
    if article.is_laid_out:
        return [line.strip() for line in article.text.split("\n") if line.strip()]
    sentences = re.split(r"(?<=[.!?”])\s+(?=[A-Z“‘\"])", article.text)
    found, most = [], rng.choice((1, 2, 3, 4))
    while sentences:
        n = rng.randint(1, most)
        found.append(" ".join(sentences[:n]))
        sentences = sentences[n:]
    return found


def _broken_off(paragraph: str) -> str:
    words = paragraph.split()
    return " ".join(words[: max(1, len(words) * 2 // 3)])


def _teaser(article: Article, rng: random.Random) -> list[str]:
    words = article.text.replace("\n", " ").split()
    body = " ".join(words[: rng.randint(45, 130)])
    if rng.random() < 0.15:
        body += rng.choice((" ...", "…", " Read more"))
    if article.title and rng.random() < 0.3:
        body = f"{' '.join(article.title.upper().split()[:2])}: {article.title} {body}"
    return [body]


def _piece(article: Article, rng: random.Random, style: str) -> list[str]:
    if style == "teasers" or (style == "mixed" and rng.random() < 0.6):
        body = _teaser(article, rng)
    else:
        body = _paragraphs(article, rng)
        if rng.random() < 0.5:
            body = body[: rng.randint(2, 12)]
        if rng.random() < 0.25:
            body[-1] = _broken_off(body[-1])
    if style == "titled" and article.title and not body[0].startswith(article.title):
        body.insert(0, article.title.upper() if rng.random() < 0.2 else article.title)
        if rng.random() < 0.3:
            body.insert(1, f"By {rng.choice(NAMES)}")
    if rng.random() < 0.08:
        body.append(f"{rng.choice(('Source', 'Photo'))}: {rng.choice(OUTLETS)}")
    return body


def _spliced(pool: list[Article], rng: random.Random) -> Page:
    style, gap = rng.choice(STYLES), rng.choice(("\n", "\n\n"))
    is_numbered = style == "titled" and rng.random() < 0.15
    text, starts = "", []
    for n, article in enumerate(rng.sample(pool, rng.randint(2, 8)), 1):
        body = (f"{n}. " if is_numbered else "") + gap.join(_piece(article, rng, style))
        if text:
            text += gap + (f"***{gap}" if style == "ruled" else "")
            starts.append(len(text))
        text += body
    return Page(text, tuple(starts), f"spliced {style}")


def _single(article: Article, rng: random.Random) -> Page:
    body = _paragraphs(article, rng)
    if article.title and rng.random() < 0.5 and not body[0].startswith(article.title):
        body.insert(0, article.title)
    if rng.random() < 0.2:
        body[-1] = _broken_off(body[-1])
    return Page(rng.choice(("\n", "\n\n")).join(body), (), f"single {article.group}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", type=Path, required=True, help="the folder that holds corpora/ and gold/")
    parser.add_argument("--pages", type=int, default=300, help="spliced pages a half")
    parser.add_argument("--fit", action="store_true", help="print weights fitted on the tuning half and stop")
    args = parser.parse_args()
    everything = list(articles(args.shared))
    if args.fit:
        for name, weight in fitted(pages(everything, "tune", args.pages)).items():
            print(f"{name}\t{weight}")
        return
    by_sort = counts(pages(everything, "report", args.pages) + derived(args.shared))
    for sort in sorted(by_sort):
        show(sort, {sort: by_sort[sort]})
    for name in ("spliced", "derived"):
        show(f"all {name}", {sort: row for sort, row in by_sort.items() if sort.startswith(name)})
    web = tuple(f"single {name}" for name in WEB_SETS)
    single = {sort: row for sort, row in by_sort.items() if sort.startswith("single")}
    show("single, news", {sort: row for sort, row in single.items() if sort not in web})
    show("single, web", {sort: row for sort, row in single.items() if sort in web})


if __name__ == "__main__":
    main()
