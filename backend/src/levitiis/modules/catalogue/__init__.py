"""The tree of asset categories."""
