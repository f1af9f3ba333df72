"""Use cases of disposals."""
