"""Views: saved under a name, stale exactly when what they show has changed, and in a plan."""

from __future__ import annotations

import gettext
import json
import shutil
from pathlib import Path
from typing import Any

import apsw
import pytest

from qda.display.seal import Seal
from qda.model import wording
from qda.store import views as stored
from qda.store.study import Study
from qda.viewed import Viewer
from qda.views import named
from tests.cli.conftest import Qda
from tests.cli.test_startup import HEAVY, modules_after

TALKS = {
    "ana.txt": "P: Apa kabar?\nAna: Pelatihan itu berguna sekali. Modal kurang.\n",
    "budi.txt": "P: Apa kabar?\nBudi: Modal cukup. Pasar ramai, pelatihan tidak ada.\n",
}
BOOK = """\
codebook: coba
codes:
  - {name: pelatihan, label: {id: Pelatihan, en: Training}}
  - {name: modal, label: {id: Modal, en: Capital}}
  - {name: pasar, label: {id: Pasar, en: Market}}
"""
PLAN = """\
study: Coba
language: en
coder: ani
sources: [{path: "*.txt", kind: interview}]
cases: cases.csv
codebook: kode.yaml
coding: [{file: kodean.csv}]
views:
  - {name: Peran, show: "display role-ordered --code pelatihan modal"}
  - {name: Kata modal, show: "qda find modal"}
displays:
  - {view: Peran, to: hasil.md}
"""
CODINGS = (
    "source,quote,code\nana,Pelatihan itu berguna sekali.,pelatihan\nana,Modal kurang.,modal\nbudi,Modal cukup.,modal\n"
)


@pytest.fixture
def study(tmp_path: Path, qda: Qda) -> Path:
    """Two people in two roles; a matrix and a search are saved by the plan."""
    return built(tmp_path, qda)


def built(folder: Path, qda: Qda) -> Path:
    for name, text in {
        **TALKS,
        "kode.yaml": BOOK,
        "cases.csv": "name,role\nAna,perajin\nBudi,pedagang\n",
        "kodean.csv": CODINGS,
        "plan.yaml": PLAN,
    }.items():
        (folder / name).write_text(text, encoding="utf-8")
    done = qda("run", folder / "plan.yaml")
    assert done.status == 0, done.err
    return folder


def state(qda: Qda, name: str, *options: str) -> dict[str, Any]:
    [found] = [one for one in qda(*options, "view", "list", "--json").json if one["name"] == name]
    assert isinstance(found, dict)
    return found


def add(qda: Qda, source: str, code: str, quote: str) -> None:
    done = qda("code", "add", source, code, "--quote", quote)
    assert done.status == 0, done.err


@pytest.mark.usefixtures("study")
class TestStale:
    def test_only_where_the_view_shows_it(self, qda: Qda) -> None:
        """Peran has the columns pelatihan and modal: a coding on pasar stands outside, one of a trader on pelatihan in
        the one cell pedagang × pelatihan. The search reads the texts, which coding leaves alone.
        """
        add(qda, "budi", "pasar", "Pasar ramai")
        assert qda("status", "--json").json["stale"] == []
        assert "2 views, all fresh." in qda("status").out

        add(qda, "budi", "pelatihan", "pelatihan tidak ada")
        assert state(qda, "Peran")["change"] == {"cells": 1}
        assert not state(qda, "Kata modal")["stale"]
        found = qda("status")
        assert "Stale views: 1 of 2.\n    Peran: 1 cell changed\n" in found.out
        assert "qda view accept" in qda("next").out

    def test_accepted_it_is_fresh_and_undo_takes_that_back(self, qda: Qda) -> None:
        add(qda, "budi", "pelatihan", "pelatihan tidak ada")
        accepted = qda("view", "accept", "Peran")
        assert accepted.out == "Peran: 1 cell changed\n1 view accepted.\n"
        assert not state(qda, "Peran")["stale"]
        assert qda("view", "accept", "--all").out == "0 views accepted.\n"
        assert qda("undo").status == 0
        assert state(qda, "Peran")["change"] == {"cells": 1}
        assert qda("undo").status == 0  # the coding
        assert not state(qda, "Peran")["stale"]
        assert [qda("redo").status, qda("redo").status] == [0, 0]
        assert not state(qda, "Peran")["stale"]

    def test_the_evidence_of_a_count_counts(self, qda: Qda) -> None:
        """A second passage of the same person leaves “1 informant” as it is, but stands behind it from now on."""
        qda("display", "case-by-code", "--cell", "informants", "--save", "Hitung")
        add(qda, "ana", "modal", "kurang")
        assert state(qda, "Hitung")["change"] == {"cells": 1}

    def test_a_corrected_word_elsewhere_in_the_line_changes_nothing(self, study: Path, qda: Qda) -> None:
        (study / "ana.txt").write_text(TALKS["ana.txt"].replace("kabar?", "kabarnya?"), encoding="utf-8")
        assert qda("import", "ana.txt").status == 0
        assert not state(qda, "Peran")["stale"]

    def test_a_renamed_code(self, qda: Qda) -> None:
        """What a view names is then not there, which it says; a view of all codes has another column."""
        qda("display", "case-by-code", "--save", "Semua")
        assert qda("code", "move", "modal", "dana").status == 0
        assert state(qda, "Semua")["change"] == {"columns_new": 1, "columns_gone": 1}
        broken = state(qda, "Peran")
        assert broken["stale"]
        assert "There is no code “modal”" in broken["fault"]
        shown = qda("view", "show", "Peran")
        assert (shown.status, "view “Peran”" in shown.err or "modal" in shown.err) == (2, True)
        assert qda("view", "accept", "Peran").status == 2
        assert qda("undo").status == 0
        assert not state(qda, "Peran")["stale"]

    @pytest.mark.parametrize("language", ["id", "en"])
    def test_whatever_the_language_of_output(self, qda: Qda, language: str) -> None:
        done = qda("--lang", language, "display", "case-by-code", "--save", "Semua")
        assert done.status == 0
        for spoken in ("id", "en"):
            assert not any(one["stale"] for one in qda("--lang", spoken, "view", "list", "--json").json)
        add(qda, "budi", "pasar", "Pasar ramai")
        changes = [state(qda, "Semua", "--lang", spoken)["change"] for spoken in ("id", "en")]
        assert changes == [{"cells": 1}, {"cells": 1}]

    def test_whatever_the_translation(self, qda: Qda, monkeypatch: pytest.MonkeyPatch) -> None:
        """Between saving and looking every Indonesian sentence is worded anew, as by another version's catalogue."""

        class Better(gettext.NullTranslations):
            def gettext(self, message: str) -> str:
                return f"~{message}"

            def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
                return f"~{msgid1 if n == 1 else msgid2}"

        for kind in ("code-frequency", "role-ordered", "content-analytic-summary", "quotations"):
            assert qda("--lang", "id", "display", kind, "--save", f"lihat {kind}").status == 0
        before = wording._catalogue
        monkeypatch.setattr(wording, "_catalogue", lambda wanted: Better() if wanted == "id" else before(wanted))
        add(qda, "ana", "pasar", "Modal kurang.")
        assert qda("undo").status == 0  # nothing has changed, but views are judged anew
        found = qda("--lang", "id", "view", "list", "--json").json
        assert {one["name"]: one["change"] for one in found if one["stale"]} == {}
        assert len(found) == 6

    def test_a_fault_of_a_planned_view_is_told_in_the_language_of_the_output(self, study: Path, qda: Qda) -> None:
        plan = (study / "plan.yaml").read_text(encoding="utf-8").replace("--code pelatihan modal", "--code tiada")
        (study / "lain.yaml").write_text(plan, encoding="utf-8")
        told = qda("--study", "lain.qda", "--lang", "id", "run", "lain.yaml").err
        assert "tiada" in told
        assert "There is no code" not in told

    def test_a_study_built_again_has_the_same_seals(
        self, study: Path, tmp_path_factory: pytest.TempPathFactory, qda: Qda
    ) -> None:
        again = built(tmp_path_factory.mktemp("again"), qda)
        seals = []
        for folder in (study, again):
            with Study.open(folder / "plan.qda") as one:
                seals.append([(view.name, view.arguments, view.seal) for view in stored.saved(one)])
        assert seals[0] == seals[1]
        assert len(seals[0]) == 2

    def test_status_reads_no_study_that_it_has_judged(self, study: Path, qda: Qda) -> None:
        add(qda, "budi", "pelatihan", "pelatihan tidak ada")
        assert modules_after(["status"], study) & HEAVY != set()
        assert modules_after(["status"], study) & HEAVY == set()
        assert modules_after(["status", "--json"], study) & HEAVY == set()
        assert modules_after(["next"], study) & HEAVY == set()

    def test_status_of_a_large_study_leaves_making_views_to_the_list(
        self, qda: Qda, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("qda.views.AT_A_GLANCE", 7)  # two views of what will be four codings
        add(qda, "budi", "pelatihan", "pelatihan tidak ada")
        found = qda("status", "--json").json
        assert (found["views"], found["stale"]) == (2, None)
        assert "changed since its 2 views were looked at; see: qda view list" in qda("status").out
        assert "qda view accept" not in qda("next").out
        assert state(qda, "Peran")["stale"]
        assert qda("status", "--json").json["stale"] == ["Peran"]

    def test_a_seal_that_cannot_be_read_makes_its_view_stale(self, study: Path, qda: Qda) -> None:
        db = apsw.Connection(str(study / "plan.qda"))
        db.execute("UPDATE saved_view SET seal = 'x' WHERE name = 'Peran'")
        db.close()
        assert state(qda, "Peran")["stale"]
        assert qda("view", "accept", "Peran").status == 0
        assert not state(qda, "Peran")["stale"]


@pytest.mark.usefixtures("study")
class TestSaving:
    def test_output_is_what_it_is_without(self, qda: Qda) -> None:
        plain = qda("display", "case-by-code", "--json")
        saved = qda("display", "case-by-code", "--json", "--save", "Semua")
        assert json.loads(saved.out)["sheets"] == json.loads(plain.out)["sheets"]
        assert saved.err == "View “Semua” saved. See it again with: qda view show Semua\n"

    def test_over_an_old_one_says_what_that_was(self, qda: Qda) -> None:
        said = qda("display", "case-by-code", "--save", "Peran").err
        assert said == (
            "View “Peran” saved in place of “qda display role-ordered --code pelatihan modal”; "
            "qda undo brings that back.\n"
        )
        assert state(qda, "Peran")["command"] == "qda display case-by-code"
        assert qda("undo").status == 0
        assert state(qda, "Peran")["command"] == "qda display role-ordered --code pelatihan modal"

    def test_options_come_back_as_they_were_typed(self, qda: Qda) -> None:
        typed = ("display", "case-by-code", "--where", "stance != '-' and role=perajin", "--depth", "1", "--code")
        qda(*typed, "modal", "pasar", "--context", "--save", "Semua")
        assert qda("view", "list").out.count("qda display case-by-code") == 1
        as_typed = qda(*typed, "modal", "pasar", "--context").out.splitlines()
        shown = qda("view", "show", "Semua").out.splitlines()
        [command] = [line for line in shown if line.startswith("- Command: ")]
        assert command == (
            """- Command: qda display case-by-code --where "stance != '-' and role=perajin" --code modal pasar """
            "--depth 1 --context"
        )
        assert [line for line in shown if line != command] == [x for x in as_typed if not x.startswith("- Command: ")]

    def test_an_option_that_does_not_fit_is_refused_and_nothing_saved(self, qda: Qda) -> None:
        assert qda("display", "case-by-code", "--code", "tiada", "--save", "Salah").status == 2
        assert qda("display", "case-by-code", "--tiada", "--save", "Salah").status == 2
        assert qda("find", "(modal", "--save", "Salah").status == 2
        assert {one["name"] for one in qda("view", "list", "--json").json} == {"Peran", "Kata modal"}

    @pytest.mark.parametrize("name", ["", "  ", "dua\nbaris"])
    def test_a_name_is_one_line(self, qda: Qda, name: str) -> None:
        assert qda("display", "case-by-code", "--save", name).status == 2

    @pytest.mark.parametrize(
        ("name", "mended"), [('bab "4"', "bab 4"), ('"', "bab 4"), ("-bab 4", "bab 4"), ("--", "bab 4")]
    )
    def test_a_name_that_a_command_could_not_read_is_refused_with_another(
        self, qda: Qda, name: str, mended: str
    ) -> None:
        refused = qda("find", "modal", f"--save={name}")
        assert (refused.status, refused.err.rstrip().endswith(f"Call it: {mended}")) == (2, True), refused.err
        assert {one["name"] for one in qda("view", "list", "--json").json} == {"Peran", "Kata modal"}

    @pytest.mark.parametrize(
        "name", ["bab (4)", "a AND b", "kode:x", "role=x", "50% $HOME", "it's", "“x”", "@x", "=x", "\\", "ꦗ", "a  b"]
    )
    def test_any_other_name_is_found_again_within_a_search(self, qda: Qda, name: str) -> None:
        assert qda("find", "modal", "--save", name).status == 0
        assert qda("find", f'@"{name}"', "--json").json == qda("find", "modal", "--json").json
        assert qda("view", "show", name).status == 0

    def test_an_option_of_another_version_is_named_and_the_view_stays(self, study: Path, qda: Qda) -> None:
        db = apsw.Connection(str(study / "plan.qda"))
        db.execute("UPDATE saved_view SET arguments = ? WHERE name = 'Peran'", ('["role-ordered","--besok","1"]',))
        db.close()
        assert "role-ordered has no option “--besok”" in state(qda, "Peran")["fault"]
        assert "Peran: cannot be made: view “Peran”: role-ordered has no option" in qda("status").out
        [told] = [line for line in qda("--lang", "id", "status").out.splitlines() if "Peran:" in line]
        assert "cannot" not in told
        assert "has no option" not in told
        assert qda("view", "show", "Peran").status == 2
        assert qda("view", "plan").out.splitlines()[-1].endswith('show: "display role-ordered --besok 1"}')

    def test_a_search(self, study: Path, qda: Qda) -> None:
        searched = qda("find", "modal", "--width", "5")
        saved = qda("find", "modal", "--width", "5", "--save", "Dekat")
        assert (saved.out, saved.err.startswith("View “Dekat” saved.")) == (searched.out, True)
        assert qda("view", "show", "Dekat").out == searched.out
        assert qda("view", "show", "Dekat", "--json").json == qda("find", "modal", "--width", "5", "--json").json
        (study / "cici.txt").write_text("P: Lalu?\nCici: Modal lagi.\n", encoding="utf-8")
        qda("import", "cici.txt")
        assert state(qda, "Dekat")["change"] == {"rows_new": 1, "around": 1}  # and the number of places

    @pytest.mark.usefixtures("study")
    def test_a_search_that_would_be_a_part_of_itself_takes_no_place(self, qda: Qda) -> None:
        qda("find", "modal", "--save", "a")
        qda("find", "@a OR pasar", "--save", "b")
        for query in ("@a AND pasar", "@b"):
            refused = qda("find", query, "--save", "a")
            assert refused.status == 2
            assert "is a part of itself" in refused.err
        assert qda("find", "@b").status == 0
        assert state(qda, "a")["command"] == "qda find modal"

    def test_removed_it_can_come_back(self, qda: Qda) -> None:
        assert qda("view", "remove", "Peran").out.startswith("View “Peran” taken out: qda display role-ordered")
        assert qda("view", "show", "Peran").status != 0
        qda("undo")
        assert not state(qda, "Peran")["stale"]

    def test_a_name_that_is_close_is_offered(self, qda: Qda) -> None:
        assert "Did you mean “Peran”?" in qda("view", "show", "Pera").err

    def test_to_a_file(self, study: Path, qda: Qda) -> None:
        assert qda("view", "show", "Peran", "--to", "peran.xlsx").status == 0
        assert (study / "peran.xlsx").read_bytes()[:2] == b"PK"
        assert qda("view", "show", "Kata modal", "--to", "kata.csv").status == 0
        assert "Modal" in (study / "kata.csv").read_text(encoding="utf-8-sig")


@pytest.mark.usefixtures("study")
class TestPlan:
    def test_a_view_is_written_and_a_second_run_changes_nothing(self, study: Path, qda: Qda) -> None:
        assert "Pelatihan itu berguna sekali." in (study / "hasil.md").read_text(encoding="utf-8")
        assert "Nothing changed" in qda("run", "plan.yaml").out

    def test_a_second_run_accepts_nothing(self, qda: Qda) -> None:
        add(qda, "budi", "pelatihan", "pelatihan tidak ada")
        qda("run", "plan.yaml")
        assert state(qda, "Peran")["stale"]

    def test_views_come_out_as_they_went_in(self, study: Path, qda: Qda) -> None:
        lines = qda("view", "plan").out
        other = PLAN.partition("views:")[0] + lines + "displays: [{view: Peran, to: hasil.md}]\n"
        (study / "plan.yaml").write_text(other, encoding="utf-8")
        before = qda("view", "list", "--json").json
        assert "Nothing changed" in qda("run", "plan.yaml").out
        assert qda("view", "list", "--json").json == before

    @pytest.mark.parametrize(
        ("entry", "fault"),
        [
            ("{name: X}", "needs “name:” and “show:”"),
            ("{name: 'a \"b\"', show: find modal}", "line 9: The name of a view holds no quotation mark"),
            ("{name: X, show: display tiada}", "line 9: There is no “tiada”"),
            ("{name: X, show: display case-by-code --tiada 1}", "line 9: case-by-code has no option"),
            ("{name: X, show: quotes modal}", "“display KIND …” or “find QUERY …”"),
            ('{name: X, show: "find \'(modal"}', "not closed"),
            ("{name: X, show: find modal, to: x}", "Unknown key “to”"),
            ("{name: X, show: find modal}\n  - {name: X, show: find pasar}", "Two views are called “X”"),
        ],
    )
    def test_a_fault_is_said_with_its_line(self, study: Path, qda: Qda, entry: str, fault: str) -> None:
        head = PLAN.partition("views:")[0]
        (study / "plan.yaml").write_text(f"{head}views:\n  - {entry}\n", encoding="utf-8")
        done = qda("run", "plan.yaml")
        assert (done.status, fault in done.err) == (2, True), done.err

    def test_a_display_of_a_view_that_is_not_planned(self, study: Path, qda: Qda) -> None:
        (study / "plan.yaml").write_text(PLAN.replace("{view: Peran", "{view: Tiada"), encoding="utf-8")
        assert "There is no “Tiada” under “views:”" in qda("run", "plan.yaml").err


def test_a_seal_is_read_as_it_was_kept(study: Path) -> None:
    with Study.open(study / "plan.qda") as one:
        view = named(one, "Peran")
        wording.use_language("id")
        try:
            assert Seal.read(view.seal) == Viewer(one).seal(view)
        finally:
            wording.use_language("en")
        assert len(view.seal) < 600


def test_a_copy_of_the_study_has_its_views(study: Path, tmp_path: Path, qda: Qda) -> None:
    shutil.copy(study / "plan.qda", tmp_path / "salin.qda")
    found = qda("--study", tmp_path / "salin.qda", "view", "list", "--json").json
    assert [one["stale"] for one in found] == [False, False]
