"""Live connections: what was published goes to the browsers that may hear it."""
