"""The one convergence matrix, from verdicts and findings alone."""

from __future__ import annotations

from dataclasses import replace

import pytest

from qda.display.displays.convergence import ConvergenceOptions, convergence
from qda.model.errors import InputError
from qda.model.evidence import (
    GroupState,
    Guard,
    SugiyonoFields,
    Triangulation,
    Uncounted,
    VerdictWord,
    Witness,
)
from qda.model.frames import Material
from qda.model.ids import Id, new_id
from qda.model.records import Finding
from qda.model.sheet import Cell, Empty, Sheet
from tests.display.conftest import as_text


def codings_of(village: Material, code: str) -> list[Id]:
    frame = village.codings
    return [Id(key) for key, path in zip(frame["id"], frame["code"], strict=True) if path == code]


def verdict_on(village: Material) -> Triangulation:
    trained = codings_of(village, "manusia/latih")
    told = (
        Witness(informants=("Kepala",), group="state", techniques=("W",), stance="+", codings=(trained[3],)),
        Witness(informants=("Sari",), group="business", techniques=("W",), stance="-", codings=(trained[2],)),
    )
    return Triangulation(
        finding="latih",
        axis="group",
        verdict=VerdictWord.DISSONANT,
        lower=VerdictWord.DISSONANT,
        upper=VerdictWord.CONVERGENT,
        k_star=1,
        witnesses=told,
        effective_witnesses=1.0,
        supporting_groups=("state",),
        techniques=("W",),
        groups=(
            ("state", GroupState.SUPPORT),
            ("business", GroupState.CONTRADICT),
            ("observation", GroupState.SILENT),
            ("village", GroupState.NOT_ASKED),
        ),
        pairs=(),
        asked=(("state", 2), ("business", 3), ("observation", 1), ("village", 0)),
        prominence=(("state", 0.5), ("business", 1 / 3), ("observation", 0.0)),
        negative_cases=told[1:],
        guards=(Guard(name="hearsay", effect="merged", because="Told by others."),),
        sugiyono=SugiyonoFields(same=("state",), different=("business",), specific=(), agreement="belum"),
    )


def asserted_of(village: Material) -> Triangulation:
    return replace(
        verdict_on(village),
        finding="bank",
        verdict=VerdictWord.ASSERTED,
        lower=VerdictWord.ASSERTED,
        upper=VerdictWord.ASSERTED,
        witnesses=(),
        negative_cases=(),
        effective_witnesses=0.0,
        techniques=(),
        guards=(),
        author_assertions=1,
        author_codings=(codings_of(village, "kerja/bank")[0],),
        groups=(("state", GroupState.SILENT),),
    )


def built(village: Material, **options: bool) -> Sheet:
    stated = Finding(id=new_id(), key="latih", statement="Training reaches all.", body="", position=0)
    seen = replace(village, findings=(stated,), verdicts=(verdict_on(village), asserted_of(village)))
    return convergence(seen, ConvergenceOptions(**options))


def row(sheet: Sheet, n: int) -> dict[str, Cell]:
    return dict(zip([column.label for column in sheet.columns], sheet.rows[n].cells, strict=True))


def test_states_and_why_cells_are_empty(village: Material) -> None:
    sheet = built(village)
    assert [each.label for each in sheet.rows] == ["latih: Training reaches all.", "bank"]
    first = row(sheet, 0)
    assert [first[group].value for group in ("state", "business")] == ["✓ 1/2", "✗ 1/3"]
    assert (first["observation"].empty, first["village"].empty) == (Empty.SILENT, Empty.NOT_ASKED)
    assert (first["Verdict"].value, first["At best"].value, first["k*"].value) == ("dissonant", "convergent", 1)
    assert (first["Negative cases"].value, first["Warnings"].value) == ("Sari", "hearsay")
    assert "hearsay – latih: Told by others." in sheet.notes
    assert "merged" not in " ".join(sheet.notes)


def test_who_counts_with_another_group_is_no_silence(village: Material) -> None:
    behind = codings_of(village, "manusia/latih")[:1]
    verdict = replace(
        verdict_on(village),
        uncounted=(Uncounted(group="observation", counted_with=("state",), codings=tuple(behind)),),
    )
    cell = row(convergence(replace(village, verdicts=(verdict,)), ConvergenceOptions()), 0)["observation"]
    assert (cell.value, cell.empty, list(cell.evidence)) == ("counted with state", None, behind)


@pytest.mark.snapshot_of("convergence")
def test_each_cell_is_what_the_verdict_says(village: Material) -> None:
    """Kepala of the state is for it, one of two asked; Sari of the business against it, one of three: so dissonant.

    The observation was in scope and shows nothing; nobody of the village was asked. Those two are all the witnesses, of
    2 + 3 + 1 + 0 asked, and every sum rests on both their passages. If Sari’s word were no refusal it were convergent.
    On the bank only the researcher writes: no witness, so no technique, and no group but the state was looked at.
    """
    assert (
        as_text(built(village))
        == """\
latih: Training reaches all. | state: ✓ 1/2 of 2 {1}
latih: Training reaches all. | business: ✗ 1/3 of 3 {1}
latih: Training reaches all. | observation: [silent]
latih: Training reaches all. | village: [not-asked]
latih: Training reaches all. | Verdict: dissonant {2}
latih: Training reaches all. | At best: convergent {2}
latih: Training reaches all. | k*: 1 {2}
latih: Training reaches all. | Witnesses: 2 of 6 {2}
latih: Training reaches all. | Independent: 1.0 {2}
latih: Training reaches all. | Techniques: interview {2}
latih: Training reaches all. | Negative cases: Sari {1}
latih: Training reaches all. | Warnings: hearsay {2}
bank | state: [silent]
bank | business: [not-asked]
bank | observation: [not-asked]
bank | village: [not-asked]
bank | Verdict: assertion of the researcher without a source {1}
bank | At best: assertion of the researcher without a source {1}
bank | k*: 1 {1}
bank | Witnesses: 0 of 6 {1}
bank | Independent: 0.0 {1}
bank | Techniques: [not-applicable]
bank | Negative cases: [not-applicable]
bank | Warnings: [not-applicable]"""
    )


def test_behind_every_filled_cell_stand_quotations_the_researchers_too(village: Material) -> None:
    sheet = built(village, sugiyono=True)
    linked = {quotation.coding for quotation in sheet.quotations}
    cells = [cell for each in sheet.rows for cell in each.cells]
    assert all(cell.evidence for cell in cells if cell.empty is None)
    assert {coding for cell in cells for coding in cell.evidence} == linked
    assert "papers and a pledge" in {quotation.text for quotation in sheet.quotations}


def test_sugiyonos_fields_are_an_option(village: Material) -> None:
    assert "Same" not in row(built(village), 0)
    fields = row(built(village, sugiyono=True), 0)
    assert (fields["Same"].value, fields["Different"].value) == ("state", "business")
    assert fields["Specific"].empty is Empty.NOT_APPLICABLE
    assert fields["Agreement of the informants"].value == "not asked for yet"


def test_without_verdicts_there_is_nothing_to_show(village: Material) -> None:
    with pytest.raises(InputError, match="no finding has been triangulated"):
        convergence(village, ConvergenceOptions())


def test_a_warning_is_said_once_for_all_findings_that_it_meets(village: Material) -> None:
    first = verdict_on(village)
    coder = Guard(name="one-coder", effect="shown", because="One coder, ana.")
    results = (
        replace(first, guards=(*first.guards, coder)),
        replace(first, finding="modal", guards=(coder,)),
    )
    notes = convergence(replace(village, verdicts=results), ConvergenceOptions()).notes
    assert [note for note in notes if "ana" in note] == ["one coder – latih, modal: One coder, ana."]


def test_techniques_are_words(village: Material) -> None:
    sheet = convergence(replace(village, verdicts=(verdict_on(village),)), ConvergenceOptions())
    at = next(n for n, column in enumerate(sheet.columns) if column.label == "Techniques")
    assert sheet.rows[0].cells[at].value == "interview"
