"""One open audit: its layout, bars, list of steps and search."""
