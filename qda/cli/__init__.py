"""Thin: parse, call one verb, print."""
