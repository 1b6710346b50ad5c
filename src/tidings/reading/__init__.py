"""Mentions and accounts out of one story."""
