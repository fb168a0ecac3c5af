"""One file a named display."""
