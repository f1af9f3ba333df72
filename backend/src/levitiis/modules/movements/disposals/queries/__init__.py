"""Reads of disposals."""
