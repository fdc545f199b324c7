"""The same use cases as the window's, from a terminal."""
