"""What is English and what is Arabic: script, folding keys, words, numbers, months, closed
lists."""
