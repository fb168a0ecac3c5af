"""Codes are moved, merged and split with all their codings, and nothing of it comes back by itself."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from qda.condense import code, codebooks, hand, memos, reshape
from qda.condense.codebook_file import read_codebook
from qda.condense.reshape import Part
from qda.model.desk_records import Written
from qda.model.errors import ConflictError, InputError, NotFoundError
from qda.model.ids import new_id, new_ids
from qda.model.records import Origin, Question
from qda.store import cases, codebook, codings, journal, written
from qda.store.check import check
from qda.store.study import Study

from .conftest import spoken

KODE = """\
codebook: coba
codes:
  - name: bina
    codes:
      - {name: latihan, match: [pelatihan]}
      - {name: magang, match: [magang]}
  - {name: kursus, match: [kursus], codes: [{name: malam}]}
  - {name: modal}
"""


@pytest.fixture
def ready(study: Study, take_in: Callable[..., None], frame: Callable[[str], object]) -> Study:
    take_in(spoken("w", [("N", "pelatihan, kursus, magang, pelatihan lagi")]))
    frame(KODE)
    with study.command("guide"):
        cases.save_guide(study, [Question(id=new_id(), key="1", text="Apa?", codes=("bina/latihan", "kursus"))])
    code.auto(study)
    return study


def by_path(study: Study) -> dict[str, list[str]]:
    paths = {each.id: each.path for each in codebook.listed(study, status=None)}
    found: dict[str, list[str]] = {}
    for coding in codings.listed(study):
        found.setdefault(paths[coding.code], []).append(coding.quote)
    return found


def active(study: Study) -> list[str]:
    return [each.path for each in codebook.listed(study)]


def test_a_code_moves_with_all_below_it_and_the_guide_follows(ready: Study) -> None:
    assert reshape.move(ready, "bina", "daya", why="nama baku").codes == ("daya", "daya/latihan", "daya/magang")
    assert by_path(ready)["daya/latihan"] == ["pelatihan", "pelatihan"]
    assert cases.guide(ready)[0].codes == ("daya/latihan", "kursus")
    assert memos.listed(ready, about="code", name="daya")[0].memo.text == "nama baku"
    assert code.auto(ready).added == 0
    assert check(ready) == []
    journal.undo(ready)
    assert "bina/latihan" in active(ready)


def texts(study: Study) -> list[tuple[str, str, str, str]]:
    return [(one.view, one.row, one.text, one.by) for one in written.texts(study)]


def write(study: Study, view: str, row: str, text: str, by: str = "ani") -> None:
    with study.command("write"):
        column = "written" if row else ""
        written.save(study, [Written(view=view, row=row, column=column, text=text, by=by, at=study.now())])


def test_texts_of_a_code_and_an_item_follow_a_moved_code_and_come_back(ready: Study) -> None:
    write(ready, "vignette", "bina/latihan/narrative", "Mereka belajar.")
    write(ready, "vignette --code bina/latihan", "bina/latihan/kind", "Khas.")
    before = texts(ready)
    done = reshape.move(ready, "bina/latihan", "kursus/latihan")
    assert texts(ready) == [
        ("vignette", "kursus/latihan/narrative", "Mereka belajar.", "ani"),
        ("vignette --code kursus/latihan", "kursus/latihan/kind", "Khas.", "ani"),
    ]
    assert done.written.lines == ("2 texts written into displays went along.",)
    journal.undo(ready)
    assert texts(ready) == before


def test_texts_that_meet_by_a_merge_stand_both_there_and_undo_parts_them(ready: Study) -> None:
    """The one of the code that stays is first; equal ones stand once; undo brings back who wrote which."""
    write(ready, "vignette", "modal/narrative", "Modalnya kecil.", "budi")
    write(ready, "vignette", "magang/narrative", "Tidak ada kode ini.", "budi")
    write(ready, "vignette", "kursus/narrative", "Kursusnya singkat.")
    write(ready, "vignette", "kursus/kind", "Khas.")
    write(ready, "vignette", "modal/kind", "Khas.")
    before = texts(ready)
    done = reshape.merge(ready, ["modal"], "kursus")
    assert texts(ready) == [
        ("vignette", "kursus/kind", "Khas.", "ani"),
        ("vignette", "kursus/narrative", "Kursusnya singkat.\n\nModalnya kecil.", "ani, budi"),
        ("vignette", "magang/narrative", "Tidak ada kode ini.", "budi"),
    ]
    assert [one.row for one in done.written.joined] == ["kursus/narrative"]
    assert "Two texts met in vignette, kursus/narrative / written" in done.written.lines[1]
    journal.undo(ready)
    assert texts(ready) == before
    journal.redo(ready)
    assert len(texts(ready)) == 3
    assert check(ready) == []


@pytest.mark.parametrize(
    ("path", "to", "error"),
    [
        ("bina", "kursus", ConflictError),
        ("bina", "bina/latihan/x", InputError),
        ("bina", "tak-ada/x", NotFoundError),
        ("bina", "", InputError),
        ("lain", "x", NotFoundError),
    ],
)
def test_a_code_is_not_moved_where_it_cannot_be(ready: Study, path: str, to: str, error: type[Exception]) -> None:
    with pytest.raises(error):
        reshape.move(ready, path, to)
    assert "bina/latihan" in active(ready)


def test_merged_codes_give_codings_rules_and_subcodes(ready: Study) -> None:
    hand.add(ready, "w", "kursus", quote="lagi")
    hand.add(ready, "w", "bina/latihan", quote="lagi")
    done = reshape.merge(ready, ["kursus"], "bina/latihan", why="sama saja")
    assert (done.codings, done.dropped) == (2, 1)
    assert sorted(by_path(ready)["bina/latihan"]) == ["kursus", "lagi", "pelatihan", "pelatihan"]
    assert active(ready) == ["bina", "bina/latihan", "bina/magang", "bina/latihan/malam", "modal"]
    assert cases.guide(ready)[0].codes == ("bina/latihan",)
    assert check(ready) == []
    again = code.auto(ready)
    assert (again.added, again.removed, again.kept) == (0, 0, 4)
    assert check(ready) == []
    assert (code.auto(ready).added, journal.entries(ready)[0].command) == (0, "code auto")  # it took over the rule


def test_a_merged_code_is_not_brought_back_by_its_codebook(ready: Study) -> None:
    reshape.merge(ready, ["kursus"], "bina/latihan")
    book = read_codebook("k.yaml", KODE.encode(), new_ids())
    assert codebooks.save(ready, book).left_out == ("kursus",)
    assert "kursus" not in active(ready)


def test_a_merge_that_cannot_be_changes_nothing(ready: Study) -> None:
    with pytest.raises(InputError):
        reshape.merge(ready, ["bina"], "bina/latihan")
    reshape.move(ready, "modal", "bina/latihan/malam")
    with pytest.raises(ConflictError, match="malam"):
        reshape.merge(ready, ["kursus"], "bina/latihan")
    assert "kursus/malam" in active(ready)


def test_a_code_is_split_and_what_stays_keeps_its_rules(ready: Study) -> None:
    first, second = codings.listed(ready, code=codebook.find(ready, "latihan").id)
    done = reshape.split(ready, "bina/latihan", [Part(name="awal", codings=(first.id,))], why="dua tahap")
    assert done.codes == ("bina/awal",)
    moved = codings.get(ready, first.id)
    assert (moved.origin, moved.rule, moved.coder) == (Origin.HAND, None, "ana")
    assert by_path(ready)["bina/latihan"] == [second.quote]
    assert code.auto(ready).added == 0  # the rule does not bring back what was given to another code
    assert check(ready) == []


def test_a_code_split_up_whole_goes_out_of_use(ready: Study) -> None:
    both = codings.listed(ready, code=codebook.find(ready, "latihan").id)
    reshape.split(ready, "latihan", [Part(name=name, codings=(one.id,)) for name, one in zip("ab", both, strict=True)])
    assert "bina/latihan" not in active(ready)
    assert code.auto(ready).added == 0
    assert check(ready) == []
    with pytest.raises(ConflictError):
        reshape.split(ready, "magang", [Part(name="latihan", codings=())])
    with pytest.raises(ConflictError, match="not of the code"):
        reshape.split(ready, "magang", [Part(name="x", codings=(both[0].id,))])


def test_a_recoded_coding_is_the_work_of_a_person_and_its_rule_refused(ready: Study) -> None:
    one = codings.listed(ready, code=codebook.find(ready, "magang").id)[0]
    assert reshape.recode(ready, [one.id], "modal").codings == 1
    assert by_path(ready)["modal"] == ["magang"]
    assert codings.get(ready, one.id).origin is Origin.HAND
    assert code.auto(ready).refused == 1
    assert check(ready) == []
    assert reshape.recode(ready, [one.id], "modal").codings == 0


def test_memos_are_kept_about_anything(ready: Study) -> None:
    memos.add(ready, "Umum.")
    memos.add(ready, "Tentang kode.", about="code", name="magang", kind="theory")
    memos.add(ready, "Tentang sumber.", about="source", name="w", kind="surprise")
    from qda.model.ids import show_id

    one = codings.listed(ready)[0]
    memos.add(ready, "Tentang kutipan.", about="coding", name=show_id(one.id))
    lines = memos.listed(ready)
    assert [(line.memo.text, line.about) for line in lines] == [
        ("Umum.", ""),
        ("Tentang kode.", "bina/magang"),
        ("Tentang sumber.", "w"),
        ("Tentang kutipan.", f"w:{one.start}–{one.end} bina/latihan"),
    ]
    assert [line.memo.text for line in memos.listed(ready, kind="theory")] == ["Tentang kode."]
    assert [line.memo.text for line in memos.listed(ready, about="source", name="w")] == ["Tentang sumber."]
    assert lines[0].memo.by == "ana"


@pytest.mark.parametrize(
    ("text", "values", "error"),
    [
        (" ", {}, InputError),
        ("x", {"about": "turn"}, InputError),
        ("x", {"about": "code", "name": "lain"}, NotFoundError),
        ("x", {"about": "finding", "name": "f"}, NotFoundError),
        ("x", {"about": "coding", "name": "f"}, NotFoundError),
    ],
)
def test_a_memo_about_nothing_is_refused(
    ready: Study, text: str, values: dict[str, str], error: type[Exception]
) -> None:
    with pytest.raises(error):
        memos.add(ready, text, **values)
    assert memos.listed(ready) == ()
