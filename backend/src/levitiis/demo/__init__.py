"""A demo organisation: invented, always the same, large enough to try everything with."""
