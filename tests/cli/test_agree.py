"""`qda agree` and `qda adjudicate` from the shell."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from tests.cli.conftest import Qda
from tests.condense.coders import CODES, MODAL, PASAR, TEXT, span


@pytest.fixture
def coded(tmp_path: Path, qda: Qda) -> Path:
    """The two coders of `tests/condense/coders.py`, imported as their researcher would."""
    (tmp_path / "w1.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "kode.csv").write_text("path\n" + "\n".join(CODES), encoding="utf-8")
    rows = [
        (*span(n), code, coder)
        for code, given in (("usaha/modal", MODAL), ("usaha/pasar", PASAR))
        for coder, numbers in given.items()
        for n in numbers
    ]
    lines = ["source,start,end,code,coder", *(",".join(("w1", *map(str, row))) for row in rows)]
    (tmp_path / "kodean.csv").write_text("\n".join(lines), encoding="utf-8")
    for command in (
        ("init", "coba"),
        ("import", "w1.txt", "--kind", "observation"),
        ("codebook", "import", "kode.csv"),
        ("code", "import", "kodean.csv"),
    ):
        done = qda(*command)
        assert done.status == 0, done.err
    return tmp_path


SENTENCES = ("--unit", "sentence", "--uncoded", "include")


def test_the_fixed_json_without_any_option(coded: Path, qda: Qda) -> None:
    told = qda("agree", "--json").json
    assert (told["unit"], told["coders"]) == ("segment", ["ANI", "BUDI"])
    assert [one["code"] for one in told["codes"]] == ["usaha/modal", "usaha/pasar"]
    assert told["codes"][0]["n"] == 6
    assert told["codes"][0]["cohen_kappa"] == pytest.approx(0.25)


def test_the_table_says_what_was_compared_and_that_conventions_are_no_verdict(coded: Path, qda: Qda) -> None:
    done = qda("agree", *SENTENCES)
    assert (done.status, done.err) == (0, "")
    head, _rule, modal = done.out.splitlines()[:3]
    assert head.split() == ["code", "n", "percent", "Cohen", "κ", "Krippendorff", "α", "interval", "of", "α"]
    assert modal.split() == ["usaha/modal", "10", "80.0", "%", "0.583", "0.604", "–"]
    assert "Compared: ANI, BUDI; round 1." in done.out
    assert "4 of 10 count as agreement that no code applies" in done.out
    assert "no verdict" in done.out
    assert done.out.endswith(
        "The coders differ on 2 units. To see them with their text: qda adjudicate --unit sentence\n"
    )


def test_all_coefficients(coded: Path, qda: Qda) -> None:
    done = qda("agree", *SENTENCES, "--full")
    for name in ("Holsti", "κ max", "error of κ", "Scott π", "Light κ", "Conger κ", "Fleiss κ", "PABAK", "Gwet AC1"):
        assert name in done.out.splitlines()[0]


def test_without_the_choice_about_uncoded_text_it_explains_both(coded: Path, qda: Qda) -> None:
    done = qda("agree", "--unit", "sentence")
    assert (done.status, done.out) == (2, "")
    assert "--uncoded include" in done.err
    assert "--uncoded exclude" in done.err


@pytest.mark.parametrize(
    ("given", "status", "said"),
    [
        (("--min", "0.5"), 0, ""),
        (("--min", "0.62"), 1, "Krippendorff α below 0.62: usaha/modal (0.604)"),
        (("--min", "0.6", "--by", "kappa"), 1, "Cohen κ below 0.6: usaha/modal (0.583)"),
        (("--min", "0.99", "--by", "percent"), 1, "usaha/modal (0.800), usaha/pasar (0.900)"),
    ],
)
def test_a_minimum_fails_and_names_what_lies_below(
    coded: Path, qda: Qda, given: tuple[str, ...], status: int, said: str
) -> None:
    done = qda("agree", *SENTENCES, *given)
    assert done.status == status
    assert said in done.err


def test_a_minimum_of_something_undefined_is_undetermined(coded: Path, qda: Qda) -> None:
    done = qda("agree", "--unit", "document", "--code", "modal", "--min", "0.5")
    assert done.status == 3
    assert "Krippendorff α undefined: usaha/modal" in done.err


@pytest.mark.parametrize("ending", ["xlsx", "html", "csv", "md", "json", "svg"])
def test_every_writer_and_the_same_bytes_again(coded: Path, qda: Qda, ending: str) -> None:
    first = qda("agree", *SENTENCES, "--to", f"a.{ending}")
    assert (first.status, first.err) == (0, "")
    assert "2 units on which the coders differ" in first.out
    before = (coded / f"a.{ending}").read_bytes()
    qda("agree", *SENTENCES, "--to", f"a.{ending}")
    assert (coded / f"a.{ending}").read_bytes() == before
    assert qda("agree", *SENTENCES, "--to", f"b.{ending}", "--json").json["unit"] == "sentence"


def test_the_way_of_a_decision(coded: Path, qda: Qda) -> None:
    listed = qda("adjudicate", "--unit", "sentence")
    assert "2 open, 0 decided in round consensus." in listed.out
    assert "2 open disagreements" in qda("adjudicate", "--unit", "sentence", "--to", "beda.csv").out
    with (coded / "beda.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file))
    (head,) = (row for row in rows if "decision" in row)
    rows[rows.index(head) + 1][head.index("decision")] = "BUDI"
    with (coded / "beda.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows)
    before = qda("status", "--json").json
    assert qda("adjudicate", "beda.csv", "--dry-run").out.startswith("It would be: decisions: 1;")
    assert qda("status", "--json").json == before
    done = qda("--coder", "DOSEN", "adjudicate", "beda.csv", "--json").json
    assert (done["decisions"], done["added"], done["open"], done["round"]) == (1, 1, 1, "consensus")
    left = qda("adjudicate", "--unit", "sentence", "--json").json
    assert (left["decided"], len(left["open"])) == (1, 1)
    assert left["open"][0]["codes"] == {"ANI": [], "BUDI": ["usaha/modal"]}
    assert qda("undo").status == 0
    assert qda("status", "--json").json["hash"] == before["hash"]


def test_a_sheet_says_itself_what_was_compared(coded: Path, qda: Qda) -> None:
    for wrong in (("beda.csv", "--unit", "turn"), ("beda.csv", "--to", "x.csv"), ("--dry-run",)):
        refused = qda("adjudicate", *wrong)
        assert (refused.status, refused.out) == (2, "")


@pytest.mark.parametrize(
    "wrong",
    [
        ("--coders", "CITRA"),
        ("--round", "9"),
        ("--code", "tiada"),
        ("--source", "tiada"),
        ("--overlap", "0"),
        ("--depth", "0"),
        ("--min", "2"),
        ("--by", "sepatu"),
        ("--unit", "sentence", "--uncoded", "include", "--speakers", "siapa"),
        ("--unit", "sentence", "--uncoded", "include", "--gamma"),
        (*SENTENCES, "--overlap", "0.3"),
        ("--speakers", "all"),
        ("--unit", "document", "--speakers", "N"),
        ("--bootstraps", "50"),
        ("--seed", "2"),
        ("--interval", "none", "--clusters", "unit"),
        ("--full", "--json"),
        ("--full", "--to", "hasil.csv"),
        ("--by", "kappa"),
        ("--by", "kappa", "--to", "hasil.csv"),
    ],
)
def test_wrong_calls(coded: Path, qda: Qda, wrong: tuple[str, ...]) -> None:
    refused = qda("agree", *wrong)
    assert (refused.status, refused.out) == (2, "")
    assert refused.err


def test_an_unknown_ending_is_answered_with_all_that_serve_also_the_plot(coded: Path, qda: Qda) -> None:
    refused = qda("agree", "--to", "hasil.pptx")
    assert refused.status == 2
    assert ".svg, " in refused.err
    assert qda("agree", "--by", "kappa", "--to", "hasil.svg").status == 0
    assert qda("agree", "--by", "kappa", "--min", "-1", "--json").status in (0, 3)


def test_decisions_need_a_round(coded: Path, qda: Qda) -> None:
    for none in ("", " "):
        refused = qda("adjudicate", "--into", none)
        assert (refused.status, refused.out) == (2, "")
        assert "Name the round." in refused.err


def test_what_cannot_be_taken_back_is_not_written_as_a_sheet_to_fill_in(coded: Path, qda: Qda) -> None:
    for ending in ("html", "md", "json", "svg"):
        refused = qda("adjudicate", "--to", f"beda.{ending}")
        assert (refused.status, refused.out) == (2, "")
        assert ".xlsx, .csv" in refused.err
    assert qda("adjudicate", *SENTENCES[:2], "--overlap", "0.7").status == 2


def test_a_sheet_of_decisions_for_codings_that_are_gone_says_so(coded: Path, qda: Qda) -> None:
    qda("adjudicate", "--unit", "sentence", "--to", "beda.csv")
    lines = (coded / "beda.csv").read_text(encoding="utf-8-sig").replace(",,,", ",none,x,")
    (coded / "beda.csv").write_text(lines, encoding="utf-8")
    while qda("status", "--json").json["codings"]:
        assert qda("undo").status == 0
    refused = qda("adjudicate", "beda.csv")
    assert refused.status == 2
    assert "Traceback" not in refused.err


def test_the_full_table_keeps_within_bounds_and_has_no_needless_digits(coded: Path, qda: Qda) -> None:
    head, _line, *rows = qda("agree", "--full", "--clusters", "unit").out.splitlines()
    names = [name.strip() for name in head.split("  ") if name.strip()]
    for row in rows[:3]:
        cells = dict(zip(names, [cell.strip() for cell in row.split("  ") if cell.strip()], strict=True))
        assert cells["percent"].count(".") <= 1
        assert len(cells["percent"].partition(".")[2]) <= 1
        for end in ("Cohen κ, lower", "Cohen κ, upper", "Krippendorff α, lower", "Krippendorff α, upper"):
            assert cells[end] == "–" or -1 <= float(cells[end].replace("−", "-")) <= 1


def test_free_segments_name_both_forms_and_gamma_where_it_is_asked_for(coded: Path, qda: Qda) -> None:
    told = qda("agree", "--gamma", "--json").json["unitizing"]
    assert (told["krippendorff_1995"]["form"], told["krippendorff_2016"]["form"]) == (
        "Krippendorff 1995/2004",
        "Krippendorff et al. 2016",
    )
    assert told["krippendorff_1995"]["alpha"]["value"] != told["krippendorff_2016"]["u_alpha"]["value"]
    assert -1 < told["gamma"]["gamma"]["value"] <= 1
    assert told["gamma"]["seed"] == 1
    assert qda("agree", "--json").json["unitizing"]["gamma"] is None
    shown = qda("agree", "--full").out
    assert "α 1995/2004" in shown
    assert "uα 2016, this code alone" in shown
