"""Numbers, dates, references and symbols, read from English and Arabic text alike."""
