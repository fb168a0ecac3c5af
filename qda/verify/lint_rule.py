"""What a lint is: a pure function from the study, laid out on a desk, to the defects it finds there (method §7).

A lint finds what can be told without understanding: numbers that do not add up, names that vary, places where nothing
stands. What it says is advice; whether it is a fault a human decides.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from qda import registry
from qda.model.records import Code, Kind
from qda.model.text import Span
from qda.model.wording import N_, _

if TYPE_CHECKING:
    from qda.verify.facts import StudyFacts
    from qda.verify.finding import FindingSpec
    from qda.verify.lint_prose import Passage, Prose


class Severity(StrEnum):
    """How grave a defect is: an error is surely wrong, a warning most likely, a hint is worth a look."""

    ERROR = "error"
    WARNING = "warning"
    HINT = "hint"

    @property
    def word(self) -> str:
        """In the current language."""
        return _(_SEVERITY_WORDS[self])


_SEVERITY_WORDS = {Severity.ERROR: N_("error"), Severity.WARNING: N_("warning"), Severity.HINT: N_("hint")}


class Topic(StrEnum):
    """What a lint looks after; the headings of the output, in this order."""

    PEOPLE = "people"
    CONTRADICTION = "contradiction"
    MATERIAL = "material"
    EVIDENCE = "evidence"
    CODEBOOK = "codebook"

    @property
    def heading(self) -> str:
        """In the current language."""
        return _(_HEADINGS[self])


_HEADINGS = {
    Topic.PEOPLE: N_("Who was asked"),
    Topic.CONTRADICTION: N_("What does not agree with itself"),
    Topic.MATERIAL: N_("What does not belong to this study, or cannot be read"),
    Topic.EVIDENCE: N_("What the findings rest on"),
    Topic.CODEBOOK: N_("The codebook"),
}


class PlaceKind(StrEnum):
    """What a defect is in."""

    SOURCE = "source"
    CODE = "code"
    CASE = "case"
    FINDING = "finding"
    STUDY = "study"


@dataclass(frozen=True, slots=True, kw_only=True)
class Defect:
    """One defect.

    Attributes:
        lint: Name of the lint.
        what: What is wrong, one sentence.
        mend: What to do about it.
        confidence: How sure it is, and what it may be mistaken about.
        kind: What it is in, with `name`: of the source, code, case or finding; "" for the study as a whole.
        about: What it is about in words that no language of output changes; with `lint`, `kind`, `name` and the
            passages it makes the id.
        items: Names of several things that share the defect, in order.
        passages: The words that show it, in order.
    """

    lint: str
    severity: Severity
    what: str
    mend: str
    confidence: str
    kind: PlaceKind = PlaceKind.STUDY
    name: str = ""
    about: str = ""
    items: tuple[str, ...] = ()
    passages: tuple[Passage, ...] = ()

    @property
    def id(self) -> str:
        """Eight hexadecimal digits: the same while lint, place and words stay, whatever else moves."""
        words = (" ".join(passage.text.split()) for passage in self.passages)
        parts = (self.lint, self.kind.value, self.name, self.about, *self.items, *words)
        return hashlib.sha256("\x1f".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:8]

    @property
    def line(self) -> int | None:
        """Where its first passage begins; None where it has none."""
        return self.passages[0].line if self.passages else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """A source's text.

    Attributes:
        kept_out: Spans that are quarantined already.
    """

    name: str
    kind: Kind
    text: str
    kept_out: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class CodeFacts:
    """A code, and what only its history and its refused codings tell.

    Attributes:
        defined_at: When its definition last changed, UTC; None where it never did.
        left: Active codings it still has although it is out of use; 0 for a code in use.
    """

    code: Code
    defined_at: str | None = None
    left: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """All that lints look at.

    Attributes:
        reports: The researchers' own prose, read into sections and sentences: what is judged as a report.
        texts: The documents and the prose that are judged as texts; interviews are not, except by `spoken`.
        spoken: Gives the texts of all sources of the study; asked only by who needs them.
        manuscript: Whether a report from outside the study is judged: then nothing is said of the study itself.
    """

    reports: tuple[Prose, ...]
    texts: tuple[Text, ...]
    facts: StudyFacts
    codes: tuple[CodeFacts, ...] = ()
    findings: tuple[FindingSpec, ...] = ()
    spoken: Callable[[], Iterable[Text]] = tuple
    manuscript: bool = False


Lint = Callable[[Desk], Iterable[Defect]]


@dataclass(frozen=True, slots=True, kw_only=True)
class LintDetails:
    """What a lint declares.

    Attributes:
        of_texts: Whether it judges texts, so that it can judge a manuscript from outside the study.
    """

    topic: Topic
    of_texts: bool = False


def lint(name: str, summary: str, *, topic: Topic, of_texts: bool = False) -> Callable[[Lint], Lint]:
    """Declare a lint; the function is called with the desk, and gives defects under that name."""
    return registry.mark("lints", name, summary, details=LintDetails(topic=topic, of_texts=of_texts))


CANNOT_JUDGE = (
    N_("whether a word is the one that was meant, where it is spelt rightly"),
    N_("whether one office is held by two persons, or two offices by one"),
    N_("whether the doer of a sentence is the one who did it"),
    N_("whether praise in one chapter and blame in another can both be true"),
    N_("whether a conclusion follows from what was seen, measured or told"),
    N_("whether an enumeration skips a number because something was taken out"),
    N_("whether quantities of different years and units can be true together"),
    N_("whether two findings pull against each other, as a strategy and its obstacle do"),
    N_("whether a problem that was named is answered by any measure"),
    N_("whether the sources behind one finding are those that the method chapter promises"),
    N_("whether an effect is claimed that nobody reported"),
)
"""What method §7.6 leaves to a human; printed under every result."""
