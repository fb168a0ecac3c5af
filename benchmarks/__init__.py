"""Timing of the real commands; see README.md."""
