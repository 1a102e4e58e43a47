"""Document to Document with its Repairs: every change to a text is recorded here."""
