"""Which tests say what was checked with which program."""

from tests.interchange import checked, pytest_runtest_logreport, pytest_sessionfinish

__all__ = ["checked", "pytest_runtest_logreport", "pytest_sessionfinish"]
