"""Results to pages for people."""
