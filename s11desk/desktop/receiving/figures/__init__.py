"""The pages with the figures of a desk and what is behind each."""
