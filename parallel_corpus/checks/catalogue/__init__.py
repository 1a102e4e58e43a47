"""One check a file. Each module has `CHECK`, its entry in the registry."""
