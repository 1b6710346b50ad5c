"""The template score of bench/muc4.py on cases small enough to count by hand."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2] / "bench"))
from muc4_score import ROLES, Template, normal, score, total


def template(incident: str, **roles: list[set[str]]) -> Template:
    return Template(incident, {role: tuple(frozenset(e) for e in roles.get(role, [])) for role in ROLES})


def counted(ours: list[Template], key: list[Template]) -> tuple[int, int, int, int]:
    counts = score(ours, key)
    return total(counts, "right"), total(counts, "said"), total(counts, "found"), total(counts, "gold")


def test_any_string_of_an_entity_will_do() -> None:
    key = template("attack", PerpOrg=[{"fmln", "farabundo marti front"}])
    assert counted([template("attack", PerpOrg=[{"fmln"}])], [key]) == (2, 2, 2, 2)


def test_a_longer_string_than_the_key_has_is_wrong() -> None:
    key = template("attack", Victim=[{"perez"}])
    assert counted([template("attack", Victim=[{"colonel perez"}])], [key]) == (1, 2, 1, 2)


def test_another_type_pairs_with_nothing() -> None:
    key = template("bombing", Target=[{"bridge"}])
    assert counted([template("attack", Target=[{"bridge"}])], [key]) == (0, 2, 0, 2)


def test_a_type_may_be_one_of_two_in_the_key() -> None:
    assert counted([template("bombing")], [template("attack / bombing")]) == (1, 1, 1, 1)


def test_the_pairing_with_the_highest_score_is_taken() -> None:
    first, second = template("attack", Victim=[{"a"}]), template("attack", Victim=[{"b"}, {"c"}])
    assert counted([template("attack", Victim=[{"b"}, {"c"}])], [first, second]) == (3, 3, 3, 5)


def test_no_template_is_used_twice() -> None:
    ours = [template("attack", Victim=[{"a"}]), template("attack", Victim=[{"a"}])]
    assert counted(ours, [template("attack", Victim=[{"a"}])]) == (2, 4, 2, 2)


def test_nothing_said_of_a_story_without_templates_counts_nothing() -> None:
    assert counted([], []) == (0, 0, 0, 0)


def test_case_articles_and_marks_do_not_count() -> None:
    assert normal('The "Santo Tomas" farm') == "santo tomas farm"
