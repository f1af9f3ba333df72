"""Disposals: assets leave for good, in lots, with a report, an approval and a term."""
