"""The codebook's tree as a display sees it: labels, what lies under a code, and codes as an axis' places."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from qda.display.people import texts
from qda.model.errors import NotFoundError
from qda.model.frames import Material
from qda.model.wording import _


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """One position on an axis.

    Attributes:
        key: What entries are assigned by.
        group: Heading shared with neighbours, "" for none.
        codes: Paths rolled up here; None where the axis is not of codes.
    """

    key: str
    label: str
    group: str = ""
    codes: frozenset[str] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Tree:
    """Active codes in the order of the codebook."""

    paths: tuple[str, ...]
    labels: dict[str, str]
    slots: dict[str, tuple[str, ...]]
    scales: dict[str, tuple[str, ...]]
    below: dict[str | None, tuple[str, ...]]

    def children(self, path: str | None) -> tuple[str, ...]:
        """The codes right under a path; None gives the top."""
        return self.below.get(path, ())

    def subtree(self, path: str) -> frozenset[str]:
        """A code with everything under it."""
        return frozenset(p for p in self.paths if p == path or p.startswith(path + "/"))

    def label(self, path: str) -> str:
        """The label; the path itself where the code is unknown."""
        return self.labels.get(path, path)

    def levels(self, path: str) -> list[str]:
        """The labels from the top down to the code."""
        parts = path.split("/")
        return [self.label("/".join(parts[:n])) for n in range(1, len(parts) + 1)]

    def find(self, chosen: Iterable[str]) -> list[str]:
        """The paths that the user names, by path or by last name where only one has it.

        Raises:
            NotFoundError: there is no such code, or several have that name.
        """
        return [self._find(name) for name in chosen]

    def _find(self, name: str) -> str:
        if name in self.labels:
            return name
        same = [p for p in self.paths if p.rsplit("/", 1)[-1] == name]
        if len(same) == 1:
            return same[0]
        mend = _("Choose one of: {names}.").format(names=", ".join(same or self.paths[:40]))
        raise NotFoundError(_("There is no code “{name}”.").format(name=name), mend=mend)

    def places(self, chosen: Sequence[str], depth: int, coded: frozenset[str]) -> tuple[Place, ...]:
        """Codes as places on an axis, together holding every coding under the chosen ones.

        A code has one place, also where it is chosen and lies under another chosen one: the first.

        Args:
            chosen: Paths; empty for the top of the codebook.
            depth: 0 for the codes themselves with all under them, 1 for their children, and so on.
            coded: Codes in use; one that is in use and split up keeps a place for its own codings.
        """
        roots = self.find(chosen) or self.children(None)
        split = [place for root in dict.fromkeys(roots) for place in self._split(root, depth, coded, "")]
        once = {place.key: place for place in reversed(split)}
        found = [place for place in split if once[place.key] is place]
        flat = all(place.group in ("", place.label) for place in found)
        return tuple(replace(place, group="") if flat else place for place in found)

    def _split(self, path: str, depth: int, coded: frozenset[str], group: str) -> list[Place]:
        children = self.children(path)
        if depth <= 0 or not children:
            head = group or (self.label(path) if depth > 0 else "")
            return [Place(key=path, label=self.label(path), group=head, codes=self.subtree(path))]
        head = f"{group} / {self.label(path)}" if group else self.label(path)
        own = (
            [
                Place(
                    key=path,
                    label=_("{code}, in general").format(code=self.label(path)),
                    group=head,
                    codes=frozenset({path}),
                )
            ]
            if path in coded
            else []
        )
        return own + [place for child in children for place in self._split(child, depth - 1, coded, head)]


def tree_of(material: Material) -> Tree:
    """The active codes of a study in the order of the codebook."""
    codes = material.codes[material.codes["status"] == "active"].sort_values(["position", "path"], kind="stable")
    paths = texts(codes["path"])
    known = set(paths)
    below: dict[str | None, list[str]] = {}
    for path in paths:
        below.setdefault(_parent(path, known), []).append(path)
    return Tree(
        paths=tuple(paths),
        below={parent: tuple(found) for parent, found in below.items()},
        labels=dict(zip(paths, texts(codes["label"]), strict=True)),
        slots={path: tuple(slots) for path, slots in zip(paths, texts(codes["slots"]), strict=True)},
        scales={path: tuple(scale) for path, scale in zip(paths, texts(codes["scale"]), strict=True)},
    )


def _parent(path: str, known: set[str]) -> str | None:
    """The nearest path above that is there; a code whose parent was retired stands at the top."""
    while "/" in path:
        path = path.rsplit("/", 1)[0]
        if path in known:
            return path
    return None
