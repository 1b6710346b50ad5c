"""tidings alerts: saved filters that tell of what is new."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from tidings.cli.codes import DONE, WITH_PROBLEMS
from tidings.cli.fetch import AllowPrivate
from tidings.cli.options import (
    NO_FILTERS,
    AsJson,
    CaseFile,
    FiltersGiven,
    WithoutPersons,
    filtered,
    opened,
)
from tidings.cli.terminal import note, say, say_json, say_wrapped, table
from tidings.errors import WrongCall
from tidings.output.counts import many

if TYPE_CHECKING:
    from tidings.alerts.message import Message
    from tidings.alerts.saved import Alert, Alerts
    from tidings.alerts.sending import Outcome
    from tidings.case import CaseStore


class Deed(StrEnum):
    """What is done with the alerts of a case."""

    list = "list"
    add = "add"
    remove = "remove"
    run = "run"


Do = Annotated[Deed, typer.Argument(help="list, add NAME, remove NAME, or run.")]
Name = Annotated[str | None, typer.Argument(metavar="NAME", help="What the alert is called.")]
To = Annotated[
    list[str] | None,
    typer.Option("--to", metavar="TARGET", help="mail:ADDRESS, webhook:URL, feed:FILE or terminal; or several."),
]
WithPresent = Annotated[bool, typer.Option("--with-present", help="Tell of what passes already, too.")]


@filtered
def alerts(
    case: CaseFile,
    do: Do = Deed.list,
    name: Name = None,
    to: To = None,
    wanted: FiltersGiven = NO_FILTERS,
    with_present: WithPresent = False,
    without_persons: WithoutPersons = False,
    allow_private: AllowPrivate = False,
    as_json: AsJson = False,
) -> int:
    """Tell of what is new in a case, by saved filters.

    An alert is kept beside the case. It tells when an event passes its filters for the first time, a second independent
    origin asserts it, accounts contradict each other, or its grade changes; each once. `run` and every look of `tidings
    watch` send what is new. The case stays as it is. Mail goes over the server that TIDINGS_SMTP names; see
    docs/alerts.md.

    Example: tidings alerts case.tidings add raids --kind raid --to terminal
    """
    if (name is None) == (do in (Deed.add, Deed.remove)):
        raise WrongCall(f"Write: tidings alerts {case} {do.value}{' NAME' if name is None else ''}")
    if do is not Deed.add and (wanted or to or with_present or without_persons):
        raise WrongCall(f"Filters and --to go with add. Write: tidings alerts {case} add NAME --to terminal")
    with opened(case) as held:
        if do is Deed.add:
            return _add(held, _made(str(name), dict(wanted), to or [], without_persons), with_present)
        if do is Deed.run:
            outcome = send(held, allow_private=allow_private, as_json=as_json)
            return WITH_PROBLEMS if outcome and outcome.why else DONE
        return _remove(held, str(name)) if do is Deed.remove else _list(held, as_json)


def send(held: CaseStore, *, allow_private: bool, as_json: bool = False) -> Outcome | None:
    """Send what is new to the alerts of a case, and say what was not sent; None where it has no alerts."""
    from tidings.alerts.saved import Alerts, beside
    from tidings.alerts.sending import Channels, run
    from tidings.alerts.webhook import Webhook

    if ":memory:" in held.path or not beside(held.path).exists():
        return None

    def shown(message: Message) -> None:
        if as_json:
            say_json(message.values())
            return
        for line in message.lines():
            say_wrapped(line)

    with Alerts(held.path) as kept:
        outcome = run(held, kept, Channels(shown, Webhook(allow_private=allow_private)))
    for why in dict.fromkeys(outcome.why):
        note(why)
    note(_told(outcome))
    return outcome


def _told(outcome: Outcome) -> str:
    waiting = f", {outcome.waiting:,} left for the next run" if outcome.waiting else ""
    given_up = f", {outcome.given_up:,} tried no more" if outcome.given_up else ""
    return f"Alerts: {many(outcome.messages, 'new message')}, {outcome.sent:,} sent{waiting}{given_up}."


def _made(name: str, wanted: dict[str, Any], to: list[str], without_persons: bool) -> Alert:
    """Return the alert that the options name; raise WrongCall where they do not."""
    from tidings.alerts.saved import Alert
    from tidings.alerts.targets import checked

    targets = tuple(dict.fromkeys(map(checked, to)))
    if not targets:
        raise WrongCall("Say where to: --to terminal, --to mail:ADDRESS, --to webhook:URL or --to feed:FILE")
    if not name.isprintable() or not name.strip() or len(name) > 100:
        raise WrongCall("An alert's name has 1 to 100 characters that can be seen.")
    return Alert(name, wanted, targets, without_persons)


def _add(held: CaseStore, alert: Alert, with_present: bool) -> int:
    from tidings.alerts.saved import Alerts
    from tidings.alerts.sending import note_news, utc_now, wanted_by

    present = held.events(wanted_by(alert)).total  # raises for a filter that is none
    with Alerts(held.path) as kept:
        made = kept.add(alert)
        if not with_present:
            note_news(held, kept, alert, utc_now(), in_silence=True)
    say(_shown(alert))
    for target, secret in made.items():
        note(f"The secret of {target}, not shown again: {secret}")
    told = "the next run tells of what passes now" if with_present else "it tells of what comes"
    note(f"Now {many(present, 'event')} {'passes' if present == 1 else 'pass'}; {told}.")
    return DONE


def _remove(held: CaseStore, name: str) -> int:
    from tidings.alerts.saved import Alerts

    with Alerts(held.path) as kept:
        kept.remove(name)
    say(f"Removed: {name}")
    return DONE


def _list(held: CaseStore, as_json: bool) -> int:
    from tidings.alerts.saved import Alerts, beside

    if not beside(held.path).exists():
        note(f"There is no alert. Make one: tidings alerts {Path(held.path).name} add NAME --to terminal")
        return DONE
    with Alerts(held.path) as kept:
        _print(kept, as_json)
    return DONE


def _print(kept: Alerts, as_json: bool) -> None:
    found = kept.all()
    if as_json:
        for alert in found:
            say_json({"name": alert.name, "wanted": alert.wanted, "to": list(alert.targets),
                      "without_persons": alert.without_persons})  # fmt: skip
    else:
        table(("name", "filters", "to"), [(a.name, _filters(a), ", ".join(a.targets)) for a in found])
    for sort, some in (("waits", kept.waiting()), ("is tried no more", kept.given_up())):
        for one in some:
            note(f"{one.message.subject} {sort}, for {one.target}: {one.why or 'not sent yet'}")


def _filters(alert: Alert) -> str:
    return ", ".join(
        f"{key} {' or '.join(map(str, value)) if isinstance(value, list | tuple) else value}"
        for key, value in alert.wanted.items()
    )


def _shown(alert: Alert) -> str:
    veiled = ", without private persons" if alert.without_persons else ""
    return f"{alert.name}: {_filters(alert) or 'every event'} → {', '.join(alert.targets)}{veiled}"
