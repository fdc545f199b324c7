"""Files on the disk: the only way to write one, whether one is there, and locks between programs."""
