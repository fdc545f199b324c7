"""s11desk: Section 11 safeguarding self-assessment that works offline."""

__version__ = "0.1.0"
"""The one version number: of the program, its wheel, its installers and its packages."""

APPLICATION_ID = "org.s11desk.s11desk"
"""The name by which desktops know the program: its desktop entry, its icons, its file types."""
