"""A workbook of this program that comes back edited: the marks it carries, and what people wrote into it. Pure."""
