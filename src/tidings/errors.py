"""Every exception that Tidings raises on purpose.

    TidingsError
    ├── InputError            an input cannot become stories; the rest goes on and this becomes a Problem
    │   ├── UnreadableBytes   the bytes are not what any reader reads
    │   ├── TooLarge          the input is larger than the reader's bound
    │   ├── UnreadLanguage    the text is in a language that no reader reads
    │   ├── NotFetched        an address was not asked for, or did not answer with a whole page
    │   ├── NotAnswered       a language model gave no answer about a story that can be used
    │   ├── ReaderFault       the program has a fault that this story brought to light
    │   ├── IngestFault       the program has a fault that this document brought to light
    │   └── WorkerDied        the process that read the document was ended from outside, or ran out of memory
    ├── SpanMismatch          a quote's words are not the words that its span points at
    ├── KnowledgeError        a knowledge table contradicts its own rules
    ├── StoreError            an object store does not give or take what a run needs
    ├── CaseError             a case cannot be opened, or what it holds contradicts itself
    ├── WrongCall             the call's arguments do not fit together; the message says what to type
    └── Refused               the desk does not do what a page asks; the status is HTTP's

Each class takes facts and writes its own sentence, ending in the next step where there is one.
"""

from __future__ import annotations

from collections.abc import Mapping


class TidingsError(Exception):
    """Base of everything raised on purpose."""


class InputError(TidingsError):
    """One input cannot be read; `reason` is a short stable code that Problems are counted by."""

    reason = "unreadable"


class UnreadableBytes(InputError):
    """No reader can make text of these bytes."""

    def __init__(self, what: str, *, reason: str = "unreadable") -> None:
        self.reason = reason
        super().__init__(what)


class TooLarge(InputError):
    """The input exceeds a bound that keeps memory and time finite."""

    reason = "too-large"

    def __init__(self, size: int, bound: int, unit: str = "bytes") -> None:
        self.size, self.bound = size, bound
        super().__init__(f"{size:,} {unit}, more than the {bound:,} that are read. Split the input and add the parts.")


class UnreadLanguage(InputError):
    """The story is kept and searchable, but no reader reads its language."""

    reason = "unread-language"

    def __init__(self, language: str) -> None:
        self.language = language
        known = f'Language "{language}" is not read yet' if language != "und" else "Its language cannot be told"
        super().__init__(f'{known} (only "en" is read). The text is kept and searchable.')


class NotFetched(InputError):
    """Nothing came from an address; `reason` says of what sort the obstacle is."""

    def __init__(self, what: str, reason: str) -> None:
        self.reason = reason
        super().__init__(what)


class NotAnswered(InputError):
    """The story is kept and searchable, but the language model that was to read it did not; nothing else read it."""

    def __init__(self, what: str, reason: str) -> None:
        self.reason = reason
        super().__init__(f"{what} The story is kept unread. To read it without a language model: --reader rules")


class ReaderFault(InputError):
    """The story is kept and searchable; one fault of the program does not end a run over a million stories."""

    reason = "fault"

    def __init__(self, why: Exception) -> None:
        super().__init__(f"A fault in the program: {type(why).__name__}: {why}. The story is kept unread.")


class IngestFault(InputError):
    """The document is not read; what was found in it before is kept, and the other inputs go on."""

    reason = "fault"

    def __init__(self, why: Exception) -> None:
        super().__init__(f"A fault in the program: {type(why).__name__}: {why}. Nothing more of it was read.")


class WorkerDied(InputError):
    """The document is not read, and is read anew when it is added again."""

    reason = "worker-died"

    def __init__(self, code: int | None) -> None:
        how = f"by signal {-code}" if code and code < 0 else f"with exit code {code}"
        super().__init__(f"The process that read it ended {how}. To try it again, add it again with: --workers 1")


class SpanMismatch(TidingsError):
    """A quote's words differ from the words its span points at."""

    def __init__(self, start: int, end: int, expected: str, actual: str) -> None:
        self.start, self.end, self.expected, self.actual = start, end, expected, actual
        super().__init__(f'Span {start}-{end} should read "{expected[:80]}" but reads "{actual[:80]}".')


class KnowledgeError(TidingsError):
    """A row of a knowledge table breaks a rule of its table."""

    def __init__(self, table: str, row: str, fault: str) -> None:
        self.table, self.row, self.fault = table, row, fault
        super().__init__(f"{table}: {row}: {fault}. Mend the row, or take it out.")


class StoreError(TidingsError):
    """An object store does not answer as it should; what a run had written stands."""

    def __init__(self, where: str, why: Exception) -> None:
        super().__init__(
            f"{where}: {str(why).partition(chr(10))[0].rstrip('.')}. Look at AWS_ENDPOINT_URL, AWS_ACCESS_KEY_ID and "
            "AWS_SECRET_ACCESS_KEY; then the same command goes on from what was written."
        )


class CaseError(TidingsError):
    """A case cannot be used as it is."""


class WrongCall(TidingsError):
    """The arguments of a call do not fit together."""


class Refused(TidingsError):
    """The desk does not do what a page asks of it; `then` is what to do next, `more` what the answer also holds."""

    def __init__(
        self, status: int, what: str, then: str | None = None, more: Mapping[str, object] | None = None
    ) -> None:
        self.status, self.what, self.then, self.more = status, what, then, more or {}
        super().__init__(f"{what} {then}" if then else what)


# what a fault of the program raises on one input; no memory, no disk and a broken table end the run
FAULTS = (ArithmeticError, AttributeError, LookupError, RuntimeError, TypeError, ValueError, SpanMismatch)
