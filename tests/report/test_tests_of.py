"""What agreement, tactics and lint say in the report."""

from __future__ import annotations

from pathlib import Path

import pytest

from qda import pipeline
from qda.model.wording import use_language
from qda.report.account import StudyAccount
from qda.report.compose import compose
from qda.report.gather import gather
from qda.store.study import Study
from tests.report.as_text import as_text
from tests.report.small_study import write_small_study

SECOND = """\
sari,"Pelatihan membatik ada dua kali, sangat membantu kami di sini.",bina/pelatihan,+,budi
tono,"Harga malam memberatkan kami semua, pesanan terpaksa ditolak.",bina/pelatihan,-,budi
wati,Pelatihan kami adakan setiap tahun untuk seluruh perajin desa.,bina/pelatihan,+,budi
"""


@pytest.fixture(scope="module")
def two_coders(tmp_path_factory: pytest.TempPathFactory) -> StudyAccount:
    """The small study with a second person's codings."""
    folder = tmp_path_factory.mktemp("two")
    use_language("en")
    plan = write_small_study(folder)
    codings = folder / "codings.csv"
    codings.write_text(codings.read_text(encoding="utf-8") + SECOND, encoding="utf-8")
    pipeline.run(plan)
    with Study.open(folder / "study.qda") as study:
        return gather(study)


def test_two_coders_are_compared_by_their_segments(two_coders: StudyAccount) -> None:
    found = two_coders.agreement
    assert found is not None
    assert (found.coders, found.kappa, two_coders.no_agreement) == (("ani", "budi"), "Cohen", "")
    # Of Training: both in 2 of 5 segments, ani alone in tono's answer, budi alone in another, neither in 1.
    [training] = [row for row in found.rows if row.code == "Training"]
    assert (training.units, training.percent) == (5, 0.6)
    assert training.kappa == pytest.approx(1 / 6)
    text = as_text(compose(two_coders))
    assert "Training | 5 | 0.60 | 0.17 | 0.25" in text
    assert "Agreement between coders was not computed" not in text


def test_one_coder_is_compared_with_nobody(account: StudyAccount) -> None:
    assert account.agreement is None
    assert account.no_agreement == "there is one coder (ani), so there are no two judgements to compare"
    assert "Agreement between coders was not computed: there is one coder (ani)" in as_text(compose(account))


def test_defects_that_lint_finds_are_limitations(account: StudyAccount) -> None:
    assert any(one.defect.name == "Joko" for one in account.defects)
    assert "- Joko: Registered, but never cited: Joko." in as_text(compose(account))


def test_tactics_that_were_applied_are_in_the_profile(small: Path) -> None:
    from qda.verify.tactic_choice import named
    from qda.verify.tactic_run import run_tactics

    with Study.open(small) as study:
        run_tactics(study, named("triangulating"), ["harga"])
        run_tactics(study, named("counting"))
        account = gather(study)
    text = as_text(compose(account))
    assert "Of 26 possible tests 1 were applied and recorded." in text
    assert "- harga, V3: " in text
    assert account.meaning == ("G5 Counting",)
    assert "For generating meaning were applied: G5 Counting." in text
