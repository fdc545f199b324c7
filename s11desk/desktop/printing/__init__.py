"""Finished PDFs on screen and on paper. The PDF itself goes to the printer if that is possible."""
