"""Questions to colleagues, and their answers, merged item by item."""
