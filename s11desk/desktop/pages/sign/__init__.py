"""The page "Sign and export", and what comes after it."""
