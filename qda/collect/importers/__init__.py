"""One file a format of material."""
