"""The contact summary form, filled in from a made-up study small enough to be done by hand."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from qda.display.build import arrange
from qda.display.displays.contact_summary import ContactSummaryOptions
from qda.model.desk_records import Written
from qda.model.errors import NotFoundError
from qda.model.frames import Material
from qda.model.ids import Id
from qda.model.papers import FirstWritten, Papers
from qda.model.records import Memo
from qda.model.sheet import Sheet
from tests.display.conftest import Builder

Show = Callable[[Sheet], str]
KIND = "contact-summary"


def two_contacts(b: Builder) -> Material:
    """W2 took place first, W1 two days later; A1 is the researcher's own prose."""
    b.case("Sari", role="weaver")
    b.case("Budi", role="dyer")
    for name, technique in (("W1", "W"), ("W2", "W"), ("A1", "A")):
        b.source(name, technique, site="North")
    b.rows["sources"][0]["date"], b.rows["sources"][1]["date"] = "2026-03-03", "2026-03-01"
    b.code("yarn", "Yarn")
    b.code("price", "Price")
    b.code("loan", "Loan")
    b.question("q1", "yarn")
    b.question("q2", "loan")
    b.question("q3", "price")
    b.turn("W1", None, "interviewer", "P", "q1")
    b.turn("W1", "Sari", question="q1")
    b.turn("W1", None, "interviewer", "P", "q2")
    b.turn("W2", "Budi", question="q1")
    b.coding("W1", "yarn", "Yarn is dear and it gets dearer", "Sari", at=0, question="q1")
    b.coding("W1", "price", "Yarn is dear and it gets dearer", "Sari", at=0, question="q1")
    b.coding("W1", "price", "Nobody pays what a cloth is worth now", "Sari", at=50)
    b.coding("W2", "yarn", "We spin the yarn ourselves in the village", "Budi", at=0, question="q1")
    b.coding("A1", "loan", "Nobody lends money here")
    made = b.material()
    memo = Memo(
        id=Id(b"m" * 16),
        about_kind="source",
        about=Id(made.sources["id"].iloc[0]),
        type="surprise",
        text="She laughed at the word loan.",
        status="open",
        by="ana",
        at="2026-03-03T20:00:00Z",
    )
    return replace(made, papers=Papers(memos=(memo,)))


@pytest.mark.snapshot_of("contact-summary")
def test_each_cell_is_what_the_contact_gives(builder: Builder, show: Show) -> None:
    """W2 comes first by date, so “Yarn” is new there, and only “Price” is new in W1.

    In W1 Price has two passages and Yarn one. q1 is answered in both; q2 was put by the interviewer of W1, and
    nobody answers it; q3 was put in neither. The memo of a surprise is about W1. A1 is no contact.
    """
    sheet = arrange(two_contacts(builder), KIND)
    facts = "[not-applicable]"
    yours = "[to-write]"
    record = "whether it was recorded is not known // transcribed: 200 words // 1 coding"
    expected = f"""\
W2 > Contact | From the data: Interview · 1 March 2026 · North {{0}}
W2 > Contact | Written by you: {facts}
W2 > Who was met | From the data: Budi (dyer) {{0}}
W2 > Who was met | Written by you: {facts}
W2 > Recorded, transcribed, coded | From the data: {record} {{0}}
W2 > Recorded, transcribed, coded | Written by you: {facts}
W2 > Written up within 24 hours | From the data: nothing is written yet {{0}}
W2 > Written up within 24 hours | Written by you: {facts}
W2 > Main themes | From the data: Yarn (1 passage): “We spin the yarn ourselves in the village” [W2:1 · dyer] {{1}}
W2 > Main themes | Written by you: {yours}
W2 > Codes that are new here | From the data: Yarn {{1}}
W2 > Codes that are new here | Written by you: {yours}
W2 > Questions of the guide that were answered | From the data: q1 {{1}}
W2 > Questions of the guide that were answered | Written by you: {yours}
W2 > Questions of the guide that are open | From the data: q2 (not asked) // q3 (not asked) {{0}}
W2 > Questions of the guide that are open | Written by you: {yours}
W2 > What struck you in this contact | From the data: {facts}
W2 > What struck you in this contact | Written by you: {yours}
W2 > New hypotheses and hunches | From the data: {facts}
W2 > New hypotheses and hunches | Written by you: {yours}
W2 > What to follow up, and with whom | From the data: {facts}
W2 > What to follow up, and with whom | Written by you: {yours}"""
    lines = show(sheet).splitlines()
    assert "\n".join(lines[:22]) == expected
    second = {line.split(" | ")[0]: line.split(": ", 1)[1] for line in lines[22:] if "From the data" in line}
    assert second["W1 > Main themes"] == (
        "Price (2 passages): “Yarn is dear and it gets dearer” [W1:1 · weaver] // "
        "Yarn (1 passage): “Yarn is dear and it gets dearer” [W1:1 · weaver] {3}"
    )
    assert second["W1 > Codes that are new here"] == "Price {2}"
    assert second["W1 > Questions of the guide that are open"] == "q2 (asked, not answered) // q3 (not asked) {0}"
    assert second["W1 > What struck you in this contact"] == (
        "3 March 2026 ana (surprise): She laughed at the word loan. {0}"
    )
    assert {row.group for row in sheet.rows} == {"W1", "W2"}


@pytest.mark.parametrize(
    ("at", "word"),
    [
        ("2026-03-01T21:00:00Z", "yes: written on the same day"),
        ("2026-02-28T19:00:00Z", "yes: written on the same day"),  # two o’clock in the morning in Java
        ("2026-03-02T09:00:00Z", "perhaps: written on the next day"),
        ("2026-03-06T09:00:00Z", "no: written 5 days later"),
        ("2026-02-06T09:00:00Z", "the text is older than the contact: is its date right?"),
    ],
)
def test_it_says_whether_the_contact_was_written_up_in_time(builder: Builder, at: str, word: str) -> None:
    """W2 took place on 1 March; the earliest text of its own block counts, not that of W1."""
    texts = (
        Written(view=KIND, row="W2/themes", column="written", text="Spinning.", by="ana", at=at),
        Written(view=KIND, row="W2/struck", column="written", text="Late.", by="ana", at="2026-04-01T00:00:00Z"),
        Written(view=KIND, row="W1/themes", column="written", text="Prices.", by="ana", at="2020-01-01T00:00:00Z"),
    )
    sheet = arrange(replace(two_contacts(builder), written=texts), KIND, ContactSummaryOptions(source=("W2",)))
    cells = {row.key: row.cells for row in sheet.rows}
    assert cells["W2/promptness"][0].value == word
    assert (cells["W2/themes"][1].value, cells["W2/themes"][1].written_by) == ("Spinning.", "ana")
    assert {row.group for row in sheet.rows} == {"W2"}, "picking contacts leaves the texts where they are"


def test_a_text_that_was_changed_later_was_written_when_it_was_first_written(builder: Builder) -> None:
    """Sari's form was written the same evening and put right a month later: both stand there."""
    text = Written(view=KIND, row="W2/themes", column="written", text="Spun.", by="budi", at="2026-04-01T08:00:00Z")
    first = FirstWritten(view=KIND, row="W2/themes", column="written", by="ana", at="2026-03-01T20:00:00Z")
    other = replace(first, view=f"{KIND} --where 'site = North'", at="2026-02-01T20:00:00Z")
    made = replace(two_contacts(builder), written=(text,), papers=Papers(beginnings=(first, other)))
    sheet = arrange(made, KIND, ContactSummaryOptions(source=("W2",)))
    cells = {row.key: row.cells for row in sheet.rows}
    assert cells["W2/promptness"][0].value == "yes: written on the same day\nchanged since, last on 1 April 2026"


def test_a_contact_that_is_not_there_or_no_contact_is_refused(builder: Builder) -> None:
    with pytest.raises(NotFoundError, match="A1"):
        arrange(two_contacts(builder), KIND, ContactSummaryOptions(source=("A1",)))
