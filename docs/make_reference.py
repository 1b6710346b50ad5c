"""Write the reference pages from the program itself: verbs, public names, tables, values, and the JSON of a Reading.

They are made whenever the site is built, so that none of them can be out of date; nothing of them is kept in git.
"""

from __future__ import annotations

import dataclasses
import inspect
import json
import re
import textwrap
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

import typer.main
import yaml

import tidings
from tidings import Knowledge, ingest, reading
from tidings.cli import app
from tidings.knowledge.grading import bands, credibility_rules, stix_confidence
from tidings.knowledge.tables import TABLES, read_table
from tidings.linking import compare
from tidings.model import METHODS, Document
from tidings.model.contract import reading_json

ROOT = Path(__file__).resolve().parents[1]
SAMPLE = "examples/reports/09-chain.md"
MADE = "*Made from the program when this site was built.*\n"
SHARED = ("--quiet", "--traceback", "--help")  # options that every verb has
EXTRA = re.compile(r"^(?P<name>\w+) = \[(?P<needs>.+)\](?:  # (?P<about>.+))?$", re.M)


def table(heads: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """Return a Markdown table; what would end a cell or open a tag is written out."""
    cells = [[cell(value) for value in row] for row in rows]
    return "\n".join("| " + " | ".join(row) + " |" for row in [list(heads), ["---"] * len(heads), *cells]) + "\n"


def cell(value: object) -> str:
    """Return the value as the text of one cell; in code nothing needs to be written out."""
    parts = re.split(r"(`[^`]*`)", " ".join(str("" if value is None else value).split()))
    return "".join(p if p.startswith("`") else p.replace("|", "\\|").replace("<", "&lt;") for p in parts)


def code(value: object) -> str:
    """Return the value as code, nothing for nothing."""
    text = str("" if value is None else value)
    return f"`{text}`" if text else ""


def commands() -> dict[str, Any]:
    """Return each verb's command, in the order of `tidings --help`."""
    group: Any = typer.main.get_command(app)
    return dict(group.commands)


def cli() -> str:
    """The page of verbs and options."""
    verbs = commands()
    short = [(f"[{name}](#tidings-{name})", first_line(one.help)) for name, one in verbs.items()]
    head = [
        "# Command line\n",
        MADE,
        re.sub(r"tidings (?:add|events) [\w. ]+\b", lambda m: code(m[0]), str(app.info.help)),
        table(("verb", "what it does"), short),
        "Every verb also has `--quiet` (`-q`: no notes and no progress on stderr), `--traceback` (where in the program",
        "an error arose) and `--help`.\n",
    ]
    return "\n".join([*head, *(verb(name, one) for name, one in verbs.items())])


def verb(name: str, command: Any) -> str:
    """One verb: what it does, how it is typed, each argument and option."""
    arguments = [p for p in command.params if p.param_type_name == "argument" and not p.hidden]
    options = [p for p in command.params if p.param_type_name == "option" and not p.hidden]
    typed = " ".join(["tidings", name, *(usage(a) for a in arguments), "[OPTIONS]"])
    rows = [(code(placeholder(a)), a.help) for a in arguments]
    rows += [(flags(o), told(o)) for o in options if not set(o.opts) & set(SHARED)]
    parts = [f"## tidings {name}\n", *help_paragraphs(command.help), f"```text\n{typed}\n```\n"]
    return "\n".join([*parts, table(("", ""), rows)])


def placeholder(param: Any) -> str:
    """What stands for the value: "CASE", "DATE"; a flag has none."""
    return "" if getattr(param, "is_flag", False) else str(param.metavar or param.name.upper())


def usage(argument: Any) -> str:
    """The argument as the usage line shows it."""
    return placeholder(argument) if argument.required else f"[{placeholder(argument)}]"


def flags(option: Any) -> str:
    """The option's names, with what stands for its value."""
    names = ", ".join(code(name) for name in [*option.opts, *option.secondary_opts])
    return f"{names} {placeholder(option)}".strip()


def told(option: Any) -> str:
    """The option's help, with what holds where it is not given."""
    plain = option.default is None or option.default is False or option.default == []
    return str(option.help or "") + ("" if plain or callable(option.default) else f" Without it: {option.default}")


def help_paragraphs(text: str) -> Iterator[str]:
    """Yield a help text as paragraphs; what stands indented or after "Example:" is code."""
    for part in re.split(r"\n\s*\n", inspect.cleandoc(text or "")):
        found = re.fullmatch(r"Examples?: (.+)", part, re.S)
        if found:
            yield f"```text\n{found[1]}\n```\n"
        elif part.startswith("    "):
            yield f"```text\n{textwrap.dedent(part)}\n```\n"
        else:
            yield part.replace("<", "&lt;") + "\n"


def first_line(text: str | None) -> str:
    """Return the first sentence of a help text or docstring."""
    return inspect.cleandoc(text or "").split("\n\n")[0].replace("\n", " ")


def python() -> str:
    """The page of public Python names."""
    names = list(tidings.__all__)
    rows = [(f"[`{name}`](#{name.lower()})", first_line(getattr(tidings, name).__doc__)) for name in names]
    head = [
        "# Python\n",
        MADE,
        "Everything that `import tidings` gives. What is not listed here may change at any time.\n",
    ]
    return "\n".join([*head, table(("name", "what it is"), rows), *(named(name) for name in names)])


def named(name: str) -> str:
    """One public name: how it is called, what it says of itself, its fields and methods."""
    value = getattr(tidings, name)
    parts = [f"## {name}\n", signature(name, value), *docstring(value)]
    if inspect.isclass(value):
        if dataclasses.is_dataclass(value):
            rows = [(code(f.name), code(f.type), default(f)) for f in dataclasses.fields(value) if f.name[0] != "_"]
            parts.append(table(("field", "type", "default"), rows))
        for member, one in members(value):
            parts += [f"### {name}.{member}\n", signature(f"{name}.{member}", one), *docstring(one)]
    return "\n".join(parts)


def default(one: dataclasses.Field[Any]) -> str:
    """A field's default as code, nothing where it has to be given."""
    return "" if one.default is dataclasses.MISSING else code(repr(one.default))


def members(value: type) -> Iterator[tuple[str, Any]]:
    """Yield the public methods and properties of a class, those of its own bases included."""
    seen: set[str] = set()
    for base in value.__mro__:
        if not base.__module__.startswith("tidings"):
            continue
        for name, one in vars(base).items():
            plain = one.__func__ if isinstance(one, classmethod | staticmethod) else one
            is_shown = inspect.isfunction(plain) or isinstance(plain, property)
            if name[0] != "_" and is_shown and name not in seen:
                seen.add(name)
                yield name, plain


def signature(name: str, value: Any) -> str:
    """How it is called, as code; a property and a class of fields have nothing to call."""
    if isinstance(value, property) or dataclasses.is_dataclass(value):
        return ""
    try:
        shown = str(inspect.signature(value)).replace("'", "").replace("self, ", "").replace("(self)", "()")
    except (TypeError, ValueError):
        return ""
    return f"```python\n{name}{shown}\n```\n"


def docstring(value: Any) -> Iterator[str]:
    """Yield the docstring's paragraphs; examples are code."""
    for part in re.split(r"\n\s*\n", inspect.getdoc(value) or ""):
        yield f"```python\n{part}\n```\n" if part.startswith(">>>") else part.replace("<", "&lt;") + "\n"


def tables() -> str:
    """The page of knowledge tables."""
    rows = []
    for path in sorted(TABLES.rglob("*.tsv")):
        read = read_table(path)
        rows.append((code(path.stem), f"{len(read):,}", *(read.head[key] for key in ("about", "origin", "licence"))))
    kinds = []
    for path in sorted((TABLES / "events").glob("*.yaml")):
        head = dict(re.findall(r"^# (\w+): (.+)$", path.read_text(encoding="utf-8"), re.M))
        family = yaml.safe_load(path.read_text(encoding="utf-8"))
        words = sum(len(kind["triggers"]) for kind in family.values())
        about = f"{head['about']}: {', '.join(family)}"
        kinds.append((code(f"events/{path.stem}"), f"{words:,}", about, head["origin"], head["licence"]))
    total = sum(int(row[1].replace(",", "")) for row in [*rows, *kinds])
    heads = ("table", "rows", "about", "origin", "licence")
    return "\n".join([
        "# Knowledge tables\n",
        MADE,
        f"What Tidings knows beside its rules stands in {len(rows) + len(kinds)} tables with {total:,} rows, in",
        "`src/tidings/knowledge/tables`. Each row has an example of its word in use; `tidings check knowledge` reads",
        "them all and says which it proves. How to add your own: [knowledge](../knowledge.md).\n",
        "## Kinds of event\n",
        table(heads, kinds),
        "## All other tables\n",
        table(heads, rows),
    ])  # fmt: skip


def kinds() -> str:
    """Every kind of event with its definition, roles, examples, and names in other codebooks."""
    know = Knowledge()
    rows = []
    for kind in sorted(know.events, key=lambda kind: kind.name):
        yes = "; ".join(kind.examples[:2])
        rows.append(
            (f"**{kind.name}**", kind.definition, ", ".join(kind.roles), yes, "; ".join(kind.counterexamples[:2]))
        )
    return table(("kind", "what it is", "roles", "is one", "is none"), rows)


def codes() -> str:
    """What other codebooks call each kind."""
    rows = []
    for path in sorted((TABLES / "events").glob("*.yaml")):
        for name, kind in yaml.safe_load(path.read_text(encoding="utf-8")).items():
            books = (kind.get(book) for book in ("plover", "acled", "ucdp", "gtd"))
            rows.append((f"**{name}**", *("; ".join(b) if isinstance(b, list) else b for b in books)))
    return table(("kind", "PLOVER", "ACLED", "UCDP", "GTD"), sorted(rows))


def credibility() -> str:
    """The rules of credibility, in the order in which they are tried."""
    rows = []
    for rule in credibility_rules():
        rows.append((
            code(rule.id), between(*rule.independent), between(*rule.deniers),
            "yes" if rule.is_unnamed else "no", f"**{rule.credibility}**", rule.wording,
            stix_confidence(rule.credibility),
        ))  # fmt: skip
    heads = ("rule", "independent origins", "deniers", "only unnamed", "credibility", "wording", "STIX confidence")
    return table(heads, rows)


def between(low: int, high: int) -> str:
    """Return "2", "2 or more"."""
    return str(low) if low == high else f"{low} or more" if high > 99 else f"{low} to {high}"


def likelihood() -> str:
    """The words of likelihood, by ICD 203, with their percent and STIX confidence."""
    rows = [("; ".join(b.words), f"{b.low}-{b.high}", b.stix, f"{b.stix_range[0]}-{b.stix_range[1]}") for b in bands()]
    return table(("words", "percent", "STIX confidence", "read back from"), rows)


def contract() -> str:
    """The JSON of a report that comes with Tidings, as `tidings read --json` prints it, with one account."""
    doc = next(d for d in ingest.documents([str(ROOT / SAMPLE)]) if isinstance(d, Document))
    know = Knowledge()
    whole = reading_json(reading.read(ingest.stories(doc, know)[0], know))
    account = next(a for a in whole["accounts"] if len(a["sources"]) > 1 and a["place"])
    labels = {m["label"]: m for m in reversed(whole["mentions"])}
    story = whole["story"] | {"text": whole["story"]["text"][:60] + "…"}
    shown = {"story": story, "mentions": list(labels.values()), "accounts": [account]}
    return f"```json\n{json.dumps(shown, ensure_ascii=False, indent=1)}\n```\n"


def methods() -> str:
    """The methods of an attack, in one line."""
    return ", ".join(code(name) for name in METHODS) + "\n"


def linking() -> str:
    """The features by which two accounts are compared, with their weights."""
    rows = [(code(one.__name__), f"{weight:g}", first_line(one.__doc__)) for one, weight in compare.WEIGHTS]
    rows += [("none of them", f"{compare.BIAS:g}", "what every pair starts from")]
    rows += [("each at -1", f"{compare.CONTRADICTED:g}", "added once more for each, unless the words are a copy's")]
    return table(("feature", "weight", "its score"), rows)


def extras() -> str:
    """The extras of the package, with what each is for and what it installs."""
    text = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    listed = text.partition("[project.optional-dependencies]\n")[2].partition("\n[")[0]
    rows = [
        (code(m["name"]), m["about"], ", ".join(re.findall(r'"([\w-]+)', m["needs"]))) for m in EXTRA.finditer(listed)
    ]
    return table(("extra", "for", "installs"), rows)


PAGES = {"reference/cli.md": cli, "reference/python.md": python, "reference/tables.md": tables}
PARTS = {
    one.__name__: one for one in (kinds, codes, credibility, likelihood, contract, methods, linking, extras)
}  # what a line `<!-- made: NAME -->` becomes
