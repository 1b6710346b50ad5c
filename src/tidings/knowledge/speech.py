"""Words that report what somebody says, from tables/speech.tsv."""

from __future__ import annotations

from dataclasses import dataclass

from tidings.knowledge.own import BUILT_IN, Tables

SORTS = (
    "verb", "clausal", "pledging", "held", "accusing", "evidence", "citing", "hearsay", "unsaid", "noun", "spoken",
    "rumoured", "carrier", "speaker", "phrase",
    "document", "image", "interception", "intercepted", "reporter", "observed", "inferred",
    "form",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Speech:
    """Reporting words by sort.

    `verb` takes a clause ("said that"), or an object that is reported ("reported the attack") unless it is `clausal`
    ("found the rifles" reports nothing), or an infinitive where it is `pledging` ("vowed to strike"); `held` tells of a
    mind ("favours a truce"). `accusing` takes a person and a deed ("accused X of"), `evidence` has a document or film
    as subject ("the footage shows"), which a `noun` names. `spoken` says something itself ("the claim that"), where it
    is `rumoured` also without a maker ("reports of"). `citing` names whom the speaker quotes, a `carrier` is the paper
    or station that was told, a `speaker` may open a line with a colon. `hearsay` and `unsaid` (a passive without an
    agent) leave open who says it, `phrase` is "according to".

    What a source rests on: nouns of a `document`, an `image` or an `interception`, words beside one that was
    `intercepted`; an outlet's own `reporter` who `observed` it; verbs of who `inferred` it. A `form` of text is one
    person's or body's word from its head to its end.
    """

    by_sort: dict[str, frozenset[str]]

    @classmethod
    def load(cls, tables: Tables = BUILT_IN) -> Speech:
        """Read the table. Raises KnowledgeError for an unknown sort."""
        out: dict[str, set[str]] = {sort: set() for sort in SORTS}
        for row in tables.rows("speech"):
            if row["sort"] not in out:
                raise row.fault(f'no sort "{row["sort"]}"; the sorts are {", ".join(SORTS)}')
            out[row["sort"]].add(row["word"])
        return cls({sort: frozenset(words) for sort, words in out.items()})

    def has(self, sort: str, word: str) -> bool:
        """Whether the word is of that sort."""
        return word in self.by_sort[sort]
