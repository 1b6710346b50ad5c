"""One scorer a finding: counts first, ratios last."""

from tidings.evaluate.accounts import Scores, score_gold

__all__ = ["Scores", "score_gold"]
