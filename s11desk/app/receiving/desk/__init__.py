"""A desk itself: where it is, opened for a sitting, and what is still to set up."""
