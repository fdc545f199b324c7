"""Questions to colleagues: chosen, answered, and taken in."""
