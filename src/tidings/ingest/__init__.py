"""Documents and stories out of inputs; one document at a time, no state between documents."""
