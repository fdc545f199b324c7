"""Words that every shell and every document share: each is decided once, here, so that no two of them can disagree."""
