"""Events on their way from a commit to subscribers and browsers."""
