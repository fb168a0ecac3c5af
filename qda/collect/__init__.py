"""1 · Collect: bring material in, keep it as found."""
