"""Writers of printed documents: Word and HTML. Pure renderers, no words of their own."""
