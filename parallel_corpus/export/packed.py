"""ZIP-based documents with the same bytes each time: their libraries write the hour into them."""

from __future__ import annotations

import re
import zipfile
from typing import BinaryIO

# The earliest date that ZIP knows.
_EPOCH = (1980, 1, 1, 0, 0, 0)
_MOMENT = re.compile(rb"(<dcterms:(created|modified)[^>]*>)[^<]*(</dcterms:)")


def repack(source: BinaryIO, target: BinaryIO) -> None:
    """Copy the document in `source` to `target` without times, neither the ZIP's nor its own."""
    with (
        zipfile.ZipFile(source) as old,
        zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for member in old.infolist():
            data = old.read(member)
            if member.filename == "docProps/core.xml":
                data = _MOMENT.sub(rb"\g<1>1980-01-01T00:00:00Z\g<3>", data)
            entry = zipfile.ZipInfo(member.filename, _EPOCH)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o600 << 16
            new.writestr(entry, data)
