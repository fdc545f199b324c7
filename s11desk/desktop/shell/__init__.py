"""The window's frame: start-up checks, closing, dialogs, appearance, and the handler for unexpected errors."""
