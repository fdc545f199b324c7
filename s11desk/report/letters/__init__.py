"""The shipped typeface, and what stands for a character that it lacks."""
