"""The subcommands: one file each, with a `command`. Its docstring is the line that --help shows."""
