"""Decisions that documents wait for: who is asked, who decided what, and when. For every module above."""
