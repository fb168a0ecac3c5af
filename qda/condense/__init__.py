"""2 · Condense (*reduksi data*): select, code, summarise."""
