"""Signing identities: their key files (PKCS#12) and certificates, and how to make, change and repair them."""
