"""Whether a drafts file is ours, whole, and what it was when it was last read."""
