"""The nouns: frozen types, text positions, problems and errors. Imports nothing of ours."""
