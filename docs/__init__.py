"""The documentation: its pages, and what puts the program's own words on them."""
