"""Copies of the drafts: backups, drafts set aside, how they differ, and the way back."""
