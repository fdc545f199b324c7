"""Fields, rows of forms and options. Each shows a value, offers a changed one, and keeps nothing."""
