"""Words: tokens, stems, spelling variants, negation and the word index; Indonesian, Javanese and English.

Everything here is pure. Modules that need numpy (`tokens`, `index`, `query`, `patterns`, `fuzzy`) are to be imported
inside the functions that use them, so that start-up stays light.
"""

from __future__ import annotations
