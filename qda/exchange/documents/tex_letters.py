"""How pdfTeX builds letters and signs that its input has no command for, from fonts that every distribution has."""

from __future__ import annotations

_MATHS = {
    "×": "times", "←": "leftarrow", "↑": "uparrow", "→": "rightarrow",
    "↓": "downarrow", "↔": "leftrightarrow", "↕": "updownarrow", "⇒": "Rightarrow", "⇔": "Leftrightarrow",
    "∀": "forall", "∃": "exists", "∅": "emptyset", "∈": "in", "∉": "notin", "∑": "sum", "√": "surd",
    "∞": "infty", "∧": "wedge", "∨": "vee", "∩": "cap", "∪": "cup", "≈": "approx", "≠": "ne", "≡": "equiv",
    "≤": "le", "≥": "ge", "⊂": "subset", "⊆": "subseteq", "⋅": "cdot", "⋮": "vdots", "⋯": "cdots", "‖": "Vert",
    "ℓ": "ell", "▲": "triangle", "△": "triangle", "▶": "triangleright",
    "►": "triangleright", "▸": "triangleright", "▼": "nabla", "▽": "nabla", "◀": "triangleleft",
    "◄": "triangleleft", "○": "bigcirc", "◐": "odot", "●": "bullet", "★": "star", "☆": "star", "✓": "surd",
    "✔": "surd", "✕": "times", "✖": "times", "✗": "times", "✘": "times", "⚠": "triangle",
    "Α": "mathrm{A}", "Β": "mathrm{B}", "Γ": "Gamma", "Δ": "Delta", "Θ": "Theta", "Λ": "Lambda", "Ξ": "Xi",
    "Π": "Pi", "Σ": "Sigma", "Φ": "Phi", "Ψ": "Psi", "Ω": "Omega", "α": "alpha", "β": "beta", "γ": "gamma",
    "δ": "delta", "ε": "varepsilon", "ζ": "zeta", "η": "eta", "θ": "theta", "ι": "iota", "κ": "kappa",
    "λ": "lambda", "μ": "mu", "ν": "nu", "ξ": "xi", "π": "pi", "ρ": "rho", "σ": "sigma", "ς": "varsigma",
    "τ": "tau", "υ": "upsilon", "φ": "varphi", "χ": "chi", "ψ": "psi", "ω": "omega",
}  # fmt: skip
_RAISED = dict(zip("⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿ", "0123456789+-=()n", strict=True))
_LOWERED = dict(zip("₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎ᵢₙ", "0123456789+-=()in", strict=True))
# as wide as the full one: ten of either fit where ten letters do
_BOX = r"{\setlength{\fboxsep}{0pt}\setlength{\fboxrule}{.3pt}\fbox{\rule{0pt}{.44em}\rule{.44em}{0pt}}}"
_WORDS = {
    "\u00a0": "~", "\u00ad": r"\-", "·": r"\textperiodcentered{}", "\u2002": r"\enspace{}", "\u2003": r"\quad{}",
    "\u2009": r"\,", "\u202f": r"\,", "\u2010": "-", "\u2011": "-", "\u2012": r"\textendash{}",
    "–": r"\textendash{}", "—": r"\textemdash{}", "―": r"\textemdash{}", "‘": r"\textquoteleft{}",
    "’": r"\textquoteright{}", "‚": r"\quotesinglbase{}", "“": r"\textquotedblleft{}",
    "”": r"\textquotedblright{}", "„": r"\quotedblbase{}", "‹": r"\guilsinglleft{}", "›": r"\guilsinglright{}",
    "•": r"\textbullet{}", "…": "...", "−": r"\ensuremath{-}", "′": r"\ensuremath{'}", "″": r"\ensuremath{''}",
    "€": r"\texteuro{}", "™": r"\texttrademark{}", "†": r"\textdagger{}", "‡": r"\textdaggerdbl{}",
    "‰": r"\textperthousand{}", "■": r"\rule{.5em}{.5em}", "□": _BOX, "☐": _BOX, "ı": r"\i{}", "ŋ": r"\ng{}",
    "ł": r"\l{}", "Ł": r"\L{}", "œ": r"\oe{}", "Œ": r"\OE{}", "đ": r"\dj{}", "Đ": r"\DJ{}",
    "ʼ": r"\textquoteright{}", "ʻ": r"\textquoteleft{}", "ʔ": r"\textquoteright{}",
    "\u200b": "", "\u200c": "", "\u200d": "", "\u2060": "", "\ufeff": "", "\ufe0f": "",
}  # fmt: skip

KNOWN: dict[str, str] = {
    **{letter: f"\\ensuremath{{\\{name}}}" for letter, name in _MATHS.items()},
    **{letter: f"\\textsuperscript{{{plain}}}" for letter, plain in _RAISED.items() if letter > "\xff"},
    **{letter: f"\\textsubscript{{{plain}}}" for letter, plain in _LOWERED.items()},
    **_WORDS,
}
"""A letter and the LaTeX for it; letters that pdfTeX knows by itself are not among them."""

# What the accents of pdfTeX are called, by the combining mark
ACCENTS = {
    "\u0300": r"\`", "\u0301": r"\'", "\u0302": r"\^", "\u0303": r"\~", "\u0304": r"\=", "\u0306": r"\u",
    "\u0307": r"\.", "\u0308": r"\"", "\u030a": r"\r", "\u030b": r"\H", "\u030c": r"\v", "\u0323": r"\d",
    "\u0327": r"\c", "\u0328": r"\k", "\u0331": r"\b",
}  # fmt: skip
