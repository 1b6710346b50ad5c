"""Plain immutable values: what every other part hands on. No I/O."""

from tidings.model.account import (
    EVIDENCE,
    KINDS,
    LABELS,
    METHODS,
    ROLES,
    STATUSES,
    Account,
    Counted,
    Evidence,
    Filler,
    Kind,
    Mention,
    Method,
    Placed,
    Reading,
    Role,
    Source,
    Status,
    Timed,
)
from tidings.model.entity import Actor, Item, Outlet
from tidings.model.event import Event, Lineage, Origin, Statement
from tidings.model.ids import content_id, sha256
from tidings.model.judgement import Judgement
from tidings.model.span import Quote, Span
from tidings.model.story import UNKNOWN_DATE, Document, Problem, Published, Story
from tidings.model.values import UNKNOWN_TIME, Amount, Place, When

__all__ = [
    "EVIDENCE",
    "KINDS",
    "LABELS",
    "METHODS",
    "ROLES",
    "STATUSES",
    "UNKNOWN_DATE",
    "UNKNOWN_TIME",
    "Account",
    "Actor",
    "Amount",
    "Counted",
    "Document",
    "Event",
    "Evidence",
    "Filler",
    "Item",
    "Judgement",
    "Kind",
    "Lineage",
    "Mention",
    "Method",
    "Origin",
    "Outlet",
    "Place",
    "Placed",
    "Problem",
    "Published",
    "Quote",
    "Reading",
    "Role",
    "Source",
    "Span",
    "Statement",
    "Status",
    "Story",
    "Timed",
    "When",
    "content_id",
    "sha256",
]
