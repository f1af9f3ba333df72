"""Levitiis: asset management for organisations that answer for every item they own."""

__version__ = "0.1.0"
