"""Regular expressions of a codebook: compiled, and refused where they are wrong or would run forever. Pure.

Matching is by the `regex` module, which can be given a time limit; the standard library's cannot.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from qda.model.problem import Problem
from qda.model.wording import _

if TYPE_CHECKING:
    import regex

PROBE_SECONDS = 0.25
TURN_SECONDS = 2.0


def body(rule: str) -> str:
    """The expression between the slashes."""
    return rule[1:-1]


@lru_cache(maxsize=512)
def compiled(expression: str) -> regex.Pattern[str]:
    """The expression, small and capital letters alike.

    Raises:
        regex.error: it cannot be read.
    """
    import regex

    return regex.compile(expression, regex.IGNORECASE | regex.VERSION0)


def expression_faults(expression: str) -> list[Problem]:
    """What is wrong with an expression; empty if nothing."""
    import regex

    if not expression:
        return [_fatal(_("The regular expression is empty."), _("Write what to look for between the slashes."))]
    try:
        pattern = compiled(expression)
    except (regex.error, OverflowError, ValueError) as fault:
        return [
            _fatal(
                _("The regular expression {rule} cannot be read: {fault}.").format(
                    rule=f"/{expression}/", fault=str(fault).rstrip(".")
                ),
                _("Put \\ before ( ) [ ] . ? * + that stand for themselves."),
            )
        ]
    if nested_quantifiers(expression) or _runs_on(pattern, expression):
        return [
            _fatal(
                _("The regular expression {rule} would run forever on some texts.").format(rule=f"/{expression}/"),
                _("Do not repeat what repeats itself: write (a)+ instead of (a+)+."),
            )
        ]
    if pattern.fullmatch("", timeout=PROBE_SECONDS):
        return [
            Problem(
                what=_("The regular expression {rule} also matches nothing at all; empty places are not coded.").format(
                    rule=f"/{expression}/"
                ),
                mend=_("Write + instead of * for what must be there."),
            )
        ]
    return []


def _fatal(what: str, mend: str) -> Problem:
    return Problem(what=what, mend=mend, fatal=True)


def nested_quantifiers(expression: str) -> bool:
    r"""Whether a group that is repeated without end holds nothing that must be there but one endless repeat.

    `(a+)+` and `(\w+\s?)*` are such, and take exponential time; `(\d+\.)*` is not, since its full stop marks
    where one turn of the group ends.
    """
    stack: list[_Group] = [_Group()]
    for atom, endless, optional in _atoms(expression):
        if atom == "(":
            stack.append(_Group())
        elif atom == "|":
            stack[-1].next_branch()
        elif atom == ")" and len(stack) > 1:
            group = stack.pop()
            group.next_branch()
            if endless and group.ambiguous:
                return True
            stack[-1].add(endless=endless or group.only_endless, optional=optional or group.all_optional)
        else:
            stack[-1].add(endless=endless, optional=optional)
    return False


class _Group:
    """What stands in one pair of parentheses, branch by branch."""

    def __init__(self) -> None:
        self.endless = self.needed = 0
        self.ambiguous = self.only_endless = self.all_optional = False

    def add(self, *, endless: bool, optional: bool) -> None:
        if endless:
            self.endless += 1
        elif not optional:
            self.needed += 1

    def next_branch(self) -> None:
        self.ambiguous = self.ambiguous or (self.endless > 0 and self.needed == 0)
        self.only_endless = self.only_endless or (self.endless > 0 and self.needed == 0)
        self.all_optional = self.all_optional or (self.endless == 0 and self.needed == 0)
        self.endless = self.needed = 0


def _atoms(expression: str) -> list[tuple[str, bool, bool]]:
    """The expression's atoms: text, whether repeated without end, whether it may be left out."""
    found: list[tuple[str, bool, bool]] = []
    at = 0
    while at < len(expression):
        end = _atom_end(expression, at)
        atom = expression[at:end]
        if atom.startswith("("):
            found.append(("(", False, False))
            at = end
            continue
        if atom in ("|", "^", "$") or atom in ("\\b", "\\B"):
            found.append((atom if atom == "|" else "", False, True))
            at = end
            continue
        endless, optional, at = _quantifier(expression, end)
        found.append((atom, endless, optional))
    return found


def _atom_end(expression: str, at: int) -> int:
    character = expression[at]
    if character == "\\":
        return min(at + 2, len(expression))
    if character == "[":
        end = at + 1
        end += expression[end : end + 1] == "^"
        end += expression[end : end + 1] == "]"
        while end < len(expression) and expression[end] != "]":
            end += 2 if expression[end] == "\\" else 1
        return min(end + 1, len(expression))
    if character == "(" and expression[at + 1 : at + 2] == "?":
        for mark in ("(?:", "(?=", "(?!", "(?<=", "(?<!", "(?>"):
            if expression.startswith(mark, at):
                return at + len(mark)
        close = expression.find(">" if expression.startswith(("(?P<", "(?<"), at) else ":", at)
        return close + 1 if close > 0 else at + 1
    return at + 1


def _quantifier(expression: str, at: int) -> tuple[bool, bool, int]:
    mark = expression[at : at + 1]
    endless = optional = False
    if mark and mark in "*+?":
        endless, optional, at = mark != "?", mark != "+", at + 1
    elif mark == "{":
        close = expression.find("}", at)
        low, comma, high = expression[at + 1 : close].partition(",") if close > 0 else ("", "", "")
        if close < 0 or not (low.isdigit() or comma):
            return False, False, at
        endless, optional, at = bool(comma) and (not high or _many(high)), low in ("", "0"), close + 1
    else:
        return False, False, at
    if expression[at : at + 1] == "?":
        at += 1
    elif expression[at : at + 1] == "+":  # possessive: gives nothing back
        return False, optional, at + 1
    return endless, optional, at


def _many(number: str) -> bool:
    return number.isdigit() and int(number) > 20


def _runs_on(pattern: regex.Pattern[str], expression: str) -> bool:
    """Whether a short text that nearly matches takes longer than the limit."""
    letters = [c for c in dict.fromkeys(expression) if c.isalnum()][:6]
    for unit in [*letters, "a", "1", " ", ".", "a ", "1,", "".join(letters)]:
        for tail in ("\x00", "!"):
            try:
                pattern.search(unit * 40 + tail, timeout=PROBE_SECONDS)
            except TimeoutError:
                return True
    return False
