"""The page "Sign and send", and what comes after it."""
