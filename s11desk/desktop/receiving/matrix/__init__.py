"""The table of agencies and questions in the window."""
