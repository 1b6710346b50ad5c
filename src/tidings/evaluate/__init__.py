"""One scorer a finding: counts first, ratios last."""
