"""SQLite itself: connections, its errors as ours, and full-text search."""
