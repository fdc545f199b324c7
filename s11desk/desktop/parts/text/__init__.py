"""Text on the screen, always plain: labels, prose, links, and texts that are cut or marked."""
