"""A return that somebody sent is read: verified, compared with itself and with this home, and looked at."""
