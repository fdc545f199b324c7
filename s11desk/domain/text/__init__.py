"""Typed text: how long it may be, cleaned, blank, alike, found; and the markup of prose."""
