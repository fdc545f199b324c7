"""Reads a pack's files: their bytes, their text, and JSON with the line of each value."""
