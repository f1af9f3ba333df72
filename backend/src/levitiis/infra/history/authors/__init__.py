"""The authors of the trail."""
