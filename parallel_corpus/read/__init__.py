"""Files to Documents: formats, language halves, structure, numbering. Changes no text."""
