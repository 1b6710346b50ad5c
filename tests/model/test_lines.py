"""Line breaks that wrap and line breaks that end."""

import pytest

from tidings.model.lines import in_capitals, is_wrapped
from tidings.reading.language import parse

WIRE = (
    "SAN MARTIN, 4 MAY 91 (NWS) -- [TEXT] MILITARY SOURCES REPORTED TODAY THAT\n"
    "A COLUMN OF REBELS ATTACKED THE GARRISON OF THE TOWN AND WOUNDED FOUR\n"
    "SOLDIERS BEFORE THEY WITHDREW TOWARDS THE BORDER."
)
HEADLINES = "REBELS ATTACK GARRISON IN NORTH\nFOUR SOLDIERS WOUNDED\nMINISTER CALLS OFF TALKS"
PARAGRAPHS = (  # long lines that each end a sentence
    "REBELS ATTACKED THE GARRISON OF THE NORTHERN TOWN EARLY THIS MORNING.\n"
    "FOUR SOLDIERS WERE WOUNDED AND TWO TRUCKS WERE SET ON FIRE, POLICE SAID.\n"
    "THE MINISTER CALLED OFF THE TALKS THAT WERE TO BEGIN IN THE CAPITAL."
)


@pytest.mark.parametrize(
    ("text", "wraps"),
    [
        pytest.param(WIRE, True, id="hit: old wire copy"),
        pytest.param(HEADLINES, False, id="near miss: a list of headlines in capitals"),
        pytest.param(PARAGRAPHS, False, id="trap: long lines in capitals that each end a sentence"),
        pytest.param("Italian police said on\nThursday that they had\narrested five people.", True, id="small letters"),
        pytest.param("Police arrest five\nItalian police said that five were held.", False, id="a headline"),
        pytest.param("ONE LINE", False, id="no break"),
    ],
)
def test_breaks_wrap_where_sentences_run_on(text: str, wraps: bool) -> None:
    assert is_wrapped(text) == wraps


def test_a_sentence_of_old_wire_copy_runs_over_its_lines() -> None:
    sentences = [sent.text for sent in parse(WIRE).sents]
    assert any("REPORTED TODAY THAT\nA COLUMN OF REBELS ATTACKED" in sent for sent in sentences)


def test_a_stray_small_letter_does_not_end_capitals() -> None:
    assert in_capitals("GENERAL McARTHUR SAID THE TOWN HAD FALLEN")
    assert not in_capitals("NATO said the town had fallen")
