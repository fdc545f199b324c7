"""Answers collected with ODK or Kobo for a topic's workbook: read as submissions, and written in their shape."""
