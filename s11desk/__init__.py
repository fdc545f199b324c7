"""s11desk: Section 11 safeguarding self-assessment that works offline."""

__version__ = "0.1.0"
