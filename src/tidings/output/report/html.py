"""The dossier as one HTML file: nothing is loaded from anywhere, it prints, and it is legible in dark and light."""

from __future__ import annotations

import html
from collections.abc import Iterator

from tidings.output.report.parts import Block, Dossier, Figure, Grid, Note, Paragraph, Remark, Row, Sentence
from tidings.output.report.picture import DARK, LIGHT, Tone, svg
from tidings.output.report.text import moment, shown

POLICY = "default-src 'none'; style-src 'unsafe-inline'"
STYLE = """
:root{color-scheme:light dark;%(light)s}
@media (prefers-color-scheme:dark){:root{%(dark)s}}
body{background:var(--ground);color:var(--ink);font:16px/1.5 system-ui,sans-serif;max-width:52rem;margin:2rem auto;
padding:0 1rem;overflow-wrap:break-word}
h1{font-size:1.7rem;line-height:1.25}h2{font-size:1.25rem;margin-top:2.2rem;border-bottom:1px solid var(--grid)}
a{color:var(--other)}sup a{text-decoration:none;padding:0 .1em}.made,.foot,.remark,figcaption{color:var(--soft)}
.foot{display:block;font-size:.85rem}figure{margin:1.2rem 0}figcaption{font-size:.85rem}svg{width:100%%;height:auto}
table{border-collapse:collapse;width:100%%;font-size:.87rem;margin:1rem 0;display:block;overflow-x:auto}
th,td{text-align:left;vertical-align:top;padding:.3rem .6rem .3rem 0;border-bottom:1px solid var(--grid)}
.notes{font-size:.87rem}.notes p{margin:.2rem 0}blockquote{margin:.3rem 0 .3rem 1rem}code{font-size:.8em;
overflow-wrap:anywhere}.notes li:target{background:var(--sea)}text{font-family:system-ui,sans-serif}%(paint)s
@media print{:root{%(light)s}body{max-width:none;margin:0;font-size:10.5pt}h2{break-after:avoid}
figure,tr,.notes li{break-inside:avoid}table{display:table}a{color:inherit;text-decoration:none}}
"""


def dossier_html(dossier: Dossier) -> Iterator[str]:
    """Yield the page in pieces."""
    title = _text(dossier.title)
    yield '<!doctype html>\n<html lang="en"><head><meta charset="utf-8">'
    yield f'<meta http-equiv="Content-Security-Policy" content="{html.escape(POLICY)}">'
    yield '<meta name="viewport" content="width=device-width,initial-scale=1">'
    yield '<meta name="referrer" content="no-referrer">'
    yield f"<title>{title}</title><style>{_style()}</style></head>\n<body><main><h1>{title}</h1>"
    yield f'<p class="made">Made {moment(dossier.made)}</p>\n'
    for section in dossier.sections:
        yield f"<section><h2>{_text(section.title)}</h2>\n"
        yield from map(_block, section.blocks)
        yield "</section>\n"
    if dossier.notes:
        yield '<section class="notes"><h2>Notes</h2><ol>\n'
        yield from map(_note, dossier.notes)
        yield "</ol></section>\n"
    yield "</main></body></html>\n"


def _style() -> str:
    def colours(tones: dict[Tone, str]) -> str:
        return ";".join(f"--{name}:{value}" for name, value in tones.items())

    paint = "".join(
        f".f-{name}{{fill:var(--{name})}}.s-{name}{{stroke:var(--{name})}}path.s-{name}:not([class*=f-]),"
        f"circle.s-{name}{{fill:none}}"
        for name in LIGHT
    )
    return STYLE % {"light": colours(LIGHT), "dark": colours(DARK), "paint": paint + "circle{stroke-width:2}"}


def _block(block: Block) -> str:
    if isinstance(block, Figure):
        return f"<figure>{svg(block.picture, block.caption)}<figcaption>{_text(block.caption)}</figcaption></figure>\n"
    if isinstance(block, Grid):
        named = (*block.heads, "Notes") if block.has_notes else block.heads
        heads = "".join(f"<th>{_text(head)}</th>" for head in named)
        rows = "".join(_row(row, block) for row in block.rows)
        return f"<table><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table>\n"
    return _paragraph(block)


def _paragraph(block: Paragraph) -> str:
    head = f"<strong>{_text(block.head)}</strong> " if block.head else ""
    foot = f'<span class="foot">{_text(block.foot)}</span>' if block.foot else ""
    return f"<p>{head}{' '.join(map(_part, block.parts))}{foot}</p>\n"


def _part(part: Sentence | Remark) -> str:
    if isinstance(part, Remark):
        return f'<span class="remark">{_text(part.text)}</span>'
    return f"{_text(part.text)}{_marks(part.notes)}"


def _row(row: Row, grid: Grid) -> str:
    notes = f"<td>{_marks(row.notes)}</td>" if grid.has_notes else ""
    return f"<tr>{''.join(f'<td>{_text(cell)}</td>' for cell in row.cells)}{notes}</tr>"


def _marks(notes: tuple[int, ...]) -> str:
    return "".join(f'<sup><a href="#note-{n}">[{n}]</a></sup>' for n in notes)


def _note(note: Note) -> str:
    quotes = "".join(
        f'<blockquote data-start="{q.start}" data-end="{q.end}">“{_text(q.text)}”</blockquote>' for q in note.quotes
    )
    facts = "".join(f"<p>{_text(line)}</p>" for line in note_lines(note))
    return f'<li id="note-{note.number}" value="{note.number}">{quotes}{facts}</li>\n'


def note_lines(note: Note) -> list[str]:
    """Return what is known of the note's story and document, line by line; what is unknown is said to be."""
    headline = f"“{shown(note.headline)}”, " if note.headline else ""
    published = f"published {note.published}" if note.published else "date of publication not known"
    lines = [f"{headline}{shown(note.publisher or 'publisher not known')}, {published}"]
    if note.url:
        lines.append(f"Address: {shown(note.url)}")
    came = f", from {shown(note.came)}" if note.came and note.came != note.url else ""
    fetched = f", retrieved {note.retrieved}" if note.retrieved else ""
    return [*lines, f"Document sha256:{note.document}{came}{fetched}; story {note.story}"]


def _text(text: str) -> str:
    return html.escape(shown(text))
