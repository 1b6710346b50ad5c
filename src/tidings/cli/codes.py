"""Exit codes."""

from __future__ import annotations

DONE = 0
FAILED = 1
WRONG = 2  # a call whose arguments do not fit; nothing was done
WITH_PROBLEMS = 3  # done, but some inputs became Problems
INTERRUPTED = 130  # what was read stays read
