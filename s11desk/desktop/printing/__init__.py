"""Finished PDFs on the screen and on paper. The PDF itself goes to the printer wherever that is possible."""
