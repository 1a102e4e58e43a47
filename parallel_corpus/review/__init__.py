"""Pages to people's decisions."""
