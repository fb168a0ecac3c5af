"""What the folder of an audit trail consists of: Halpern's six categories, and how files get into one.

The categories are Halpern's (1983), as Lincoln & Guba describe them (1985, ch. 11 and appendix A; pages not checked).
"""

from __future__ import annotations

import hashlib
import io
import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import Any

from qda.model.wording import N_, _

MANIFEST_JSON, MANIFEST_MD, README = "MANIFEST.json", "MANIFEST.md", "README.md"
JOURNAL = "journal"
_UNFIT = re.compile(r'[\x00-\x1f\x7f<>:"/\\|?*\ud800-\udfff]')
_RESERVED = re.compile(r"^(con|prn|aux|nul|com\d|lpt\d)(\.|$)", re.IGNORECASE)
_LONGEST_NAME = 120  # bytes: file systems hold 255, and an ending and a number come behind
_BREAKS = re.compile(r"\r\n|[\r\n\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")


@dataclass(frozen=True, slots=True, kw_only=True)
class CategoryName:
    """One of Halpern's categories: number, folder, title and what belongs there; both for the catalogue."""

    number: int
    folder: str
    title: str
    holds: str


CATEGORIES = (
    CategoryName(
        number=1,
        folder="1-raw-data",
        title=N_("Raw data"),
        holds=N_("What was collected, as it was collected: the files, their texts as read, who spoke."),
    ),
    CategoryName(
        number=2,
        folder="2-reduction-products",
        title=N_("Data reduction and analysis products"),
        holds=N_("What the data were condensed to: codings, memos, summaries, counts."),
    ),
    CategoryName(
        number=3,
        folder="3-reconstruction-products",
        title=N_("Data reconstruction and synthesis products"),
        holds=N_("What was built from that: the tree of codes, displays, findings and their verdicts."),
    ),
    CategoryName(
        number=4,
        folder="4-process-notes",
        title=N_("Process notes"),
        holds=N_("How it was done: every command, decisions with their reasons, notes on method and trustworthiness."),
    ),
    CategoryName(
        number=5,
        folder="5-intentions",
        title=N_("Materials relating to intentions and dispositions"),
        holds=N_("What the researcher meant to do, expected and felt: proposal, expectations, reflexive notes."),
    ),
    CategoryName(
        number=6,
        folder="6-instruments",
        title=N_("Instrument development information"),
        holds=N_("The instruments and how they came to be: interview guide, codebook, the versions of both."),
    ),
)
RECORD = CategoryName(
    number=0,
    folder=JOURNAL,
    title=N_("The record itself"),
    holds=N_("Every change in the form that qda replay builds the study from again."),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Filed:
    """A file of the folder.

    Attributes:
        path: Within the folder, parts joined by "/".
        category: 1–6; 0 for the record itself and what describes the whole.
        what: What it is, in the language of the user.
    """

    path: str
    category: int
    bytes: int
    sha256: str
    what: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Category:
    """A category as filed.

    Attributes:
        first: ISO date or time of its oldest material; "" where nothing is dated.
        last: Of its newest.
        gaps: What is not there and ought to be, each a sentence.
        notes: What a reader has to know besides.
    """

    name: CategoryName
    files: tuple[Filed, ...]
    first: str
    last: str
    gaps: tuple[str, ...]
    notes: tuple[str, ...]

    @property
    def count(self) -> int:
        """How many files there are beside the index."""
        return sum(not filed.path.endswith(f"/{README}") for filed in self.files)


@dataclass(slots=True)
class Filing:
    """Collects the files of one category; they are written at once, beside the place where the folder will stand."""

    root: Path
    name: CategoryName
    synthetic: bool
    files: list[Filed] = field(default_factory=list)
    gaps: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    _dates: list[str] = field(default_factory=list)

    def put(self, name: str, data: bytes, what: str) -> Filed:
        """File bytes; `name` is within the category's folder."""
        return self._file(f"{self.name.folder}/{name}", data, what)

    def table(self, name: str, columns: Sequence[str], rows: Iterable[Sequence[object]], what: str) -> None:
        """File a table as CSV; None is an empty cell."""
        from qda.exchange.front_matter import synthetic_mark
        from qda.exchange.writers.csv import field as cell

        lines = [",".join(cell("" if v is None else _plain(v)) for v in row) for row in (columns, *rows)]
        if self.synthetic:
            lines.insert(0, cell(f"# {synthetic_mark()}"))
        self.put(name, ("\ufeff" + "\r\n".join(lines) + "\r\n").encode("utf-8", "replace"), what)

    def page(self, name: str, title: str, lines: Iterable[str], what: str) -> None:
        """File a page in Markdown."""
        self.put(name, markdown(title, lines, synthetic=self.synthetic), what)

    def json(self, name: str, value: Any, what: str) -> None:
        """File JSON."""
        text = json.dumps(value, ensure_ascii=False, indent=2, allow_nan=False)
        self.put(name, text.encode("utf-8", "replace") + b"\n", what)

    def sheets(self, name: str, output: Any, what: str) -> None:
        """File an `Output` with the writer that the name's ending picks."""
        from qda.exchange.writer import writer_for

        stream = io.BytesIO()
        writer_for(Path(name))(output, stream)
        self.put(name, stream.getvalue(), what)

    def dated(self, dates: Iterable[str | None]) -> None:
        """Say from when material of this category is."""
        found = sorted(date for date in dates if date)
        self._dates += found[:1] + found[-1:]

    def closed(self) -> Category:
        """File the category's index; nothing can be filed after that."""
        first, last = min(self._dates, default=""), max(self._dates, default="")
        done = Category(
            name=self.name,
            files=tuple(self.files),
            first=first,
            last=last,
            gaps=tuple(self.gaps),
            notes=tuple(self.notes),
        )
        self.page(README, category_title(self.name), _index(done), _("what is in this folder, and what is not"))
        return Category(
            name=done.name, files=tuple(self.files), first=first, last=last, gaps=done.gaps, notes=done.notes
        )

    def _file(self, path: str, data: bytes, what: str) -> Filed:
        made = self.root.joinpath(*PurePosixPath(path).parts)
        made.parent.mkdir(parents=True, exist_ok=True)
        made.write_bytes(data)
        filed = Filed(
            path=path,
            category=self.name.number,
            bytes=len(data),
            sha256=hashlib.sha256(data).hexdigest(),
            what=what,
        )
        self.files.append(filed)
        return filed


def category_title(name: CategoryName) -> str:
    """“3. Data reconstruction …”, in the current language."""
    return f"{name.number}. {_(name.title)}" if name.number else _(name.title)


def markdown(title: str, lines: Iterable[str], *, synthetic: bool) -> bytes:
    """A page in Markdown under a heading, marked where the study rests on made-up material."""
    from qda.exchange.front_matter import synthetic_mark

    mark = [f"**{synthetic_mark()}**", ""] if synthetic else []
    return ("\n".join([f"# {title}", "", *mark, *lines]).rstrip("\n") + "\n").encode("utf-8", "replace")


def table_lines(heads: Sequence[str], rows: Iterable[Sequence[object]]) -> list[str]:
    """A table in Markdown."""
    body = [heads, ["---"] * len(heads), *rows]
    return ["| " + " | ".join(_in_table(value) for value in row) + " |" for row in body]


def quoted(text: str) -> list[str]:
    """Somebody's words as a block quotation, so that a heading among them is none of ours."""
    return [f"> {line}".rstrip() for line in _BREAKS.split(text)]


def span(first: str, last: str) -> str:
    """“2026-01-02 – 2026-03-04”; a dash where nothing is dated."""
    if not first:
        return "–"
    return first[:10] if first[:10] == last[:10] else f"{first[:10]} – {last[:10]}"


def safe_name(name: str, ending: str, taken: set[str]) -> str:
    """A name that every file system takes, not yet in `taken`, which it then is."""
    stem = _UNFIT.sub("_", name).strip(" .") or "_"
    stem = f"_{stem}" if _RESERVED.match(stem) else stem
    while len(stem.encode("utf-8")) > _LONGEST_NAME:
        stem = stem[:-1]
    candidate, n = f"{stem}{ending}", 2
    while candidate.casefold() in taken:
        candidate, n = f"{stem}-{n}{ending}", n + 1
    taken.add(candidate.casefold())
    return candidate


def _index(category: Category) -> list[str]:
    lines = [_(category.name.holds), ""]
    lines += [
        _("{n} files; material from {span}.").format(n=len(category.files), span=span(category.first, category.last)),
        "",
        f"## {_('Gaps')}",
        "",
        *([f"- {gap}" for gap in category.gaps] or [_("None was found by the program.")]),
        "",
    ]
    if category.notes:
        lines += [f"## {_('Notes')}", "", *(f"- {note}" for note in category.notes), ""]
    if category.files:
        prefix = len(category.name.folder) + 1
        lines += [
            f"## {_('Files')}",
            "",
            *table_lines(
                [_("file"), _("what it is"), _("bytes")],
                [
                    (f.path[prefix:], f.what, f.bytes)
                    for f in category.files
                    if category.name.number or f.path.count("/") == 1
                ],
            ),
        ]
    return lines


def _plain(value: object) -> str | int | float:
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    return value if isinstance(value, int | float) else str(value)


def _in_table(value: object) -> str:
    return " ".join(str(value).replace("\\", "\\\\").replace("|", "\\|").split())
