"""Results to files for other programs."""
