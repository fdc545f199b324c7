"""The only pyHanko, cryptography and asn1crypto: identity, detached signatures, PDF signatures, trust.

``facts`` holds what a check answers and imports nothing heavy; ``pdf`` alone imports pyHanko (half a second), so
import it where a PDF is signed or checked, not before.
"""
