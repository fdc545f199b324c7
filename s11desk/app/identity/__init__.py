"""The signing identities on this computer, and the known signers from elsewhere."""
