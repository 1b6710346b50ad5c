"""The events that the output tests print."""

from __future__ import annotations

from tests.builders import MORA, account, event, origin, story
from tidings.model import Place, Statement, When
from tidings.model.links import Telling, Told

WIRE = story(
    "MORA, Cameroon. Two suicide bombers blew themselves up in the market of Mora on Thursday, killing at least six "
    "people, Gen. Amadou Vamoulke said. Nobody claimed it.",
    "2015-10-16",
    publisher="Sahel Newswire",
    source_id="a1-1",
    headline="=HYPERLINK(1)",
    url="https://example.org/1",
)
BLOG = story("Haman counted nine bodies.\n\nThe bombers came\nfrom the north.", publisher="Mora Diary")
BOMBERS = account(
    WIRE,
    "blew themselves up",
    roles={"actor": ["Two suicide bombers"], "target": ["people"]},
    sources=["Gen. Amadou Vamoulke"],
    numbers={"killed": ("at least six", 6, None)},
    time=("Thursday", "2015-10-15"),
    place=("Mora", MORA),
    method="suicide-bombing",
    confidence=0.9,
)
BODIES = account(BLOG, "counted", numbers={"killed": ("nine", 9, 9)}, sources=["Haman"])
ATTACK = event(
    BOMBERS, BODIES, credibility=2, independent=2, origins=("governor's office", "Haman"), conflicts=("killed",)
)
SIX = WIRE.text.index("six")
TOLD = Told(
    ATTACK,
    (Telling(WIRE, BOMBERS, origin(BOMBERS, "governor's office")), Telling(BLOG, BODIES, None)),
    (Statement(ATTACK.id, BOMBERS.id, "killed", '{"min": 6, "max": null}', SIX, SIX + 3, "numbers/1"),),
    {"Sahel Newswire": "B"},
)
FEAR = account(BLOG, "came", status="possible", place=None)
UNDATED = Told(event(FEAR), (Telling(BLOG, FEAR, None),))
NAMED_ONLY = Told(
    event(BODIES, place=Place("the north"), time=When(None, "2015-12-01")), (Telling(BLOG, BODIES, None),)
)
