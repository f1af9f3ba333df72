"""Wire models of identity."""
