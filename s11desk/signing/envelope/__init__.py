"""Envelopes: a return that is encrypted to a partnership's certificate (docs/envelope.md).

``recipients`` checks the certificates that we may encrypt to; ``recipient_keys`` holds their private keys.
``envelope_writer`` encrypts and ``envelope_reader`` decrypts. ``envelope_form`` is docs/envelope.md as a program.
``envelope_facts`` imports nothing slow.
"""
