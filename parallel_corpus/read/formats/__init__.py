"""File formats: other programs' files to lines, bitext rows and glossary entries."""
