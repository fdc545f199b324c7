"""A return is approved: by whom, signed, taken in again, or sent back with what has to change."""
