"""What is told, and that it is told once: an event, a second origin, a contradiction, another grade."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.alerts.conftest import BOTH, CLASH, FIRST, ONE, SECOND, Life
from tests.builders import event
from tidings.alerts.message import Message
from tidings.alerts.news import Known, causes
from tidings.alerts.saved import Alert
from tidings.alerts.sending import note_news
from tidings.errors import CaseError, WrongCall
from tidings.model import Event
from tidings.model.links import Told

CONTRADICTED = replace(BOTH, conflicts=("killed",))
CONFIRMED = replace(BOTH, independent=2, origins=("police", "a doctor"))


def test_an_event_is_told_once_however_often_it_runs(life: Life) -> None:
    life.holds(ONE)
    life.add()
    assert life.run().messages == 1
    assert life.told() == [("Rebels attack Mora", ("new",))]
    for _ in range(3):
        life.reopened()
        assert life.run().messages == 0
    assert life.told() == []


def test_an_account_that_changes_nothing_is_not_told(life: Life) -> None:
    """The event's id changes with a second account; the event is the same."""
    life.holds(ONE)
    life.add()
    life.run()
    life.told()
    life.holds(BOTH)
    assert BOTH.id != ONE.id
    assert life.run().messages == 0


@pytest.mark.parametrize(
    ("now", "cause"),
    [
        (CONTRADICTED, ("contradiction",)),
        (CONFIRMED, ("second-origin",)),
        (replace(BOTH, credibility=2), ("grade",)),
        (replace(CONFIRMED, credibility=1, conflicts=("killed",)), ("contradiction", "second-origin", "grade")),
    ],
    ids=str,
)
def test_what_changed_is_told_once(life: Life, now: Event, cause: tuple[str, ...]) -> None:
    life.holds(ONE)
    life.add()
    life.run()
    life.told()
    life.holds(now)
    life.run()
    assert life.told() == [("Rebels attack Mora", cause)]
    life.reopened()
    life.run()
    assert life.told() == []


def test_a_grade_that_an_analyst_gives_an_outlet_is_told(life: Life) -> None:
    life.holds(ONE)
    life.add()
    life.run()
    life.told()
    life.case.analyst("ana").grade("Delta Post", "B", "checked")
    life.run()
    assert life.told() == [("Rebels attack Mora", ("grade",))]


def test_the_same_change_back_and_forth_is_told_once(life: Life) -> None:
    life.holds(ONE)
    life.add()
    for now in (ONE, replace(ONE, credibility=2), ONE, replace(ONE, credibility=2), ONE):
        life.holds(now)
        life.run()
    assert life.told() == [("Rebels attack Mora", cause) for cause in (("new",), ("grade",), ("grade",))]


def test_two_events_that_become_one_are_not_new(life: Life) -> None:
    life.holds(ONE, event(SECOND, title="Rebels attack Mora", independent=1, credibility=3))
    life.add()
    life.run()
    assert len(life.told()) == 2
    life.holds(BOTH)
    life.run()
    assert life.told() == []
    life.holds(ONE, event(SECOND, title="apart again", independent=1, credibility=3))
    life.run()
    assert life.told() == []


def test_an_alert_tells_of_what_passes_its_filters(life: Life) -> None:
    life.holds(ONE, CLASH)
    life.add(kind=["clash"])
    life.run()
    assert life.told() == [("Clash at Mora", ("new",))]


def test_an_event_that_begins_to_pass_is_new(life: Life) -> None:
    life.holds(ONE)
    life.add(origins=2)
    life.run()
    life.holds(CONFIRMED)
    life.run()
    assert life.told() == [("Rebels attack Mora", ("new",))]


def test_what_was_rejected_is_not_told(life: Life) -> None:
    life.holds(ONE)
    life.case.analyst("ana").reject(ONE.id, "no")
    life.add()
    life.run()
    assert life.told() == []


def test_an_alert_added_in_silence_tells_of_what_comes(life: Life) -> None:
    life.holds(ONE)
    life.add()
    assert note_news(life.case, life.alerts, life.alerts.all()[0], "", in_silence=True) == 0
    life.holds(ONE, CLASH)
    life.run()
    assert life.told() == [("Clash at Mora", ("new",))]


def test_two_alerts_tell_each_for_itself(life: Life) -> None:
    life.holds(ONE)
    life.add(name="one")
    life.add(name="two")
    life.run()
    assert [message.alert for message in life.said] == ["one", "two"]


def test_a_removed_alert_tells_nothing_and_forgets(life: Life) -> None:
    life.holds(ONE)
    life.add()
    life.run()
    life.alerts.remove("all")
    assert life.run().messages == 0
    life.add()
    life.told()
    life.run()
    assert len(life.told()) == 1


def test_names_are_one_alert_each(life: Life) -> None:
    life.add()
    with pytest.raises(WrongCall, match='an alert "all" already'):
        life.alerts.add(Alert("all", {}, ("terminal",)))
    with pytest.raises(WrongCall, match=r'no alert "none". Known: all'):
        life.alerts.remove("none")


def test_one_program_at_a_time_sends(life: Life) -> None:
    with pytest.raises(CaseError, match="Another program is sending the alerts"):
        type(life.alerts)(str(life.path))


def test_a_message_carries_status_words_origins_and_grade(life: Life) -> None:
    life.holds(CONTRADICTED)
    life.add()
    life.run()
    text = "\n".join(life.said[0].lines())
    for part in ("[happened]", "“Rebels attacked Mora on 2 May, killing 6, police said.” (Delta Post, 2021-05-04)",
                 "1 independent origin (police), 2 stories", "F3 possibly true", "accounts differ on killed", "sha256:",
                 CONTRADICTED.id):  # fmt: skip
        assert part in text


STATES = st.builds(
    Known, st.integers(0, 3), st.sampled_from(["F3", "F2", "B2"]), st.sampled_from([(), ("killed",), ("time",)])
)


@given(before=st.lists(STATES, max_size=3), now=STATES)
def test_nothing_is_told_of_what_is_as_it_was(before: list[Known], now: Known) -> None:
    """Whatever is known: an event that is like one known before gives no cause; an unknown one gives one alone."""
    one = replace(ONE, independent=now.independent, conflicts=now.conflicts, credibility=int(now.grade[1]))
    told = Told(one, (), (), {"x": now.grade[0]} if now.grade[0] != "F" else {})  # type: ignore[dict-item]
    assert Known.of(told) == now
    assert causes(told, [*before, now]) == ()
    assert causes(told, []) == ("new",)
    assert FIRST.id in ONE.accounts


def test_a_terminal_that_was_closed_is_said_in_words(life: Life, monkeypatch: pytest.MonkeyPatch) -> None:
    """`alerts run | head` printed "[Errno 32] Broken pipe" for each message; what was not read waits."""

    def closed(_: Message) -> None:
        raise BrokenPipeError(32, "Broken pipe")

    monkeypatch.setattr(life, "said", type("Closed", (list,), {"append": lambda _, message: closed(message)})())
    life.holds(ONE)
    life.add()
    outcome = life.run()
    assert outcome.why == ["terminal: nobody reads it any more"]
    assert (outcome.sent, outcome.waiting) == (0, 1)
