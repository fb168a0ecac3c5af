"""One file a tactic."""
