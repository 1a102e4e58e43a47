"""Two Documents to an Alignment; two versions to what changed."""
