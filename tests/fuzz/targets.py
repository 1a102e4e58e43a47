"""All targets by name."""

from __future__ import annotations

from tests.fuzz import readers, records, strangers, texts
from tests.fuzz.target import Target

TARGETS: dict[str, Target] = {
    target.name: target for room in (readers, texts, records, strangers) for target in room.TARGETS
}
