"""Pictures: whether they are whole, a copy as JPEG, and the place where a photograph was taken."""
