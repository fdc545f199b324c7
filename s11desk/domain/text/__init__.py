"""What a typed text is worth: cleaned, blank, alike, found; and the markup of prose."""
