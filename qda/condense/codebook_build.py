"""From the entries of a codebook file to its codes, with every fault found on the way. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import Any

from qda import registry
from qda.condense.codebook import (
    BRIEF_WORDS,
    LIST_KEYS,
    STANCES,
    TEXT_KEYS,
    Codebook,
    Entry,
    Field,
    Plain,
    Written,
)
from qda.condense.codebook_rules import read_rules
from qda.model.ids import Id
from qda.model.problem import Problem
from qda.model.records import SLOTS, Code, Rule
from qda.model.wording import _

_COLOUR = re.compile(r"#[0-9A-Fa-f]{6}|#[0-9A-Fa-f]{3}|[A-Za-z]+")


def build(file: str, written: Written, ids: Iterator[Id]) -> Codebook:
    """The codebook of a file.

    Args:
        file: Its name, for problems.
        written: What stands in it.
        ids: Fresh ids for codes and rules.
    """
    maker = _Maker(file=file, ids=ids, problems=list(written.problems))
    head = {item.key: item for item in written.head}
    language = maker.text(head.get("language"))
    codes = maker.codes(written.entries, language or "id")
    return Codebook(
        name=maker.text(head.get("codebook")),
        title=maker.by_language(head.get("title"), language or "id"),
        source=maker.text(head.get("source")),
        language=language,
        version=maker.text(head.get("version")),
        codes=codes,
        problems=tuple(maker.problems),
    )


@dataclass(slots=True)
class _Maker:
    file: str
    ids: Iterator[Id]
    problems: list[Problem] = field(default_factory=list)
    kinds: list[registry.Plugin] = field(default_factory=lambda: registry.find("autocoders"))

    def fault(self, place: str, what: str, mend: str, *, fatal: bool = True) -> None:
        self.problems.append(Problem(file=self.file, place=place, what=what, mend=mend, fatal=fatal))

    def codes(self, entries: tuple[Entry, ...], language: str) -> tuple[Code, ...]:
        made: dict[str, Code] = {}
        places: dict[str, str] = {}
        for entry in entries:
            if not self.name_is_good(entry):
                continue
            if entry.path in made:
                self.fault(
                    entry.place,
                    _("The code “{path}” already stands on {place}.").format(path=entry.path, place=places[entry.path]),
                    _("Give one of them another name, or take it out."),
                )
                continue
            places[entry.path] = entry.place
            made[entry.path] = self.code(entry, language, len(made))
        self.same_definitions(made, places)
        return tuple(made.values())

    def name_is_good(self, entry: Entry) -> bool:
        if "/" in entry.name:
            self.fault(
                entry.place,
                _("The name “{name}” holds “/”, which parts the names of a path.").format(name=entry.name),
                _("Put the code under “codes” of the code above it, or write “-” instead."),
            )
            return False
        if not entry.name.isprintable():
            self.fault(
                entry.place,
                _("The name “{name}” holds a character that cannot be seen.").format(
                    name=entry.name.encode("unicode_escape").decode("ascii")
                ),
                _("Type the name anew."),
            )
            return False
        if any(character.isspace() for character in entry.name):
            self.fault(
                entry.place,
                _("The name “{name}” holds a space.").format(name=entry.name),
                _("Write “name: {better}” and keep the spaces for its label.").format(
                    better="-".join(entry.name.split())
                ),
                fatal=False,
            )
        return True

    def code(self, entry: Entry, language: str, position: int) -> Code:
        fields = {item.key: item for item in entry.fields}
        texts = {key: self.text(fields.get(key)) for key in TEXT_KEYS}
        lists = {key: self.texts(fields.get(key)) for key in LIST_KEYS}
        self.brief_is_brief(fields.get("brief"), texts["brief"])
        self.slots_are_known(fields.get("slots"), lists["slots"])
        texts["color"] = self.colour(fields.get("color"), texts["color"])
        rules: tuple[Rule, ...] = ()
        if "match" in fields and fields["match"].value not in (None, [], ""):
            rules, problems = read_rules(self.file, fields["match"], self.ids, self.kinds)
            self.problems += problems
        settings: dict[str, Any] = {**texts, **lists}
        return Code(
            id=next(self.ids),
            path=entry.path,
            label=self.by_language(fields.get("label"), language),
            cycle=self.cycle(fields.get("cycle")),
            stance=self.stance(fields.get("stance")),
            rules=rules,
            position=position,
            **settings,
        )

    def text(self, item: Field | None) -> str:
        if item is None or item.value is None:
            return ""
        if isinstance(item.value, list) and all(isinstance(part, str) for part in item.value):
            return "\n".join(str(part).strip() for part in item.value)
        if isinstance(item.value, (dict, list)):
            self.fault(
                item.place, _("“{key}” takes one text.").format(key=item.key), _("Put the text in double quotes.")
            )
            return ""
        return str(item.value).strip()

    def texts(self, item: Field | None) -> tuple[str, ...]:
        if item is None or item.value in (None, ""):
            return ()
        values = item.value if isinstance(item.value, list) else [item.value]
        if any(isinstance(value, (dict, list)) for value in values):
            self.fault(
                item.place,
                _("“{key}” takes a list of texts.").format(key=item.key),
                _("Put texts that hold “: ” in double quotes."),
            )
        plain = (" ".join(str(value).split()) for value in values if not isinstance(value, (dict, list, type(None))))
        return tuple(text for text in plain if text)

    def by_language(self, item: Field | None, language: str) -> tuple[tuple[str, str], ...]:
        if item is None or item.value in (None, ""):
            return ()
        if isinstance(item.value, dict):
            return tuple((key, self.one(item, value)) for key, value in item.value.items() if value is not None)
        text = self.text(item)
        return ((language, text),) if text else ()

    def one(self, item: Field, value: Plain) -> str:
        return self.text(Field(key=item.key, value=value, place=item.place))

    def cycle(self, item: Field | None) -> int | None:
        text = self.text(item)
        if item is None or not text:
            return None
        if text not in ("1", "2"):
            self.fault(item.place, _("“cycle” is 1 or 2, not “{value}”.").format(value=text), _("Write 1 or 2."))
            return None
        return int(text)

    def stance(self, item: Field | None) -> tuple[tuple[str, str], ...]:
        if item is None or item.value in (None, ""):
            return ()
        if not isinstance(item.value, dict):
            self.fault(
                item.place,
                _("“stance” says what + and - mean for this code."),
                _('Write: stance: {{"+": …, "-": …}}').format(),
            )
            return ()
        for sign in item.value:
            if sign not in STANCES:
                self.fault(
                    item.place,
                    _("There is no stance “{sign}”.").format(sign=sign),
                    _("Stances are {signs}.").format(signs=", ".join(STANCES)),
                )
        return tuple((sign, self.one(item, value)) for sign, value in item.value.items() if sign in STANCES)

    def brief_is_brief(self, item: Field | None, text: str) -> None:
        words = len(text.split())
        if item is not None and words > BRIEF_WORDS:
            self.fault(
                item.place,
                _("“brief” has {words} words; at most {most} fit beside a quotation.").format(
                    words=words, most=BRIEF_WORDS
                ),
                _("Shorten it and keep the rest in “definition”."),
                fatal=False,
            )

    def slots_are_known(self, item: Field | None, slots: tuple[str, ...]) -> None:
        for slot in slots:
            if item is not None and slot not in SLOTS:
                near = get_close_matches(slot, SLOTS, 1, 0.5)
                self.fault(
                    item.place,
                    _("There is no slot “{slot}”.").format(slot=slot),
                    _("Did you mean “{near}”?").format(near=near[0])
                    if near
                    else _("Slots are {slots}.").format(slots=", ".join(SLOTS)),
                )

    def colour(self, item: Field | None, text: str) -> str:
        if item is None:
            return ""
        if not text:
            self.fault(
                item.place,
                _("“color” is empty: an unquoted # begins a comment."),
                _('Write the colour in quotes: color: "#7a1f1f".'),
                fatal=False,
            )
        elif not _COLOUR.fullmatch(text):
            self.fault(
                item.place,
                _("“{value}” is no colour.").format(value=text),
                _('Write it as color: "#7a1f1f".'),
                fatal=False,
            )
            return ""
        return text

    def same_definitions(self, made: dict[str, Code], places: dict[str, str]) -> None:
        met: dict[str, str] = {}
        for path, code in made.items():
            key = " ".join(code.definition.casefold().split())
            if key and key in met:
                self.fault(
                    places[path],
                    _("“{path}” has the same definition as “{other}”.").format(path=path, other=met[key]),
                    _("Say what tells the two apart, or merge them."),
                    fatal=False,
                )
            elif key:
                met[key] = path
