"""Whole projects and tables, in and out."""
