"""The page "Check your answers", and the parts on it."""
