"""A page is cut where one story ends and the next begins, and a single story hardly ever."""

from __future__ import annotations

import json
import random
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest

from tidings.ingest import cut, trees
from tidings.ingest.blocks import units
from tidings.ingest.cohesion import Paragraph
from tidings.ingest.cues import Page, cues, settled
from tidings.ingest.cutting import LONG_PAGE, candidates, parts, weights
from tidings.ingest.surroundings import REACH, Likely, Likeness, sides
from tidings.ingest.topics import Topics, direction, same_topic
from tidings.knowledge.tables import table
from tidings.model import Document

PORT = [
    "Customs officers at the port of Rotterdam seized 62 small aircraft engines on Tuesday that "
    "prosecutors believe were to be smuggled to an armed faction in western Libya, in the largest such "
    "find in the Netherlands this year.",
    "The engines lay in a container declared as garden machinery. A Belgian broker and a Libyan student "
    "were arrested in Breda the same evening, and the prosecutors asked a judge to keep both in custody.",
    "A lawyer for the broker said his client had believed that the engines were meant for model aircraft. "
    "The prosecutors said the container had been paid for through a letterbox firm in Breda.",
]
FERRY = [
    "A ferry carrying 140 passengers ran aground off the coast of Mindoro on Thursday after its captain "
    "misread a beacon in heavy rain, the Philippine coast guard reported, and all aboard were taken off "
    "unhurt by fishing boats.",
    "The coast guard said the ferry, built in 1987, had passed its last inspection in June. Divers found "
    "a gash of four metres in the hull but no oil around the reef, and the passengers were brought to "
    "Calapan by bus.",
]
MARKET = [
    "Traders in Gulu shut the main market on Wednesday in protest at a fee for stalls that the council doubled "
    "last month without a vote.",
    "“We pay for light and we sit in the dark,” said Grace Achen, who sells millet. The council's treasurer, Peter "
    "Okot, said the money would mend the roof before the rains.",
    "Achen and four other traders met Okot in the afternoon. They agreed to open the stalls again on Friday if the "
    "old fee is kept until the council has voted.",
]
TEASERS = [
    "A rare orchid that botanists had thought extinct for eighty years has been found flowering on a "
    "roundabout in Ghent, where a bus driver noticed its pale blossoms while waiting at a red light. The "
    "botanical garden has put up a fence and asked visitors to keep to the pavement, after some two "
    "thousand people came to",
    "Fishing crews from three villages on Lake Tana stopped work on Monday in protest at a new tax on "
    "nets, leaving the market of Bahir Dar without tilapia for the first time in a decade. Their "
    "spokesman said that the levy takes a third of what a crew earns in a good week and nearly all of "
    "what it earns in the",
    "Parliament in Montevideo has passed a law that lets towns close streets to cars on Sundays, ending a "
    "dispute of six years between mayors and the motorists' club. The club had argued that deliveries "
    "would suffer, while the mayors pointed to a trial in Colonia in which shops took more money on",
]


def doc(text: str) -> Document:
    return Document(text.encode(), "here", "text/plain")


def starts(text: str) -> list[str]:
    return [" ".join(story.text.split()[:3]) for story in cut(doc(text))[1]]


@pytest.mark.parametrize("gap", ["\n", "\n\n", "\r\n\r\n"])
@pytest.mark.parametrize(
    ("blocks", "want"),
    [
        (PORT, ["Customs officers at"]),
        (TEASERS, ["A rare orchid", "Fishing crews from", "Parliament in Montevideo"]),
        ([*PORT, "FERRY AGROUND: All aboard are safe " + TEASERS[1], TEASERS[2]],
         ["Customs officers at", "FERRY AGROUND: All", "Parliament in Montevideo"]),
        ([*PORT, "***", *FERRY], ["Customs officers at", "A ferry carrying"]),
        # full stories with no sign of layout between them
        ([*PORT, *MARKET], ["Customs officers at", "Traders in Gulu"]),
        ([" ".join(PORT + PORT[1:]), " ".join(MARKET + MARKET[1:])], ["Customs officers at", "Traders in Gulu"]),
        (["Dutch hold aircraft engines", *PORT, "Ferry with 140 aboard runs aground off Mindoro", *FERRY],
         ["Dutch hold aircraft", "Ferry with 140"]),
        (["Dutch hold aircraft engines", "By Ada Brook", *PORT, "FERRY AGROUND OFF MINDORO", "June 01, 2009", *FERRY],
         ["Dutch hold aircraft", "FERRY AGROUND OFF"]),
        (["1. Dutch hold engines bound for Libya", *PORT, "2. Ferry runs aground off Mindoro coast", *FERRY],
         ["1. Dutch hold", "2. Ferry runs"]),
        # traps: a subheading, a credit in the middle, an unfinished line that the next one finishes, a broken-off end
        ([PORT[0], "What the prosecutors say", *PORT[1:]], ["Customs officers at"]),
        ([PORT[0], "Photo: Northgate", *PORT[1:]], ["Customs officers at"]),
        ([PORT[0], "Also read: Ferry runs aground off Mindoro", *PORT[1:]], ["Customs officers at"]),
        ([*PORT[:2], PORT[2][:150]], ["Customs officers at"]),
    ],
)  # fmt: skip
def test_borders(blocks, want, gap):
    assert starts(gap.join(blocks)) == want


def test_a_page_of_four_dated_stories_has_four():
    text = Path("examples/reports/07-page-of-stories.txt").read_text(encoding="utf-8")
    assert [story.headline for story in cut(doc(text))[1]] == [
        "Customs officers seize surveillance drones in Salalah",
        "Dock workers protest in Valparaíso",
        "Ceasefire agreed between rival groups near Cotabato",
        "Ferry fire kills five off Batumi",
    ]


def test_the_broken_end_of_one_story_is_no_headline_of_the_next():
    end, (first, *_) = "The fee for stalls in Gulu market", MARKET
    whole = settled(units("\n".join([*MARKET, end, PORT[0]])))
    assert [block.text for block in whole[-1].blocks] == [PORT[0]]
    assert [block.text for block in settled(units("\n".join([*PORT, end, first])))[-1].blocks] == [end, first]


@pytest.mark.parametrize(
    ("line", "is_credit"),
    [
        ("Source: Northgate", True),
        ("Contact the writer: 555-0199", True),
        ("Contact the writers first, say customs officers", False),  # near miss: a headline
        ("Sources of aircraft engines named", False),
    ],
)
def test_a_credit_under_a_broken_end_is_no_headline_of_the_next_story(line, is_credit):
    end = "The fee for stalls in Gulu market"
    page = settled(units("\n".join([*MARKET, end, line, "Engines seized at port", PORT[0]])))
    over = [block.text for block in page[-1].blocks[:-1]]
    assert over == (["Engines seized at port"] if is_credit else [line, "Engines seized at port"])


def test_a_credit_under_a_headline_stays_with_its_story():
    page = settled(units("\n".join([*MARKET, "Engines seized at port", "Photo: Northgate", PORT[0]])))
    assert [block.text for block in page[-1].blocks[:-1]] == ["Engines seized at port", "Photo: Northgate"]


def test_no_story_is_shorter_than_a_teaser():
    stub = "Fishing crews on Lake Tana:"
    assert all(len(one.text.split()) > 10 for one in cut(doc("\n".join([stub, "***", *PORT, "***", stub])))[1])


def test_a_paragraph_is_compared_with_its_surroundings_only():
    text = "\n".join(f"{n}. {MARKET[n % 3]}" for n in range(400))
    page = Page.of(units(text))
    seen = sum(len(side.at) for n in range(1, 400) for side in sides(page.likeness, n, Likely([0.0] * 400)))
    assert seen <= 400 * 2 * REACH


def test_the_short_lines_of_a_long_list_are_not_weighed():
    found = units("\n".join(f"Police in town {n} held {n} men." for n in range(LONG_PAGE)))
    assert (list(candidates(found)), len(list(candidates(found[:100])))) == ([], 99)


def test_lines_wrapped_at_seventy_characters_are_no_borders():
    words, lines = " ".join(PORT).split(), [""]
    for word in words:
        lines[-1:] = [f"{lines[-1]} {word}".strip()] if len(lines[-1]) < 64 else [lines[-1], word]
    assert len(cut(doc("\n".join(lines)))[1]) == 1


@pytest.mark.parametrize(
    ("text", "headline", "byline", "publisher", "is_truncated"),
    [
        ("\n".join(PORT), None, None, None, False),
        ("\n\n".join(["Two held in Rotterdam"] * 2 + PORT), "Two held in Rotterdam", None, None, False),
        (
            "\n".join(["Two held in Rotterdam", "By Ada Brook", *PORT]),
            "Two held in Rotterdam",
            "By Ada Brook",
            None,
            False,
        ),
        (
            "\n".join(["Two held in Rotterdam.", "ROTTERDAM 2019-03-14", *PORT]),
            "Two held in Rotterdam.",
            None,
            None,
            False,
        ),
        ("\n".join([*PORT, "Source: Northgate Newswire"]), None, None, "Northgate Newswire", False),
        (
            "\n\n".join(["Nine die at border post, relief society says", "Source: Northgate", *PORT]),
            "Nine die at border post, relief society says",
            None,
            "Northgate",
            False,
        ),
        ("\n".join(["The nine had died at the post, as the society says", *PORT]), None, None, None, False),
        (TEASERS[0], None, None, None, True),
        (PORT[0] + " The judge ...", None, None, None, True),
        (PORT[0] + " Read more", None, None, None, True),
    ],
)
def test_what_a_story_says_about_itself(text, headline, byline, publisher, is_truncated):
    (story,) = cut(doc(text))[1]
    assert (story.headline, story.byline, story.publisher, story.truncated) == (
        headline,
        byline,
        publisher,
        is_truncated,
    )
    assert story.text == text


def test_a_headline_that_stands_twice_stays_in_the_text():
    text = "\n\n".join(["Two held in Rotterdam"] * 2 + PORT)
    assert cut(doc(text))[1][0].text.count("Two held in Rotterdam") == 2


def test_what_the_container_says_goes_before_the_text():
    row = {"text": "\n".join(["Two held", *PORT, "Source: NW"]), "title": "Engines seized", "publisher": "Northgate"}
    given = Document(json.dumps(row).encode(), "a#1", "application/json", given=(("id", "7"), ("headline", "Given")))
    (story,) = cut(given)[1]
    assert (story.headline, story.publisher, story.source_id, story.start) == ("Given", "Northgate", "7", 0)


def test_stories_are_verbatim_stretches_in_order():
    text = "\n\n \t".join([*PORT, "* * *", *FERRY, *TEASERS]) + "\n\n"
    whole, stories = cut(doc(text))
    assert whole.text == text
    assert [story.text for story in stories] == [text[story.start : story.end] for story in stories]
    assert all(a.end <= b.start for a, b in pairwise(stories))


def test_every_cue_has_a_weight_and_every_weight_a_cue():
    page = Page.of(units("\n".join(PORT)))
    found = cues(page, 1, Likely([0.0] * len(page.units)))
    assert set(found) == set(weights())
    assert {cue for tree in trees.trees() for cue, _ in tree.questions} <= set(found)


@pytest.mark.parametrize(
    ("cues_seen", "adds"),
    [
        ({"rule": 1.0, "lead before": 0.0}, 3.0),
        ({"rule": 1.0, "lead before": 0.5}, 4.0),
        ({"rule": 0.5, "lead before": 0.3}, 1.0),  # a bound is not above itself
        ({"rule": 0.0, "lead before": 0.9}, 2.0),
    ],
)
def test_a_tree_adds_what_its_answers_say(cues_seen, adds):
    assert trees.Tree.read("rule > 0.5|lead before > 0.3", "1|2|3|4")(cues_seen) == adds


def test_topics_of_one_story_lie_closer_than_those_of_two():
    said = [Paragraph(text) for text in (*PORT, *MARKET)]
    topics = Topics(said)
    port, rest, market = (row / np.linalg.norm(row) for row in topics.of([0, 1, 3]))
    assert float(port @ rest) > float(port @ market)


def test_a_paragraph_without_a_known_word_has_no_topic():
    topics = Topics([Paragraph("Xqzt wvvk."), Paragraph("")])
    assert not topics.of([0, 1]).any()
    found = same_topic(topics, *sides(Likeness(topics.said), 1, Likely([0.0, 0.0])))
    assert not any(found.values())


def test_each_letter_of_a_direction_is_a_number_of_steps():
    rows = table("topics").rows
    assert len({len(row["direction"]) for row in rows}) == 1
    assert direction("amnoz").tolist() == [-13.0, -1.0, 0.0, 1.0, 12.0]


@pytest.mark.parametrize("gap", ["\n", "\n\n"])
def test_a_wider_gap_parts_stories(gap):
    text = f"{gap.join(PORT)}{gap}\n{gap.join(FERRY)}"
    assert starts(text) == ["Customs officers at", "A ferry carrying"]


def test_the_five_stories_of_the_research_centre_page(shared):
    text = (shared / "reports" / "research-centre.txt").read_text(encoding="utf-8")
    lines = text.split("\n")
    stories = cut(doc(text))[1]
    assert [story.text for story in stories] == ["\n".join(lines[:-4]), *lines[-4:]]
    assert [story.truncated for story in stories] == [False, True, True, True, True]


def test_the_report_on_smuggled_drones_is_one_story(shared):
    text = (shared / "reports" / "smuggled-drones.txt").read_text(encoding="utf-8")
    (story,) = cut(doc(text))[1]
    assert (story.text, story.headline, story.publisher) == (text.strip(), text.split("\n")[0], "JP")


@pytest.mark.slow
def test_single_stories_are_not_cut(shared):
    """Under 1 % of the Guardian's and the training stories, in the paragraphs they have or in paragraphs made here."""
    rows = (shared / "corpora" / "guardian_sdf" / "dev.jsonl").read_text(encoding="utf-8").splitlines()
    texts = [json.loads(row)["text"] for row in rows]
    texts += [
        json.loads(p.read_text(encoding="utf-8"))["text"] for p in sorted((shared / "gold" / "train").glob("*.json"))
    ]
    rng = random.Random(7)
    n_cut = sum(len(parts(text if "\n" in text else _parted(text, rng))) > 1 for text in texts)
    assert n_cut < 0.01 * len(texts)


def _parted(text: str, rng: random.Random) -> str:
    return "".join(part + ("\n" if part.endswith(".") and rng.random() < 0.5 else " ") for part in text.split(" "))
