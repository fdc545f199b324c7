"""The table of agencies and questions."""
