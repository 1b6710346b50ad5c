"""Where messages may go, and what is refused."""

from __future__ import annotations

from pathlib import Path

import pytest

from tidings.alerts.saved import beside
from tidings.alerts.targets import checked
from tidings.errors import WrongCall


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("terminal", "terminal"),
        ("mail:ana@example.org", "mail:ana@example.org"),
        (" webhook: https://example.org/hook?x=1 ", "webhook:https://example.org/hook?x=1"),
        ("webhook:http://[2001:db8::1]:8080/", "webhook:http://[2001:db8::1]:8080/"),
    ],
)
def test_a_target_is_kept(given: str, kept: str) -> None:
    assert checked(given) == kept


@pytest.mark.parametrize(
    "given",
    [
        "", "pigeon:home", "terminal:1", "mail:", "mail:ana", "mail:ana@example.org\nBcc: x@example.org",
        "mail:ana@example.org, ben@example.org", "webhook:", "webhook:ftp://example.org/", "webhook:https://",
        "webhook:https://user:secret@example.org/", "webhook:https://example.org/a b", "webhook:javascript:alert(1)",
        "feed:", "feed:news.txt", "feed:/nowhere/at/all/news.atom", "webhook:https://example.org/" + "x" * 3_000,
    ],
)  # fmt: skip
def test_what_is_no_target_is_refused(given: str) -> None:
    with pytest.raises(WrongCall):
        checked(given)


def test_a_feed_is_kept_with_its_whole_path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert checked("feed:news.atom") == f"feed:{tmp_path / 'news.atom'}"


def test_alerts_need_a_file_or_a_server() -> None:
    with pytest.raises(WrongCall, match="no file"):
        beside(":memory:")
    assert beside("postgresql://db/mali?files=/srv/cases") == Path("/srv/cases/mali.public.alerts")
