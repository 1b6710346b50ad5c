"""Write docs/tour.md and the picture in README.md from what the program does with the example reports.

`make tour` writes them; a test compares what is written with what this file makes now.
"""

from __future__ import annotations

import re
import tempfile
import textwrap
from collections import Counter
from collections.abc import Iterable, Sequence
from contextlib import chdir
from pathlib import Path

from typer.testing import CliRunner

from tidings import Case, Knowledge, Mention, Reading, Story, ingest, reading
from tidings.cli import app
from tidings.ingest.dating import date_stories
from tidings.model import Account, Amount, Document, Place, Published, Quote, When
from tidings.model.links import Told
from tidings.model.measures import shown
from tidings.output import chronology_lines
from tidings.reading.language import parse

ROOT = Path(__file__).resolve().parents[1]
REPORTS = "examples/reports"
REPORT = f"{REPORTS}/09-chain.md"
KINDS = ("--kind", "abduct", "--kind", "attack", "--kind", "claim")
CASE = "example.tidings"
PICTURE = ("events", CASE, "--text", "Garissa", "--since", "2023", *KINDS)
MARKS = re.compile(r"(?<=<!-- picture: made by `make tour` -->\n).*?(?=<!-- end of picture -->)", re.S)
SHOWN = 12  # mentions in the table
HEAD = """# Tour: one report, step by step

This page follows [one example report](../{report}) through every step and shows the real values
in between, mistakes included. The report is invented; it tells what a research centre says that an armed group says.
`make tour` writes this page, and a test fails when the program no longer does what stands here.

The steps are those of [pipeline.py](../src/tidings/pipeline.py):

    inputs -> documents -> stories -> reading (mentions, accounts) -> events, origins, lineage -> grades
"""


def tour(folder: Path) -> str:
    """Return the whole page; `folder` holds the case of the examples."""
    know = Knowledge()
    with chdir(ROOT):
        doc = next(d for d in ingest.documents([REPORT]) if isinstance(d, Document))
        story = ingest.stories(doc, know)[0]
        read = reading.read(story, know)
        parts = [
            HEAD.format(report=REPORT),
            *document(doc),
            *cutting(doc),
            *dating(doc, story, know),
            *sentences(story),
            *mentions(read),
            *accounts(read),
            *events(read, folder / CASE),
        ]
    return "\n".join(parts).rstrip() + "\n"


def table(heads: Sequence[str], rows: Iterable[Sequence[object]]) -> list[str]:
    """Return a Markdown table."""
    cells = [[str(cell).replace("|", "\\|").replace("\n", " ") for cell in row] for row in rows]
    return ["| " + " | ".join(row) + " |" for row in [list(heads), ["---"] * len(heads), *cells]] + [""]


def prose(*text: str) -> str:
    """Return a paragraph, filled to the width of the other pages."""
    return textwrap.fill(" ".join(text), 120, break_long_words=False, break_on_hyphens=False) + "\n"


def quoted(text: str) -> str:
    """Return the words in quotation marks, on one line."""
    return f"“{' '.join(text.split())}”"


def document(doc: Document) -> list[str]:
    """Step 1: bytes."""
    facts = [("origin", f"`{doc.origin}`"), ("bytes", len(doc.raw)), ("media type", f"`{doc.media_type}`")]
    return [
        "## 1. Document: the bytes as received\n",
        "A document is its bytes; its identity is their SHA-256. Read twice, it is still one document.\n",
        *table(("", ""), [*facts, ("SHA-256", f"`{doc.sha256}`")]),
    ]


def cutting(doc: Document) -> list[str]:
    """Step 2: stories."""
    text, found = ingest.cut(doc)
    rows = [(f"{s.start}-{s.end}", s.headline, s.byline, s.publisher, s.language, f"`{s.id}`") for s in found]
    return [
        "## 2. Stories: the document cut into reports\n",
        prose(
            f"The text of the document has {len(text.text):,} characters and holds {len(found)} story. The head of the",
            "file (between its `---` lines) told headline, byline and publisher. Every offset from here on counts the",
            "characters of the story.",
        ),
        *table(("characters", "headline", "byline", "publisher", "language", "id"), rows),
    ]


def dating(doc: Document, story: Story, know: Knowledge) -> list[str]:
    """Step 3: the day of publication."""
    _, found = ingest.cut(doc)
    bare = date_stories(found, (), know.calendar)[0]
    rows = [("with the head of the file", *published(story)), ("from the story's words alone", *published(bare))]
    return [
        "## 3. Dating: when it was published, and how that is known\n",
        prose(
            "A ladder from sure to doubtful: metadata, address, dateline, a line that tells the day, clues in the",
            "text. The second row shows what the words alone would have given: unknown beats a guess.",
        ),
        *table(("", "day", "precision", "basis", "words"), rows),
    ]


def published(story: Story) -> tuple[str, str, str, str]:
    """Return the day, its precision, its basis and the words it rests on."""
    when: Published = story.published
    span = f"{when.earliest or ''} to {when.latest or ''}" if when.earliest or when.latest else "unknown"
    words = ", ".join(quoted(s.of(story.text)) for s in when.evidence)
    return when.date or span, when.precision, when.basis, words or "none"


def sentences(story: Story) -> list[str]:
    """Step 4: the linguistic base."""
    doc = parse(story.text)
    spans = [(s.start_char, s.end_char, s.text) for s in doc.sents if s.text.strip()]
    rows = [(n, f"{a}-{b}", quoted(text)) for n, (a, b, text) in enumerate(spans, 1)]
    return [
        "## 4. Sentences: what the parser sees\n",
        prose(
            f"spaCy's small English pipeline gives {len(doc)} tokens in {len(spans)} sentences, with lemmas and a",
            "parse. A line break always ends a sentence, so that a headline never runs on into the text below it.",
        ),
        *table(("", "characters", "sentence"), rows),
    ]


def mentions(read: Reading) -> list[str]:
    """Step 5: what words name."""
    counts = Counter(m.label for m in read.mentions)
    told = ", ".join(f"{n} {label}" for label, n in sorted(counts.items()))
    below = [m for m in read.mentions if m.quote.start > len(read.story.headline or "")][:SHOWN]
    rows = [(m.label, f"{m.quote.start}-{m.quote.end}", quoted(m.quote.text), worth(m), f"`{m.rule}`") for m in below]
    return [
        "## 5. Mentions: words that name something\n",
        prose(
            f"{len(read.mentions)} mentions: {told}. Here are the first {SHOWN} below the headline, each with the name",
            "and version of the rule that made it.",
        ),
        *table(("label", "characters", "words", "stands for", "rule"), rows),
    ]


def worth(mention: Mention) -> str:
    """What a mention stands for, in a few words."""
    value, entity = mention.value, mention.entity
    if isinstance(value, When):
        return shown(value) or "unknown"
    if isinstance(value, Place):
        where = f"{value.relation or 'in'} {value.name}, {value.country}"
        return f"{where} (GeoNames {value.geonames}, within {value.radius_km} km)"
    if isinstance(value, Amount):
        return f"{amount(value)} {value.of or ''} ({value.measure})"
    return (
        f"{entity.name} ({getattr(entity, 'type', None) or getattr(entity, 'category', '')})" if entity else "unknown"
    )


def amount(value: Amount) -> str:
    """Return a number as "10", "3 to 4" or "1 or more"."""
    ends = [f"{end:g}" for end in (value.min, value.max) if end is not None]
    return " to ".join(dict.fromkeys(ends)) + (" or more" if value.max is None else "")


def accounts(read: Reading) -> list[str]:
    """Step 6: what is told."""
    rows = [
        (a.kind, a.status, ", ".join(quoted(q.text) for q in a.mentions), chain(a), f"{a.confidence:.2f}")
        for a in read.accounts
    ]
    return [
        "## 6. Accounts: what the story tells, how surely, on whose word\n",
        prose(
            "One incident, one account, however often the story comes back to it. The status says how far the story",
            "commits itself. The chain of sources runs from the one nearest the reader to the one who knows.",
        ),
        *table(("kind", "status", "told by", "on the word of", "confidence"), rows),
        *one_account(next(a for a in read.accounts if len(a.sources) > 1)),
    ]


def chain(account: Account) -> str:
    """Return the sources from the outermost to the origin."""
    return " ← ".join(s.name for s in account.sources) or "the story itself"


def one_account(account: Account) -> list[str]:
    """Every field of an account with the words it stands on."""
    rows: list[tuple[str, object, str]] = [("status", account.status, words(account.status_words))]
    rows += [("source", s.name, f"{words(s.quote)} {words(s.cue)}".strip()) for s in account.sources]
    rows += [(role, f.name, words(f.quote)) for role, fillers in account.roles for f in fillers]
    rows += [(name, amount(c.amount), words(c.quote)) for name, c in account.numbers]
    if account.time:
        rows.append(("time", shown(account.time.when), words(account.time.quote)))
    if account.place:
        rows.append(("place", account.place.place.name, words(account.place.quote)))
    return [
        prose(
            f"The first of these with a chain is the account `{account.id}` ({account.kind}). No span, no fact: each",
            "value stands on words, and the words are compared with the text whenever they are loaded.",
        ),
        *table(("field", "value", "words"), rows),
        f"Why: {', '.join(f'`{rule}`' for rule in account.because)}.\n",
    ]


def words(quote: Quote | None) -> str:
    """Return a quote with its place; nothing for none."""
    return f"{quoted(quote.text)} {quote.start}-{quote.end}" if quote else ""


def events(read: Reading, path: Path) -> list[str]:
    """Step 7: the case."""
    with Case(path) as case:
        counts = case.counts()
        ours = {account.id for account in read.accounts}
        told = [one for one in case.told() if ours & set(one.event.accounts)]
        copies = [row for row in case.lineage() if row.relation == "copies"]
        widest = max(case.events(), key=lambda e: (e.stories, e.id))
    rows = [event_row(one) for one in told]
    return [
        "## 7. Events: the case\n",
        prose(
            f"Added with the other examples, {counts['documents']} documents give {counts['stories']} stories,",
            f"{counts['accounts']} accounts and {counts['events']} events. Accounts of one incident are linked across",
            "stories, each chain is followed to its origin, a written rule grades the rest. Our report tells these:",
        ),
        *table(("event", "when", "stories", "independent origins", "grade", "why"), rows),
        prose(
            f"Outlets that print the same text add nothing: among the other examples {len(copies)} pairs of stories",
            f"are copies, and the event that most stories tell ({widest.kind}, {widest.stories} stories) has",
            f"{widest.independent} independent origins.",
        ),
        *show(told),
    ]


def event_row(told: Told) -> tuple[object, ...]:
    """Return one event in a line."""
    event = told.event
    name = event.kind if event.status == "happened" else f"{event.kind} [{event.status}]"
    origins = f"{event.independent}: {', '.join(event.origins)}" if event.origins else 0
    grade = f"F{event.credibility}"
    return name, shown(event.time) or "unknown", event.stories, origins, grade, event.credibility_because


def show(told: Sequence[Told]) -> list[str]:
    """The chronology's block of the first of the events."""
    return ["In the chronology the first of them reads:\n", "```text", *chronology_lines(told[:1])[:-1], "```", ""]


def case_of_examples(folder: Path) -> None:
    """Add the examples to a case in the folder, as the README's first command does."""
    (folder / "examples").symlink_to(ROOT / "examples")
    with chdir(folder), Case(CASE) as case:
        case.add(REPORTS)


def picture(folder: Path) -> str:
    """Return what the README shows: a command and what it prints."""
    with chdir(folder):
        printed = CliRunner(env={"NO_COLOR": "1", "COLUMNS": "100"}).invoke(app, PICTURE).stdout
    return f"```text\n$ tidings {' '.join(PICTURE)}\n{printed.rstrip()}\n```\n"


def readme(text: str, folder: Path) -> str:
    """Return the README with the picture as it is now."""
    return MARKS.sub(lambda _: picture(folder), text)


def main() -> None:
    """Write the tour and the picture."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        case_of_examples(folder)
        (ROOT / "docs" / "tour.md").write_text(tour(folder), encoding="utf-8")
        page = ROOT / "README.md"
        page.write_text(readme(page.read_text(encoding="utf-8"), folder), encoding="utf-8")


if __name__ == "__main__":
    main()
