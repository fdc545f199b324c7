"""The sentences of the window for every error: what happened, what is safe, what to do next."""
