"""Envelopes: a return encrypted to a partnership's certificate (docs/envelope.md).

``recipients`` says to whom one may write, ``recipient_keys`` holds the other half, ``writer`` and ``reader`` do the
work. ``form`` is docs/envelope.md as a program. ``facts`` imports nothing heavy.
"""
