"""A codebook as YAML: read with the line of every key, written so that it reads back to the same codes."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any

from qda.condense.codebook import CODE_KEYS, TOP_KEYS, Codebook, Entry, Field, Plain, Written
from qda.model.problem import Problem
from qda.model.records import Code
from qda.model.wording import _

if TYPE_CHECKING:
    from ruamel.yaml.nodes import Node

_MOST_NODES = 200_000
_WHOLE = re.compile(r"[-+]?\d{1,15}")
_DECIMAL = re.compile(r"[-+]?\d{1,15}\.\d{0,15}")
_YAML_1_1_WORDS = frozenset(("y", "yes", "n", "no", "true", "false", "on", "off", "null", "~"))


def read_yaml(file: str, text: str) -> Written:
    """The codebook as written.

    Scalars are taken as the text that stands there, so `no`, `yes`, `1.10` and dates stay what was typed; only
    inside `tokens` rules and for `within` do true, false and numbers keep their YAML meaning.

    Args:
        file: Name of the file, for problems.
        text: Its decoded text.
    """
    from ruamel.yaml import YAML
    from ruamel.yaml.error import MarkedYAMLError, YAMLError
    from ruamel.yaml.nodes import MappingNode

    try:
        root = YAML(typ="safe", pure=True).compose(text)  # the round-trip scanner marks folds in the text
    except MarkedYAMLError as fault:
        line = fault.problem_mark.line + 1 if fault.problem_mark else 1
        return Written(head=(), entries=(), problems=(_not_yaml(file, line, str(fault.problem or fault.context)),))
    except RecursionError:
        return Written(head=(), entries=(), problems=(_not_yaml(file, 1, _("it is nested too deeply")),))
    except YAMLError as fault:
        return Written(head=(), entries=(), problems=(_not_yaml(file, 1, str(fault).splitlines()[0]),))
    if not isinstance(root, MappingNode):
        return Written(head=(), entries=(), problems=(_no_codes(file),))
    return _Walk(file).codebook(root)


def _not_yaml(file: str, line: int, fault: str) -> Problem:
    return Problem(
        file=file,
        place=_line(line),
        fatal=True,
        what=_("This is not valid YAML: {fault}.").format(fault=fault.rstrip(".")),
        mend=_("Check the indentation and put values that hold : # [ ] {{ }} or , in single quotes.").format(),
    )


def _no_codes(file: str) -> Problem:
    return Problem(
        file=file,
        fatal=True,
        what=_("There is no list of codes in this file."),
        mend=_("Write “codes:” and below it one “- name: …” for each code."),
    )


def _line(number: int) -> str:
    return _("line {number}").format(number=number)


def _place(node: Node) -> str:
    return _line(node.start_mark.line + 1)


class _Walk:
    """Turns the tree of YAML nodes into entries, noting problems on the way."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.problems: list[Problem] = []
        self.entries: list[Entry] = []
        self.seen = 0
        self.open: list[Node] = []  # the codes whose subcodes are being read, topmost first

    def codebook(self, root: Node) -> Written:
        head = []
        listed = False
        for key, place, value in self.pairs(root, TOP_KEYS):
            if key == "codes":
                listed = True
                self.codes(value, "", 0)
            else:
                head.append(Field(key=key, value=self.plain(value, typed=False), place=place))
        if not listed or not (self.entries or self.problems):
            self.problems.append(_no_codes(self.file))
        return Written(head=tuple(head), entries=tuple(self.entries), problems=tuple(self.problems))

    def codes(self, node: Node, parent: str, depth: int) -> None:
        from ruamel.yaml.nodes import MappingNode, SequenceNode

        if not isinstance(node, SequenceNode):
            if node.value:
                self.fault(node, _("“codes” must be a list."), _("Write one “- name: …” for each code."))
            return
        for item in node.value:
            if not isinstance(item, MappingNode):
                self.fault(item, _("A code must have a name."), _("Write “- name: …”."))
            elif any(item is above for above in self.open):
                self.fault(item, _("This code lies below itself."), _("Write its subcodes out, without “*” and “&”."))
            elif depth > 50:
                self.fault(item, _("Codes are nested more than 50 deep."), _("Make the tree flatter."))
            else:
                self.code(item, parent, depth)

    def code(self, node: Node, parent: str, depth: int) -> None:
        name, fields, below = "", [], None
        for key, place, value in self.pairs(node, CODE_KEYS):
            if key == "codes":
                below = value
            elif key == "name":
                written = self.plain(value, typed=False)
                name = written.strip() if isinstance(written, str) else ""
            else:
                places = tuple(_place(item) for item in value.value) if key == "match" and self.is_list(value) else ()
                typed = key == "match"
                fields.append(Field(key=key, value=self.plain(value, typed=typed), place=place, places=places))
        if not name:
            self.fault(node, _("This code has no name."), _("Add “name: …”."))
            return
        entry = Entry(name=name, parent=parent, place=_place(node), fields=tuple(fields))
        self.entries.append(entry)
        if below is not None:
            self.open.append(node)
            self.codes(below, entry.path, depth + 1)
            self.open.pop()

    def pairs(self, node: Node, known: tuple[str, ...]) -> Iterator[tuple[str, str, Node]]:
        """Key, place and value; keys that repeat or are unknown become problems and are left out."""
        met: dict[str, str] = {}
        for key_node, value in node.value:
            key, place = str(key_node.value), _place(key_node)
            if key in met:
                self.fault(
                    key_node,
                    _("The key “{key}” already stands on {place}.").format(key=key, place=met[key]),
                    _("Keep one of them."),
                )
            elif key not in known:
                near = get_close_matches(key.lower(), known, 1, 0.6)
                mend = (
                    _("Did you mean “{near}”?").format(near=near[0])
                    if near
                    else _("Known keys: {keys}.").format(keys=", ".join(known))
                )
                self.fault(key_node, _("There is no key “{key}” here.").format(key=key), mend)
            else:
                met[key] = place
                yield key, place, value

    @staticmethod
    def is_list(node: Node) -> bool:
        from ruamel.yaml.nodes import SequenceNode

        return isinstance(node, SequenceNode)

    def plain(self, node: Node, *, typed: bool, depth: int = 0) -> Plain:
        """The node as plain values; `typed` keeps true, false and numbers inside mappings."""
        from ruamel.yaml.nodes import MappingNode, ScalarNode, SequenceNode

        self.seen += 1
        if self.seen > _MOST_NODES or depth > 50:
            if self.seen <= _MOST_NODES + 1:
                self.fault(
                    node, _("This part of the file is too large or refers to itself."), _("Write it out plainly.")
                )
            return None
        if isinstance(node, SequenceNode):
            return [self.plain(item, typed=typed, depth=depth + 1) for item in node.value]
        if isinstance(node, MappingNode):
            return {str(key.value): self.plain(value, typed=typed, depth=depth + 1) for key, value in node.value}
        assert isinstance(node, ScalarNode)
        return _scalar(node, typed=typed and depth > 1)

    def fault(self, node: Node, what: str, mend: str) -> None:
        self.problems.append(Problem(file=self.file, place=_place(node), what=what, mend=mend, fatal=True))


def _scalar(node: Any, *, typed: bool) -> Plain:
    kind = node.tag.rsplit(":", 1)[-1]
    if kind == "null" and node.style is None:
        return None
    if typed and node.style is None:
        if kind == "bool":
            return bool(node.value.lower() == "true")
        if kind == "int" and _WHOLE.fullmatch(node.value):
            return int(node.value)
        if kind == "float" and _DECIMAL.fullmatch(node.value):
            return float(node.value)
    return str(node.value)


def write_yaml(book: Codebook) -> str:
    """The codebook as YAML text; `read_yaml` gives the same codes back."""
    from ruamel.yaml import YAML

    yaml = YAML()
    yaml.default_flow_style = False
    yaml.allow_unicode = True
    yaml.width = 110
    yaml.indent(mapping=2, sequence=4, offset=2)
    out = io.StringIO()
    yaml.dump(_top(book), out)
    return out.getvalue()


def _top(book: Codebook) -> dict[str, Any]:
    top: dict[str, Any] = {"codebook": _text(book.name or "codebook")}
    if book.title:
        top["title"] = {_text(language): _text(text) for language, text in book.title}
    for key in ("source", "language", "version"):
        if getattr(book, key):
            top[key] = _text(getattr(book, key))
    children: dict[str | None, list[Code]] = {}
    for code in book.codes:
        children.setdefault(code.parent, []).append(code)
    top["codes"] = [_code(code, children) for code in children.get(None, [])]
    return top


def _code(code: Code, children: dict[str | None, list[Code]]) -> dict[str, Any]:
    from qda.condense.codebook_rules import rule_values

    entry: dict[str, Any] = {"name": _text(code.name)}
    if code.label:
        entry["label"] = {_text(language): _text(text) for language, text in code.label}
    for key in CODE_KEYS:
        value = getattr(code, key, None)
        if key in ("name", "label", "match", "codes") or value in (None, "", ()):
            continue
        if key == "stance":
            entry[key] = {_text(sign): _text(text) for sign, text in code.stance}
        elif isinstance(value, tuple):
            entry[key] = [_text(item) for item in value]
        else:
            entry[key] = value if isinstance(value, int) else _text(str(value))
    if code.rules:
        entry["match"] = [_rule(value) for value in rule_values(code.rules)]
    below = [_code(child, children) for child in children.get(code.path, [])]
    return entry | ({"codes": below} if below else {})


def _rule(value: Plain) -> Any:
    """A rule for the writer: a mapping stays on one line, as people write it."""
    from ruamel.yaml.comments import CommentedMap, CommentedSeq

    if isinstance(value, dict):
        flow = CommentedMap({_text(key): _rule(item) for key, item in value.items()})
        flow.fa.set_flow_style()
        return flow
    if isinstance(value, list):
        items = CommentedSeq([_rule(item) for item in value])
        items.fa.set_flow_style()
        return items
    return _text(value) if isinstance(value, str) else value


def _text(value: str) -> str:
    """Text that other YAML readers (1.1: `no` is false there) also take for text, line breaks kept."""
    from ruamel.yaml.scalarstring import DoubleQuotedScalarString

    odd = value.lower() in _YAML_1_1_WORDS or value[:1] in "=+-~#!%@`\"'&*?|>{[ \t" or not value.isprintable()
    return DoubleQuotedScalarString(value) if odd or value != value.strip() else value
