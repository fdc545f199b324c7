"""Who signs on this computer, and which signers of others this person knows."""
