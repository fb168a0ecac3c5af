"""3 · Display (*penyajian data*): arrange, so that a conclusion can be seen."""
