"""The kinds of documents, and what several of them share."""
