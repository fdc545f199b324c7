"""The command line. It calls the same functions of ``app`` as the window does."""
