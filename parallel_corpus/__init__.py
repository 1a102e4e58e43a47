"""Clean, align and check English-Arabic parallel texts."""
