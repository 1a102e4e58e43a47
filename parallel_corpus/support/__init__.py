"""What every room may use: files, atomic writing, the journal, values on disk."""
