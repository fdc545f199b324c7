"""What a screen reader says: announcements, roles, headings and lists, and reading a page by keys."""
