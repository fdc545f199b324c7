"""A pack's files as bytes, their text, and JSON with the lines its values stand on."""
