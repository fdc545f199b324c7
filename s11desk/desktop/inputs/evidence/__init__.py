"""The files of a question: adding, showing and removing them."""
