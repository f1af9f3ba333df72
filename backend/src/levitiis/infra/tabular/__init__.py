"""Spreadsheets: the hardened reader (:mod:`.reader`) and the one writer (:mod:`.writer`)."""
