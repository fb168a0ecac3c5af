"""One file a defect that a program can find."""
