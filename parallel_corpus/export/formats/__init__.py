"""The formats that bitexts are written in: one file each, with a `FORMAT`."""
