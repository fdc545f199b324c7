"""Sets text whose letters change their form, take marks or run from right to left.

HarfBuzz chooses the glyphs. Their order follows the Unicode Bidirectional Algorithm. That code is ours: the libraries
at hand return only the turned text, and not the levels with which lines are broken and words are drawn.
"""
