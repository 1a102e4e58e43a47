"""Results to pages for people."""

from parallel_corpus.report.page import render_report, write_report

__all__ = ["render_report", "write_report"]
