"""The web page's parts: its look, its script, its matrices and quotations."""
