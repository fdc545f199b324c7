"""An audit, or everything, as one file to or from another computer."""
