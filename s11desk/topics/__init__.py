"""Topic packs: reads them from a folder, a zip or one file, checks them, and encodes topics for returns."""
