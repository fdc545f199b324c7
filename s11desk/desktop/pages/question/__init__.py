"""The page of one question, and the panels around its answer."""
