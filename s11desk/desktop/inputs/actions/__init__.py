"""Editing one line of the action plan."""
