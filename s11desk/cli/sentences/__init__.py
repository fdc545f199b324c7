"""The sentences of the terminal, and which error gets which."""
