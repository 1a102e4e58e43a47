"""What is known of aligned text: links, word odds, quantities, scores. Knows no checks."""
