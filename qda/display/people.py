"""Who the informants are: one person once, with the attributes of the cases table."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from qda.model.frames import CASES, Material
from qda.model.records import Technique
from qda.model.same_people import one_person

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True, slots=True, kw_only=True)
class People:
    """The cases of a study, two names of one person made one.

    Attributes:
        names: Canonical names, in the order of the cases table.
        attributes: Names of the attributes, in the order of the cases table.
        values: Attributes with a value, by canonical name; a missing value has no entry.
        unspecified: Canonical names that stand for several unnamed informants.
    """

    names: tuple[str, ...]
    attributes: tuple[str, ...]
    values: dict[str, dict[str, str]]
    unspecified: frozenset[str]
    _same: dict[str, str] = field(repr=False)

    def canonical(self, name: str | None) -> str | None:
        """The name under which a person is counted; None stays None."""
        return None if name is None else self._same.get(name, name)

    def of_text(self, source: str, technique: str) -> str | None:
        """The case that a text in which nobody speaks stands for: one of its own name; never the researcher's prose."""
        return self._same.get(source) if technique != Technique.AUTHOR else None

    def whose(self, name: str | None, speaker: str | None, source: str, technique: str) -> str | None:
        """Whose words a passage is: of the case named or speaking there, else of the one that the text stands for."""
        return self.of_text(source, technique) if name is None and speaker is None else self.canonical(name)

    def attribute(self, name: str | None, attribute: str) -> str | None:
        """An attribute of a case; None where it is missing or the case unknown."""
        return None if name is None else self.values.get(name, {}).get(attribute)

    def levels(self, attribute: str) -> list[str]:
        """The values an attribute takes, in the order in which the cases table first names them."""
        found = (self.values[name].get(attribute) for name in self.names)
        return list(dict.fromkeys(value for value in found if value is not None))


def people_of(material: Material) -> People:
    """The people of a study; `same_as` is followed to its end, a circle of it to its first name."""
    cases = material.cases
    names = texts(cases["name"])
    target = dict(zip(names, texts(cases["same_as"]), strict=True))
    same = one_person({name: further for name, further in target.items() if name is not None})
    extra = tuple(str(column) for column in cases.columns[len(CASES.names) :])
    values: dict[str, dict[str, str]] = {}
    for attribute in extra:
        for name, value in zip(names, texts(cases[attribute]), strict=True):
            if name is not None and value not in (None, ""):
                values.setdefault(same[name], {}).setdefault(attribute, str(value))
    ordered = tuple(dict.fromkeys(same.values()))
    vague = frozenset(same[n] for n, flag in zip(names, cases["unspecified"].tolist(), strict=True) if flag and n)
    return People(
        names=ordered,
        attributes=extra,
        values={name: values.get(name, {}) for name in ordered},
        unspecified=vague,
        _same=same,
    )


def texts(series: pd.Series[Any]) -> list[Any]:
    """A column as a list in which what is missing is None."""
    import pandas as pd

    gone = pd.isna(series)
    if not gone.any():
        return series.tolist()
    return [None if missing else value for value, missing in zip(series.tolist(), gone.tolist(), strict=True)]
