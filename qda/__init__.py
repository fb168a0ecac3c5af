"""Qualitative data analysis from the shell: collect, condense, display, verify."""

from __future__ import annotations

__version__ = "0.1.0"
