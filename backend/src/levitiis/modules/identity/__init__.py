"""Users, roles, permissions, grants and sessions."""
