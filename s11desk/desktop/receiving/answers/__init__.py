"""Search in what agencies wrote, and tables of it."""
