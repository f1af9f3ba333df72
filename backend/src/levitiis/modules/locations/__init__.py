"""Places: a tree of units, buildings, floors, rooms and whatever kinds an organisation has."""
