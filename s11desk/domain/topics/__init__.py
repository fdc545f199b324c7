"""A topic and its questions, what two versions of it have in common, and what can be wrong in a topic pack."""
