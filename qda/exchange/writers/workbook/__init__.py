"""The parts of an Excel workbook: layout, styles, rows as XML, the package."""
