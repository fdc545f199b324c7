"""How the window looks: one set of tokens, from which palette, style sheet, icons and painted controls follow."""
