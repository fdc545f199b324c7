"""Topic packs: read from a folder, a zip or one file, check, and encode for the journey inside a return."""
