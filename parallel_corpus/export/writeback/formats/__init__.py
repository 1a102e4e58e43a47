"""A file a format that findings are written into: see `export.writeback.format.WriteBack`."""
