"""The quotations behind a convergence matrix, as they are printed. Pure."""

from __future__ import annotations

from collections.abc import Collection

from qda.model.frames import CASES, Material
from qda.model.ids import Id
from qda.model.sheet import Quotation
from qda.verify.facts import StudyFacts


def quotations(material: Material, facts: StudyFacts, wanted: Collection[Id]) -> tuple[Quotation, ...]:
    """The codings with these ids, by source and place.

    Args:
        material: For lines and labels of speakers.
        facts: The same study; says whose words they are.
        wanted: Ids of codings.
    """
    frame = material.codings
    lines = {key: int(line) for key, line in zip(frame["id"], frame["line"], strict=True) if key in wanted}
    labels = {key: label for key, label in zip(frame["id"], frame["speaker"], strict=True) if key in wanted}
    found = []
    for coded in facts.codings:
        if coded.id not in wanted:
            continue
        person = facts.people.get(coded.informant)
        attributes = person.attributes if person else {}
        group = facts.group_of(coded.informant, coded.source)
        role = attributes.get("role") or group
        label = labels[coded.id]
        found.append(
            Quotation(
                coding=coded.id,
                text=coded.quote,
                reference=f"[{coded.source}:{lines[coded.id]} · {role}]",
                source=coded.source,
                line=lines[coded.id],
                start=coded.start,
                end=coded.end,
                code=coded.code,
                stance=coded.stance or "",
                speaker=label if isinstance(label, str) else "",
                informant=coded.informant,
                group=group,
                coder=coded.coder,
                origin=coded.origin,
                memo=coded.memo or "",
                attributes=tuple(
                    (name, attributes[name])
                    for name in material.cases.columns
                    if name not in CASES.names and name in attributes
                ),
            )
        )
    return tuple(sorted(found, key=lambda quotation: (quotation.source, quotation.start, quotation.code)))
