"""Pages of LaTeX: what the engine makes of tables, and what the file says without one."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path
from typing import Literal

from qda.exchange.documents.tex import tex_bytes
from qda.model.document import Document, Heading, Paragraph, Run, Section, Table, TableColumn, TableRow
from qda.model.output import Provenance
from tests.latex import needs_latex, printed


def table(key: str, number: str, counted: Literal["", "next", "same"] = "next", rows: int = 3) -> Table:
    line = TableRow(cells=((Run(text="Pengrajin", bold=True),), (Run(text="“sudah ikut pelatihan”\nsekali"),)))
    return Table(
        key=key,
        number=number,
        caption=f"Judul {key}",
        columns=(TableColumn(label="Peran"), TableColumn(label="Kata-kata", width=3.0)),
        rows=(TableRow(group="Batankrajan"), *[line] * rows),
        source="Sumber: data wawancara.",
        counted=counted,
    )


def document(*blocks: Table | Paragraph | Heading, wide: bool = False) -> Document:
    return Document(
        title="Uji",
        subtitle="",
        preface=(),
        sections=(Section(blocks=blocks, landscape=wide),),
        contents="",
        language="id",
        provenance=Provenance(study="s", command="c", date="2024-01-01T00:00:00Z", study_hash="0", version="0"),
        wide=wide,
    )


def test_the_counter_is_set_only_where_a_number_does_not_follow() -> None:
    source = tex_bytes(document(table("a", "Tabel 4.3"), table("b", "Tabel 4.4"), table("c", "Tabel A.1", ""))).decode()
    assert source.count(r"\setcounter{table}") == 1
    assert r"\setcounter{table}{2}" in source
    assert r"\renewcommand{\thetable}{4.\arabic{table}}" in source
    assert r"\caption*{\textbf{Tabel A.1} Judul c}" in source
    plain = tex_bytes(document(table("a", "Tabel 1"), table("b", "Tabel 1", "same"))).decode()
    assert r"\setcounter{table}" not in plain
    assert r"\thetable" not in plain
    assert plain.count(r"\addtocounter{table}{-1}") == 1
    assert "labelsep=period" in plain


def test_no_gap_behind_the_last_row_can_begin_a_page() -> None:
    source = tex_bytes(document(table("a", "Tabel 1"))).decode()
    assert re.search(r"\\addlinespace\[\d+pt\]\n\\end\{longtable\}", source) is None


def test_paper_lies_on_its_side_only_where_all_of_it_does() -> None:
    assert r"a4paper,landscape,left=30mm" in tex_bytes(document(table("a", "Tabel 1"), wide=True)).decode()
    mixed = document(table("a", "Tabel 1"), wide=True)
    mixed = replace(mixed, sections=(*mixed.sections, Section(blocks=(Paragraph(runs=(Run(text="tegak"),)),))))
    source = tex_bytes(mixed).decode()
    assert "landscape,left" not in source
    assert source.count(r"\begin{landscape}") == source.count(r"\end{landscape}") == 1


@needs_latex
def test_pdflatex_counts_as_we_do_and_repeats_the_heads(tmp_path: Path) -> None:
    made = document(
        Heading(text="Temuan", number="4.1"), table("a", "Tabel 4.3", rows=60), table("b", "Tabel 4.4"), wide=True
    )
    found = printed(tex_bytes(made), tmp_path)
    assert found.too_wide == ()
    if found.words:
        assert re.findall(r"Tabel [\d.]+ Judul \w", found.words) == ["Tabel 4.3 Judul a", "Tabel 4.4 Judul b"]
        pages = [words for words in found.words.split("\f") if "Pengrajin" in words]
        assert len(pages) > 1
        assert all(re.search(r"Peran +Kata-kata", words) for words in pages)
