"""The window's frame: start-up checks, closing, dialogs, appearance, the last-resort error handler."""
