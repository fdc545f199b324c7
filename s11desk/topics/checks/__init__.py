"""The checks of a pack, one module each. They yield flaws; ``check_pack.examine`` turns these into problems."""
