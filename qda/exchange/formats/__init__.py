"""One file a program whose projects are read or written."""
