"""Member checks on paper: each informant sees only their own findings and words, and everything is there to sign."""

from __future__ import annotations

from pathlib import Path

import docx
import pytest

from tests.cli.conftest import Qda


def words(path: Path) -> list[str]:
    return [paragraph.text for paragraph in docx.Document(str(path)).paragraphs if paragraph.text.strip()]


def test_a_sheet_for_each_informant_with_their_own_words(batankrajan: Path, qda: Qda) -> None:
    done = qda("tactic", "member-checks", "--sheets", "lembar")
    assert (done.status, done.out.splitlines()[0]) == (0, "11 sheets written to lembar.")
    names = {path.stem for path in Path("lembar").iterdir()}
    assert "Suliyah" in names
    assert not {"observasi-1", "koran-majapahit"} & names
    told = words(Path("lembar/Suliyah.docx"))
    assert "What we concluded from your words" in told
    assert "3. Pelatihan menjangkau semua perajin." in told
    assert [line for line in told if "belum pernah sekali pun diundang pelatihan" in line]
    assert not [line for line in told if "Sing diundang ya kuwi" in line]  # what another said
    assert sum(line.startswith("☐ I agree") for line in told) == 3
    assert any(line.startswith("Signature: …") for line in told)
    assert any("SYNTHETIC" in line for line in told)


def test_the_same_study_gives_the_same_bytes_and_the_tactic_counts_as_applied(
    batankrajan: Path,
    qda: Qda,
) -> None:
    qda("tactic", "member-checks", "harga", "--sheets", "a")
    qda("tactic", "member-checks", "harga", "--sheets", "b")
    for path in Path("a").iterdir():
        first, second = (words(Path(folder, path.name)) for folder in ("a", "b"))
        assert first == second
    (profile,) = qda("verify", "--profile", "harga", "--json").json
    assert {row["tactic"]: row["status"] for row in profile["tactics"]}["member-checks"] == "awaiting_human"


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        (("outliers", "--sheets", "x"), "Only member checks have sheets to sign."),
        (("member-checks", "tiada", "--sheets", "x"), "There is no finding “tiada”."),
    ],
)
def test_what_does_not_fit_is_said(
    batankrajan: Path,
    qda: Qda,
    typed: tuple[str, ...],
    said: str,
) -> None:
    done = qda("tactic", *typed)
    assert (done.status, said in done.err) == (2, True)
