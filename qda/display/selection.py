"""The `where` of a display: what it lets through of codings, of people and of those who were heard."""

from __future__ import annotations

from collections.abc import Container, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from qda.display.known_values import refuse_unknown
from qda.display.people import People, texts
from qda.model.frames import Material
from qda.model.wording import _

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd
    from numpy.typing import NDArray

    from qda.model.condition import Condition

OF_PASSAGES = frozenset(
    {
        "code",
        "coder",
        "round",
        "origin",
        "stance",
        "basis",
        "prompted",
        "magnitude",
        "slot",
        "memo",
        "question",
        "quote",
    }
)
OF_TEXTS = frozenset({"source", "kind", "technique", "date", "period", "speaker"})
OF_CODINGS = OF_PASSAGES | OF_TEXTS | {"informant"}
OF_HEARINGS = OF_TEXTS | {"site", "informant", "case"}


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Chosen:
    """What a filter makes of some rows of the codings.

    Attributes:
        kept: Those that it lets through.
        aside: Those of the same people and texts that it leaves out only since of how they are coded; None where it
            does not ask for that.
        sentences: What was left out, for the reader.
    """

    kept: NDArray[np.intp]
    aside: NDArray[np.intp] | None = None
    sentences: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Selection:
    """A filter that has been read; without a condition it lets everything through.

    What does not depend on single codings is filtered too: people whom the filter rules out get no empty row.
    """

    condition: Condition | None
    people: People = field(repr=False)
    sites: Mapping[str, str | None] = field(default_factory=dict, repr=False)

    def codings(self, frame: pd.DataFrame, rows: NDArray[np.intp]) -> Chosen:
        """Those of some rows for whose coding the condition surely holds, and those that it sets aside."""
        condition = self.condition
        if condition is None:
            return Chosen(kept=rows)
        wanted = [name for name in condition.names if name in OF_CODINGS and name != "informant"]
        names = list(dict.fromkeys(["informant", "speaker", "source", "technique", "code", *wanted]))
        columns = [texts(frame[name].take(rows)) for name in names]
        beyond = {*OF_CODINGS, "case", "site", *self.people.attributes} - OF_PASSAGES
        known: dict[tuple[Any, ...], bool | None] = {}  # None where it is set aside
        found = []
        for key in zip(*columns, strict=True):
            if key not in known:
                facts = dict(zip(names, key, strict=True))
                who = self.people.whose(facts["informant"], facts["speaker"], facts["source"], facts["technique"])
                own = {name: facts[name] for name in ("code", *wanted)}
                values = {"site": self.sites.get(facts["source"]), **self._person(who), **own}
                known[key] = condition.holds(values) or (None if self._may(values, beyond) else False)
            found.append(known[key])
        kept = [each is True for each in found]
        sentence = _("Only codings for which {where}: {kept} of {all}.").format(
            where=condition.text, kept=sum(kept), all=len(kept)
        )
        if not self.of_passages:
            return Chosen(kept=rows[kept], sentences=(sentence,))
        return Chosen(kept=rows[kept], aside=rows[[each is None for each in found]], sentences=(sentence,))

    def person(self, name: str) -> bool:
        """Whether somebody may be among those that the filter lets through."""
        return self._may(self._person(name), frozenset({"informant", "case", *self.people.attributes}))

    def hearing(self, informant: str | None, speaker: tuple[str, ...], **facts: str | None) -> bool:
        """Whether a hearing may be among them.

        `speaker` are the labels under which somebody speaks there; `facts` are source, kind, technique, date, period
        and site.
        """
        own = {name: value for name, value in facts.items() if name != "site"}  # a person's site goes before the text's
        values, known = {**facts, **self._person(informant), **own}, OF_HEARINGS.union(self.people.attributes)
        return any(self._may({**values, "speaker": label}, known) for label in speaker or (None,))

    @property
    def of_passages(self) -> bool:
        """Whether it asks how a passage is coded, so that what else somebody says is filtered out."""
        return self.condition is not None and bool(self.condition.codes or OF_PASSAGES & set(self.condition.names))

    @property
    def of_texts(self) -> bool:
        """Whether it asks where or how somebody was heard, so that whoever was heard otherwise has no row."""
        return self.condition is not None and not OF_TEXTS.isdisjoint(self.condition.names)

    def _may(self, values: dict[str, Any], known: Container[str]) -> bool:
        return self.condition is None or self.condition.may_hold(values, known)

    def _person(self, name: str | None) -> dict[str, Any]:
        own = self.people.canonical(name)
        return {"informant": own, "case": own, **self.people.values.get(own or "", {})}


def selection_of(where: str, people: People, material: Material) -> Selection:
    """Read a filter; "" lets everything through. An informant without a site is where the source was collected.

    Raises:
        FormulaError: it cannot be read, or names a property that neither codings nor cases have, or a value of a
            property that nothing in the study has.
    """
    if not where:
        return Selection(condition=None, people=people)
    from qda.model.condition import parse_condition

    known = {*OF_CODINGS, "case", "site", *people.attributes}
    condition = parse_condition(where, known)
    refuse_unknown(condition, material, people)
    sites = dict(zip(texts(material.sources["name"]), texts(material.sources["site"]), strict=True))
    return Selection(condition=condition, people=people, sites=sites)
