"""Where what people wrote goes when a code, a case or a source that names its place is called otherwise."""

from __future__ import annotations

import pytest

from qda.model.desk_records import Written
from qda.model.text_places import Thing, followed

CODES = {"help": "aid", "help/loan": "aid/loan"}


@pytest.mark.parametrize(
    ("thing", "names", "before", "after"),
    [
        # a row that is a code alone, with a cell of its own, or split over people
        (
            Thing.CODE,
            CODES,
            ("explanatory-effects", "help", "explanation"),
            ("explanatory-effects", "aid", "explanation"),
        ),
        (
            Thing.CODE,
            CODES,
            ("explanatory-effects --rows role", "help/loan dyer", "explanation"),
            ("explanatory-effects --rows role", "aid/loan dyer", "explanation"),
        ),
        # a row that is a code and an item of it
        (
            Thing.CODE,
            CODES,
            ("vignette", "help/loan/narrative", "written"),
            ("vignette", "aid/loan/narrative", "written"),
        ),
        (
            Thing.CODE,
            CODES,
            ("vignette --code help price", "help+price/kind", "written"),
            ("vignette --code aid price", "aid+price/kind", "written"),
        ),
        (
            Thing.CODE,
            CODES,
            ("pre-structured-case --case Sari", "Sari/help", "narrative"),
            ("pre-structured-case --case Sari", "Sari/aid", "narrative"),
        ),
        (
            Thing.CODE,
            CODES,
            ("pre-structured-case --section 'Aid = help/loan, price'", "Aid", "narrative"),
            ("pre-structured-case --section 'Aid = aid/loan, price'", "Aid", "narrative"),
        ),
        # a row that is a line of links
        (
            Thing.CODE,
            CODES,
            ("causal-network-across-cases", "family code:help causes+ code:price", "family-name"),
            ("causal-network-across-cases", "family code:aid causes+ code:price", "family-name"),
        ),
        # the text below a display, and a code that is named by its last name alone, or in a condition
        (Thing.CODE, CODES, ("checklist --code loan --strong 3", "", ""), ("checklist --code loan --strong 3", "", "")),
        (
            Thing.CODE,
            {"help/loan": "help/credit"},
            ("checklist --code loan", "", ""),
            ("checklist --code help/credit", "", ""),
        ),
        (
            Thing.CODE,
            CODES,
            ("checklist --where 'code:help/loan and role=help'", "", ""),
            ("checklist --where 'code:aid/loan and role=help'", "", ""),
        ),
        # an item, an axis and a value that only have the name of the code stay
        (
            Thing.CODE,
            {"narrative": "story"},
            ("vignette", "help/narrative", "written"),
            ("vignette", "help/narrative", "written"),
        ),
        (
            Thing.CODE,
            CODES,
            ("contact-summary", "help/themes", "written"),
            ("contact-summary", "help/themes", "written"),
        ),
        (Thing.CODE, {"role": "part"}, ("checklist --cols role", "", ""), ("checklist --cols role", "", "")),
        # cases
        (
            Thing.CASE,
            {"Sari": "Bu Sari"},
            ("case-analysis-meeting", "Sari/themes", "decision"),
            ("case-analysis-meeting", "Bu Sari/themes", "decision"),
        ),
        (
            Thing.CASE,
            {"Sari": "Bu Sari"},
            ("case-analysis-meeting --unit site", "Sari/themes", "decision"),
            ("case-analysis-meeting --unit site", "Sari/themes", "decision"),
        ),
        (
            Thing.CASE,
            {"Sari": "Bu Sari"},
            ("interim-summary --case Sari", "Sari/finding/F1", "written"),
            ("interim-summary --case 'Bu Sari'", "Bu Sari/finding/F1", "written"),
        ),
        (
            Thing.CASE,
            {"finding": "F"},
            ("interim-summary", "finding/F1", "written"),
            ("interim-summary", "finding/F1", "written"),
        ),
        (
            Thing.CASE,
            {"Sari": "Bu Sari"},
            ("partially-ordered-meta-matrix --summary", "Sari", "summary"),
            ("partially-ordered-meta-matrix --summary", "Bu Sari", "summary"),
        ),
        (
            Thing.CASE,
            {"Sari": "Bu Sari"},
            ("contrast-table", "what-sets-it-apart", "Sari"),
            ("contrast-table", "what-sets-it-apart", "Bu Sari"),
        ),
        (
            Thing.CASE,
            {"Pak Budi": "Budi Santoso"},
            ("role-ordered --where 'role=dyer and case=Pak Budi'", "", ""),
            ("role-ordered --where 'role=dyer and case=\"Budi Santoso\"'", "", ""),
        ),
        # sources
        (
            Thing.SOURCE,
            {"W1": "W01"},
            ("contact-summary", "W1/themes", "written"),
            ("contact-summary", "W01/themes", "written"),
        ),
        (
            Thing.SOURCE,
            {"W1": "W01"},
            ("critical-incident-chart", "W1/0a1b2c3d/2", "why"),
            ("critical-incident-chart", "W01/0a1b2c3d/2", "why"),
        ),
        (
            Thing.SOURCE,
            {"W1": "W01"},
            ("vignette --source W1 W2", "help/narrative", "written"),
            ("vignette --source W01 W2", "help/narrative", "written"),
        ),
        (
            Thing.SOURCE,
            {"W1": "W01"},
            ("two-variable-case-ordered --summary", "N (W1)", "in-short"),
            ("two-variable-case-ordered --summary", "N (W01)", "in-short"),
        ),
        (
            Thing.SOURCE,
            {"W1": "W01"},
            ("sequential-analyses --by source", "source/W1", "learned"),
            ("sequential-analyses --by source", "source/W01", "learned"),
        ),
    ],
)  # fmt: skip
def test_a_text_goes_where_its_place_went(
    thing: Thing, names: dict[str, str], before: tuple[str, str, str], after: tuple[str, str, str]
) -> None:
    found = followed(Written(view=before[0], row=before[1], column=before[2], text="x"), thing, names)
    assert (found.view, found.row, found.column) == after


def test_codes_that_became_one_are_named_once() -> None:
    """As somebody would type it now, or the text would belong to a display that nobody asks for."""
    text = Written(view="vignette --code price help", row="price+help/kind", column="written", text="x")
    found = followed(text, Thing.CODE, {"help": "price"})
    assert (found.view, found.row) == ("vignette --code price", "price/kind")
