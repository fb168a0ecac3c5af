"""One file an ending of an output file."""
