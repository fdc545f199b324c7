"""One input for each kind of answer. An input shows an answer, offers a changed one, and keeps nothing."""
