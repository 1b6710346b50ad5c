"""Tidings reads open-source reports and keeps what they tell as evidence."""
