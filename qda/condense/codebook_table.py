"""A codebook as a table (CSV, XLSX): one row a code, the keys of the YAML form as columns. Pure.

A row is addressed by `path`, or by `name` and `parent` (the parent's name or path). Cells of lists are parted by
`;` or by new lines; `match` holds one rule a line. Texts by language are columns `label.id`, `label.en`; stances are
columns `stance.+`, `stance.-`.
"""

from __future__ import annotations

from collections.abc import Iterator
from difflib import get_close_matches

from qda.condense.codebook import CODE_KEYS, LIST_KEYS, STANCES, Codebook, Entry, Field, Plain, Written
from qda.condense.codebook_rules import rule_shown, rule_value
from qda.condense.tables import EXCEL_ERRORS, Table, TableRow, read_table
from qda.model.problem import Problem
from qda.model.records import Code
from qda.model.wording import _

_OWN = ("path", "parent")
_SIMPLE = tuple(key for key in CODE_KEYS if key not in ("codes", "stance"))
_COLUMNS = (*_OWN, *_SIMPLE, *(f"stance.{sign}" for sign in STANCES), "label.id", "label.en")


def read_codebook_table(file: str, data: bytes) -> Written:
    """The codebook as written in a table.

    Raises:
        InputError: the file is empty, protected, no table, or has no header row.
    """
    table = read_table(file, data, (*_COLUMNS, "name"), needed=1)
    problems = list(_columns_wrong(table))
    rows = _Rows(table)
    entries = tuple(rows.entries())
    problems += rows.problems
    if not entries and not problems:
        problems.append(
            Problem(
                file=file,
                what=_("There are no codes below the header row."),
                fatal=True,
                mend=_("Write one row for each code."),
            )
        )
    return Written(
        head=(Field(key="codebook", value=file.rsplit(".", 1)[0], place=""),), entries=entries, problems=tuple(problems)
    )


def _columns_wrong(table: Table) -> Iterator[Problem]:
    place = _("header row")
    if "path" not in table.columns and "name" not in table.columns:
        yield Problem(
            file=table.file,
            place=place,
            fatal=True,
            what=_("There is no column “path” or “name”."),
            mend=_("Add a column “path” with addresses such as bina-manusia/pelatihan."),
        )
    for number, column in enumerate(table.columns):
        if column in table.columns[:number] and column:
            yield Problem(
                file=table.file,
                place=place,
                fatal=True,
                what=_("The column “{name}” stands there twice.").format(name=column),
                mend=_("Keep one of them."),
            )
        elif column and column not in _COLUMNS and not column.startswith("label."):
            near = get_close_matches(column.lower(), _COLUMNS, 1, 0.6)
            yield Problem(
                file=table.file,
                place=place,
                fatal=True,
                what=_("There is no column “{name}”.").format(name=column),
                mend=_("Did you mean “{near}”?").format(near=near[0])
                if near
                else _("Known columns: {names}.").format(names=", ".join(_COLUMNS)),
            )


class _Rows:
    """Finds each row's address; a row may stand before the row of its parent."""

    def __init__(self, table: Table) -> None:
        self.table = table
        self.problems: list[Problem] = []
        self.kept: list[tuple[TableRow, str, str]] = []  # row, name, parent as written
        self.circles: set[frozenset[int]] = set()  # those already said, as places in `kept`

    def entries(self) -> Iterator[Entry]:
        for row in self.table.rows:
            whole, name, parent = (self.table.cell(row, key).strip() for key in ("path", "name", "parent"))
            if whole:
                parent, _slash, name = whole.strip("/").rpartition("/")
            if name:
                self.kept.append((row, name, parent))
            else:
                self.fault(row, _("This row has no code."), _("Fill in “path” or “name”."))
        addresses = self.addresses()
        found: dict[str, Entry] = {}
        again: list[Entry] = []
        for (row, name, _above), path in zip(self.kept, addresses, strict=True):
            if path is not None:
                above = path.removesuffix(name).rstrip("/")
                entry = Entry(name=name, parent=above, place=self.table.place(row), fields=tuple(self.fields(row)))
                (again.append(entry) if path in found else found.setdefault(path, entry))
        yield from self.in_tree_order(found)
        yield from again

    def in_tree_order(self, found: dict[str, Entry]) -> Iterator[Entry]:
        """Parents before children; a parent that has no row of its own is made, and said."""
        children: dict[str, list[str]] = {}
        for path in list(found):
            entry = found[path]
            while entry.parent and entry.parent not in found:
                above, _slash, name = entry.parent.rpartition("/")
                self.problems.append(
                    Problem(
                        file=self.table.file,
                        place=entry.place,
                        mend=_("Add a row for it."),
                        what=_("“{path}” has no row of its own; it is made without a definition.").format(
                            path=entry.parent
                        ),
                    )
                )
                found[entry.parent] = entry = Entry(name=name, parent=above, place=entry.place, fields=())
        for path, entry in found.items():
            children.setdefault(entry.parent, []).append(path)
        waiting = list(reversed(children.get("", [])))
        while waiting:
            path = waiting.pop()
            yield found[path]
            waiting.extend(reversed(children.get(path, [])))

    def addresses(self) -> list[str | None]:
        """Each kept row's path; None where its parents are missing, unclear or run in a circle."""
        by_name: dict[str, list[int]] = {}
        for at, (_row, name, _parent) in enumerate(self.kept):
            by_name.setdefault(name, []).append(at)
        return [self.address(at, by_name) for at in range(len(self.kept))]

    def address(self, at: int, by_name: dict[str, list[int]]) -> str | None:
        parts: list[str] = []
        row = self.kept[at][0]
        met: list[int] = []
        while True:
            if at in met:
                self.circle(row, met[met.index(at) :])
                return None
            met.append(at)
            _row, name, parent = self.kept[at]
            parts.insert(0, name)
            if not parent or "/" in parent:
                return "/".join(([parent] if parent else []) + parts)
            above = by_name.get(parent, [])
            if not above and self.table.cell(self.kept[at][0], "path").strip():
                return "/".join([parent, *parts])
            if len(above) != 1:
                what = _("The parent “{name}” has no row.") if not above else _("The parent “{name}” has several rows.")
                self.fault(row, what.format(name=parent), _("Write the parent's whole path."))
                return None
            at = above[0]

    def circle(self, row: TableRow, round_: list[int]) -> None:
        """Say once that some parents run in a circle."""
        if frozenset(round_) in self.circles:
            return
        self.circles.add(frozenset(round_))
        names = " → ".join(self.kept[i][1] for i in [*round_, round_[0]])
        self.fault(
            row,
            _("The parents run in a circle: {names}.").format(names=names),
            _("Empty the “parent” of the topmost code."),
        )

    def fields(self, row: TableRow) -> Iterator[Field]:
        place = self.table.place(row)
        labels: dict[str, Plain] = {}
        stances: dict[str, Plain] = {}
        for column in self.table.columns:
            text = self.table.cell(row, column).strip()
            if not text or column in (*_OWN, "name"):
                continue
            if text in EXCEL_ERRORS:
                self.fault(
                    row,
                    _("The cell “{column}” shows {error}: the spreadsheet took it for a formula.").format(
                        column=column, error=text
                    ),
                    _("Begin the cell with an apostrophe: '=KUB, '+latih."),
                )
            elif column.startswith("label."):
                labels[column.removeprefix("label.")] = text
            elif column.startswith("stance."):
                stances[column.removeprefix("stance.")] = text
            elif column == "match":
                yield Field(key=column, value=[_rule(line) for line in text.splitlines() if line.strip()], place=place)
            elif column in LIST_KEYS:
                yield Field(key=column, value=list(_items(self.table.cell(row, column))), place=place)
            elif column in _SIMPLE:
                yield Field(key=column, value=text, place=place)
        if labels:
            yield Field(key="label", value=labels, place=place)
        if stances:
            yield Field(key="stance", value=stances, place=place)

    def fault(self, row: TableRow, what: str, mend: str) -> None:
        place = self.table.place(row)
        self.problems.append(Problem(file=self.table.file, place=place, what=what, mend=mend, fatal=True))


def _items(cell: str) -> Iterator[str]:
    lines = cell.splitlines()
    for part in lines if len(lines) > 1 else cell.split(";"):
        if part.strip():
            yield part.strip()


def _rule(line: str) -> Plain:
    """One rule of a cell: braces as in YAML, anything else as text; quotation marks around it are not part of it."""
    line = line.strip()
    if line.startswith("{"):
        return _braces(line)
    if len(line) > 1 and line[0] == line[-1] == '"':
        return line[1:-1]
    return line


def _braces(line: str) -> Plain:
    from ruamel.yaml import YAML
    from ruamel.yaml.error import YAMLError

    try:
        value: Plain = YAML(typ="safe", pure=True).load(line)
    except YAMLError:
        return {"": line}
    return _as_text(value, inside_tokens=isinstance(value, dict) and "tokens" in value)


def _as_text(value: Plain, *, inside_tokens: bool) -> Plain:
    """YAML's own reading of numbers and words such as `true` is wanted in `tokens` and for `within` only."""
    if isinstance(value, dict):
        return {
            str(key): item if key == "within" else _as_text(item, inside_tokens=inside_tokens)
            for key, item in value.items()
        }
    if isinstance(value, list):
        return [_as_text(item, inside_tokens=inside_tokens) for item in value]
    return value if inside_tokens or isinstance(value, str) else str(value)


def table_columns(book: Codebook) -> tuple[str, ...]:
    """The columns of the exported table."""
    met = [language for code in book.codes for language, _text in code.label]
    languages = dict.fromkeys([*met, "id", "en"])
    signs = [sign for sign in STANCES if any(sign == s for code in book.codes for s, _text in code.stance)]
    columns: list[str] = ["path"]
    for key in CODE_KEYS[1:]:
        if key == "label":
            columns += [f"label.{language}" for language in languages]
        elif key == "stance":
            columns += [f"stance.{sign}" for sign in signs or STANCES[:2]]
        elif key != "codes":
            columns.append(key)
    return tuple(columns)


def table_rows(book: Codebook) -> Iterator[tuple[str, ...]]:
    """One row a code, a text for each column."""
    columns = table_columns(book)
    for code in book.codes:
        yield tuple(_cell(code, column) for column in columns)


def _cell(code: Code, column: str) -> str:
    if column.startswith("label."):
        return dict(code.label).get(column.removeprefix("label."), "")
    if column.startswith("stance."):
        return dict(code.stance).get(column.removeprefix("stance."), "")
    if column == "match":
        return "\n".join(_rule_line(rule.pattern) for rule in code.rules)
    value = getattr(code, column)
    if isinstance(value, tuple):
        return _list_cell(value)
    return "" if value is None else str(value)


def _rule_line(pattern: str) -> str:
    shown = rule_shown(pattern)
    text = isinstance(rule_value(pattern), str)
    return f'"{shown}"' if text and (shown[:1] == "{" or shown[:1] == shown[-1:] == '"') else shown


def _list_cell(items: tuple[str, ...]) -> str:
    if any(";" in item for item in items):
        # lines part the items then; an item alone gets an empty line after it so that its ; do not part it
        return "\n".join(items) + ("\n\n" if len(items) == 1 else "")
    return "; ".join(items)
