"""Identities: key files (PKCS#12), their certificates, and their care."""
