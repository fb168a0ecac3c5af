"""Times, decisions, forms and links of made-up studies, against a count made passage by passage without the program."""

from __future__ import annotations

import re
from dataclasses import replace
from random import Random
from typing import Any

import pytest

from qda import registry
from qda.display.build import arrange_any
from qda.display.settings import made
from qda.model.errors import QdaError
from qda.model.network import Network
from qda.model.sheet import Sheet
from qda.model.wording import use_language
from tests.display.conftest import Builder
from tests.display.counted_anew import Recount, Row
from tests.display.random_studies import Study, random_study
from tests.display.test_oracle import NOBODY, value

FORMS = ("man/train", "biz", "past")
SLOTS = ("actor", "input", "process")
TIMES = ("2014", "2015", "2016", "Maret 2015")


def told(number: int) -> Study:
    """A made-up study whose passages say times, whose codes have slots, and whose codes are linked."""
    r, study = Random(number), random_study(number)
    b = Builder(rows=study.rows, attributes=list(study.attributes), count=10_000)
    for code in b.rows["codes"]:
        code["slots"] = SLOTS if code["path"] in FORMS else ()
    for mark in b.rows["codings"]:
        mark["memo"] = f"time: {r.choice(TIMES)}" if r.random() < 0.3 else None
    paths = [code["path"] for code in b.rows["codes"]]
    every = [mark["id"] for mark in b.rows["codings"]]
    for _ in range(r.randint(2, 7)):
        one, other = r.sample(paths, 2)
        b.link(one, "causes", other, r.choice(("+", "-", "±", None)), r.sample(every, min(len(every), r.randint(0, 4))))
    return replace(study, material=b.material(), rows=b.rows)


def drawn(study: Study, kind: str, **options: Any) -> Any:
    """The display; None where this study cannot feed it."""
    use_language("en")
    try:
        return arrange_any(study.material, kind, made(registry.get("displays", kind), options, ""))
    except QdaError:
        return None


def people(count: Recount, marks: list[Row]) -> set[str]:
    return {unit for m in marks if (unit := count.unit_of(m)) is not None}


@pytest.mark.parametrize("number", range(25))
def test_a_passage_stands_at_the_time_that_it_says(number: int) -> None:
    """Else at the period of its source."""
    study = told(number)
    count = Recount(study.rows, study.attributes)

    def year(mark: Row) -> str:
        said = re.search(r"\d{4}", mark["memo"] or "")
        return said[0] if said else count.sources[mark["source"]]["period"] or ""

    places = count.places((), 1)
    for cell in ("informants", "passages"):
        sheet = drawn(study, "time-ordered", cell=cell)
        if sheet is None:
            return
        assert isinstance(sheet, Sheet)
        for row in sheet.rows:
            for column, one in zip(sheet.columns, row.cells, strict=True):
                marks = [m for m in count.marks if m["code"] in places[row.key] and year(m) == column.key]
                assert set(one.evidence) == {m["id"] for m in marks}, (row.key, column.key)
                if marks:
                    assert one.value == value(count, cell, marks, people(count, marks), 0), (row.key, column.key)


@pytest.mark.parametrize("number", range(25))
def test_the_parts_of_a_form_are_those_of_its_own_passages(number: int) -> None:
    study = told(number)
    count = Recount(study.rows, study.attributes)
    sheet = drawn(study, "process-matrix", cell="informants")
    if sheet is None:
        return
    forms = [path for path in count.active if path in FORMS]
    assert len(sheet.rows) == len(forms)
    for row in sheet.rows:
        [form] = [path for path in forms if path.rsplit("/", 1)[-1].title() == row.label]
        for slot, one in zip(SLOTS, row.cells, strict=False):
            marks, who, of = count.cell({"slot": slot}, count.under(form))
            assert set(one.evidence) == {m["id"] for m in marks}, (form, slot)
            if marks:
                assert one.value == (len(who) or NOBODY), (form, slot)
                assert not who or one.of in (of, None), (form, slot)


@pytest.mark.parametrize("number", range(40))
def test_the_hit_rate_is_that_of_every_case(number: int) -> None:
    """One code predicts another, and a site: whoever has both is predicted to choose."""
    r, study = Random(number), told(number)
    count = Recount(study.rows, study.attributes)
    choice, test = r.sample(("man", "biz", "past"), 2)

    def has(person: str, path: str) -> bool | None:
        codes = count.under(path)
        said = [m for m in count.marks if count.person(m) == person and m["code"] in codes]
        if said:
            return any(m["stance"] != "-" for m in said)
        coded = {m["source"] for m in study.rows["codings"]}
        put = [h.asked for h in count.heard if h.informant == person and h.source["name"] in coded]
        asked = any(a is None or any(count._asks(q, c) for q in a for c in codes) for a in put)
        return False if asked else None

    def predicted(person: str) -> bool | None:
        for answer in (has(person, test), {"East": True, "": None}.get(count.facts[person].get("site", ""), False)):
            if answer is not True:
                return answer
        return True

    sheet = drawn(study, "decision-model", choice=choice, test=(test, "site=East"))
    if sheet is None:
        return
    cases = [person for person in count.facts if any(count.person(m) == person for m in count.marks)]
    pairs = [(predicted(person), has(person, choice)) for person in cases]
    known = [(one, other) for one, other in pairs if one is not None and other is not None]
    hits = sum(one == other for one, other in known)
    wanted = f"{hits / len(known):.2f} ({hits} of {len(known)})" if known else None
    assert sheet.rows[3].cells[5].value == wanted
    assert (sheet.rows[0].cells[0].value or 0) == len(cases)


@pytest.mark.parametrize("number", range(40))
def test_an_edge_has_the_passages_of_its_links_and_those_who_say_them(number: int) -> None:
    study = told(number)
    count = Recount(study.rows, study.attributes)
    network = drawn(study, "causal-network")
    if network is None:
        return
    assert isinstance(network, Network)
    marks = {m["id"]: m for m in count.marks}
    wanted: dict[tuple[str, str], tuple[set[Any], set[str]]] = {}
    for link in study.rows["links"]:
        if {link["from"], link["to"]} <= set(count.active):
            behind, signs = wanted.setdefault((f"code:{link['from']}", f"code:{link['to']}"), (set(), set()))
            behind.update(each for each in link["evidence"] if each in marks)
            signs.update({link["sign"]} - {None})
    assert {(edge.start, edge.end) for edge in network.edges} == set(wanted)
    for edge in network.edges:
        behind, signs = wanted[edge.start, edge.end]
        assert set(edge.evidence) == behind
        assert (edge.people or 0) == len(people(count, [marks[each] for each in behind]))
        assert edge.sign == ("±" if len(signs) > 1 else next(iter(signs), ""))
