"""Reads of assets: conditions, lists, details, codes, movements, selections."""
