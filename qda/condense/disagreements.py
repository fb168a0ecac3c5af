"""The units on which coders differ, as a sheet that goes out to a human and comes back with decisions. Pure."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from qda.condense.agreement_options import CONSENSUS, AgreementOptions, AgreementUnit, Rater
from qda.model.errors import InputError
from qda.model.problem import Problem
from qda.model.sheet import Cell, Column, Row, Sheet
from qda.model.text import Lines
from qda.model.wording import _

if TYPE_CHECKING:
    from qda.condense.agreement_units import ComparedText, GivenCode, Presence, UnitsFound

PLACE = ("source", "line", "start", "end", "text")
ANSWER = ("decision", "why")
STATE = ("compared", "hash")
KNOWN = (*PLACE, *ANSWER, *STATE)
_LONGEST_TEXT = 4000  # characters of a unit that the sheet shows


@dataclass(frozen=True, slots=True, kw_only=True)
class Disagreement:
    """One unit on which raters differ.

    Attributes:
        line: 1-based line where it begins.
        text: Its words; of a whole document those that were coded differently.
        codes: For each rater the codes given; None where the rater did not look at the source.
        codings: Numbers of the codings behind them.
    """

    source: str
    line: int
    start: int
    end: int
    text: str
    codes: tuple[tuple[str, ...] | None, ...]
    codings: tuple[int, ...]

    @property
    def place(self) -> tuple[str, int, int]:
        """What tells it from others of the same comparison."""
        return self.source, self.start, self.end

    @property
    def state(self) -> str:
        """Changes when any rater's codes for it change: hexadecimal digits behind a letter.

        Without the letter a spreadsheet takes 0012…, or 71e638…, for a number when it opens a CSV file.
        """
        said = json.dumps([self.source, self.start, self.end, self.codes], ensure_ascii=False)
        return f"h{hashlib.sha256(said.encode('utf-8', 'surrogatepass')).hexdigest()[:12]}"


def disagreements(
    found: UnitsFound,
    flags: Presence,
    texts: Sequence[ComparedText],
    given: Sequence[GivenCode],
    codes: Sequence[str],
    unit: AgreementUnit,
) -> tuple[Disagreement, ...]:
    """Every unit on which two raters who looked at it gave different codes, by source and place.

    Of characters, those stretches are left out that hold no letter or digit.
    """
    import numpy as np

    judged = flags.judged[:, :, None]
    somebody, everybody = np.any(flags.given & judged, axis=0), np.all(flags.given | ~judged, axis=0)
    differs = np.any(somebody & ~everybody, axis=1)
    lines: dict[int, Lines] = {}
    made = []
    for n in np.flatnonzero(differs).tolist():
        place = found.places[n]
        text = texts[place.source]
        whole = text.text[place.start : place.end]
        if unit is AgreementUnit.CHARACTER and not any(sign.isalnum() for sign in whole):
            continue
        counted = tuple(number for number in place.codings if given[number].code >= 0)
        shown = whole
        if unit is AgreementUnit.DOCUMENT:
            shown = " … ".join(_disputed(n, flags, text, given, counted))
        if place.source not in lines:
            lines[place.source] = Lines(text.text)
        made.append(
            Disagreement(
                source=text.name,
                line=lines[place.source].line_at(place.start),
                start=place.start,
                end=place.end,
                text=shown,
                codes=tuple(
                    tuple(codes[code] for code in np.flatnonzero(flags.given[rater, n]).tolist())
                    if flags.judged[rater, n]
                    else None
                    for rater in range(len(flags.judged))
                ),
                codings=counted,
            )
        )
    return tuple(made)


def _disputed(
    n: int, flags: Presence, text: ComparedText, given: Sequence[GivenCode], counted: Iterable[int]
) -> list[str]:
    """The quotes in a document of the codes that not all of its raters gave."""
    judged = flags.judged[:, n]
    agreed = flags.given[judged, n].all(axis=0)
    spans = sorted({(given[i].start, given[i].end) for i in counted if not agreed[given[i].code]})
    return [text.text[start:end] for start, end in spans]


def disagreement_sheet(
    found: Sequence[Disagreement], raters: Sequence[Rater], options: AgreementOptions, *, synthetic: bool
) -> Sheet:
    """The sheet that a human fills in: one row a unit, one column a coder, then the decision and why.

    Headings are the names that reading knows, in every language.
    """
    compared = comparison_text(options, raters)
    labels = [rater.label for rater in raters]
    return Sheet(
        kind="disagreements",
        title=_("Disagreements"),
        reading=_(
            "One row a unit on which the coders differ. Under “decision” write which codes apply: a coder's name, or "
            "codes with ; between them, or both, or none. Under “why” write the reason. Then: qda adjudicate FILE. "
            "Leave the other columns as they are; rows without a decision stay open."
        ),
        corner=PLACE[0],
        columns=tuple(Column(label=label) for label in (*PLACE[1:], *labels, *ANSWER, *STATE)),
        rows=tuple(_row(each, compared, options.unit) for each in found),
        synthetic=synthetic,
    )


def _row(one: Disagreement, compared: str, unit: AgreementUnit) -> Row:
    text = one.text if len(one.text) <= _LONGEST_TEXT else f"{one.text[: _LONGEST_TEXT - 1]}…"
    said = [shown_codes(codes, unit) for codes in one.codes]
    values: list[str | int] = [one.line, one.start, one.end, text, *said, "", "", compared, one.state]
    return Row(label=one.source, cells=tuple(Cell(value=value) for value in values))


def shown_codes(codes: tuple[str, ...] | None, unit: AgreementUnit) -> str:
    """What a rater gave a unit, in a cell."""
    if codes is None:
        return _("(source not coded)")
    nothing = _("(no such segment)") if unit is AgreementUnit.SEGMENT else _("(no code)")
    return "; ".join(codes) or nothing


def comparison_text(options: AgreementOptions, raters: Sequence[Rater]) -> str:
    """What has to be known to find the same units again, as JSON; defaults are left out."""
    plain = AgreementOptions()
    told: dict[str, object] = {"coders": [[rater.coder, rater.round] for rater in raters], "unit": options.unit.value}
    if options.unit is AgreementUnit.SEGMENT:
        told["overlap"] = options.overlap
    for name in ("depth", "codes", "all_sources", "speakers"):
        if getattr(options, name) != getattr(plain, name):
            told[name] = getattr(options, name)
    return json.dumps(told, ensure_ascii=False)


def comparison_of(text: str) -> tuple[AgreementOptions, tuple[tuple[str, str], ...]]:
    """The options and the pairs of coder and round that `comparison_text` wrote.

    Raises:
        ValueError: the text is none of those.
    """
    try:
        told = json.loads(text)
        raters = tuple((str(coder), str(round_)) for coder, round_ in told["coders"])
        options = AgreementOptions(
            unit=AgreementUnit(told["unit"]),
            overlap=float(told.get("overlap", AgreementOptions().overlap)),
            depth=None if told.get("depth") is None else int(told["depth"]),
            codes=tuple(map(str, told.get("codes", ()))),
            all_sources=bool(told.get("all_sources", False)),
            speakers=str(told.get("speakers", AgreementOptions().speakers)),
        )
    except (KeyError, TypeError, AttributeError) as fault:
        raise ValueError(text) from fault
    if len(raters) < 2 or any(round_ == CONSENSUS for _coder, round_ in raters):
        raise ValueError(text)
    return options, raters


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionRow:
    """A row as it came back, with a decision."""

    place: str
    source: str
    start: int
    end: int
    decision: str
    why: str
    compared: str
    hash: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionRows:
    """The rows with a decision, how many are still without, and what is wrong with others."""

    file: str
    rows: tuple[DecisionRow, ...]
    open: int
    problems: tuple[Problem, ...]


def read_decisions(file: str, data: bytes) -> DecisionRows:
    """The decisions in a sheet of disagreements, .xlsx or .csv.

    Raises:
        InputError: it is no such sheet.
    """
    from qda.condense.codings_file import unguarded
    from qda.condense.tables import read_table

    try:
        table = read_table(file, data, KNOWN, needed=5)
    except InputError as fault:
        raise InputError(
            fault.what, where=file, mend=_("Take a sheet that this wrote: qda adjudicate --to FILE.xlsx")
        ) from None
    lacking = [name for name in ("source", "start", "end", *ANSWER, *STATE) if name not in table.columns]
    if lacking:
        raise InputError(
            _("There is no column “{name}”.").format(name=lacking[0]),
            where=file,
            mend=_("Take a sheet that this wrote: qda adjudicate --to FILE.xlsx"),
        )
    rows, problems, waiting = [], [], 0
    for row in table.rows:
        cells = {name: unguarded(table.cell(row, name)).strip() for name in KNOWN}
        if not cells["decision"]:
            waiting += bool(cells["hash"])
            continue
        if not (cells["start"].isdigit() and cells["end"].isdigit() and cells["source"] and cells["compared"]):
            problems.append(_unplaced(file, table.place(row)))
            continue
        rows.append(_decision(table.place(row), cells))
    return DecisionRows(file=file, rows=tuple(rows), open=waiting, problems=tuple(problems))


def _decision(place: str, cells: Mapping[str, str]) -> DecisionRow:
    return DecisionRow(
        place=place,
        source=cells["source"],
        start=int(cells["start"]),
        end=int(cells["end"]),
        decision=cells["decision"],
        why=cells["why"],
        compared=cells["compared"],
        hash=cells["hash"],
    )


def _unplaced(file: str, place: str) -> Problem:
    return Problem(
        file=file,
        place=place,
        what=_("The row has a decision, but not the place that it is about."),
        mend=_("Leave source, start, end and compared as they were written."),
        fatal=True,
    )
