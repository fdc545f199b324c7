"""Approve a return of somebody else, or ask for changes first."""
