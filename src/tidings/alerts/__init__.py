"""Saved filters that tell of what is new: a terminal, a mailbox, a webhook, or a feed."""
