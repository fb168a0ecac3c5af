"""The web page: whole, escaped, complete without script, nothing fetched, large matrices in pieces."""

from __future__ import annotations

import base64
import hashlib
import io
import re
import shutil
import subprocess
from dataclasses import replace
from html import unescape
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

from qda.exchange.writers import html as html_writer
from qda.exchange.writers.html import write_html
from qda.exchange.writers.page import matrix as matrix_part
from qda.exchange.writers.page.style import style
from qda.model.output import Output
from qda.model.sheet import Cell, CodeNote, Column, Empty, Row, Sheet


def written(output: Output) -> str:
    file = io.BytesIO()
    write_html(output, file)
    return file.getvalue().decode("utf-8")


class Page(HTMLParser):
    """Tags in order, those never closed, their attributes, and all text outside style and script."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.seen: list[str] = []
        self.attributes: list[tuple[str, str, str]] = []
        self.text: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.append(tag)
        self.attributes += [(tag, name, value or "") for name, value in attrs]
        if tag not in ("meta", "input", "col"):
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if not {"style", "script"} & set(self.open):
            self.text.append(data)


def page_of(text: str) -> Page:
    page = Page()
    page.feed(text)
    assert page.open == []
    return page


def test_the_page_is_whole_escaped_and_unfolds_quotations(output: Output) -> None:
    text = written(output)
    page = page_of(text)
    assert "b" not in page.seen, "what a person said is no markup"
    assert page.seen.count("details") == 4
    assert page.seen.count("blockquote") == 5
    assert "second, <b>bold</b> & “more”" in "".join(page.text)
    assert '<th class=over colspan="2">People</th>' in text
    assert re.search(r'class="s5 t"', text)
    assert [page.seen.count(tag) for tag in ("thead", "tbody")] == [1, 2], "a body for each group of rows"


def test_nothing_is_fetched_and_only_our_own_script_may_run(output: Output) -> None:
    text = written(output)
    page = page_of(text)
    assert not [value for _tag, name, value in page.attributes if name in ("src", "srcset", "action", "data")]
    assert all(value.startswith("#") for _tag, name, value in page.attributes if name == "href")
    assert not [name for _tag, name, _value in page.attributes if name.startswith("on") or name == "style"]
    assert "://" not in text
    assert "url(" not in text
    assert page.seen.count("script") == page.seen.count("style") == 1
    (policy,) = [unescape(value) for tag, name, value in page.attributes if tag == "meta" and "default-src" in value]
    for tag in ("script", "style"):
        (words,) = re.findall(rf"<{tag}>(.*?)</{tag}>", text, re.DOTALL)
        digest = base64.b64encode(hashlib.sha256(words.encode()).digest()).decode()
        assert f"{tag}-src 'sha256-{digest}'" in policy
    assert "default-src 'none'" in policy


def test_without_script_everything_is_there(output: Output) -> None:
    page = page_of(re.sub(r"<script>.*?</script>", "", written(output), flags=re.DOTALL))
    words = " ".join(page.text)
    for said in ("We were trained.", "+62 is the number", "-5 degrees", "Only informants.", "1 coding left out."):
        assert said in words
    assert ("div", "hidden", "") in page.attributes, "tools that need script stay hidden"


def test_a_script_in_the_words_of_people_is_words(make: Any, matrix: Sheet) -> None:
    nasty = "</script><script>alert(1)</script>\"' onload=x <img src=http:y>"
    cells = (Cell(value=nasty, evidence=(make.coding(1),)), Cell(value=1), Cell(empty=Empty.SILENT))
    sheet = replace(
        matrix,
        title=nasty,
        corner=nasty,
        columns=tuple(Column(label=nasty, group=nasty) for _n in range(3)),
        rows=(Row(label=nasty, cells=cells, group=nasty),),
        quotations=(make.quotation(1, nasty),),
        codes=(CodeNote(path=nasty, label=nasty, definition=nasty),),
    )
    page = page_of(written(make.output_of(sheet)))
    assert page.seen.count("script") == 1
    assert "img" not in page.seen
    assert "".join(page.text).count(nasty) >= 10


def test_the_mark_stands_on_screen_and_on_every_printed_page(make: Any, output: Output, matrix: Sheet) -> None:
    text = written(output)
    assert '<div class="mark">SYNTHETIC EXAMPLE' in text
    assert '@page{@top-center{content:"SYNTHETIC EXAMPLE' in text
    plain = written(make.output_of(replace(matrix, synthetic=False)))
    assert "SYNTHETIC" not in plain
    assert "@top-center" not in plain
    assert r'content:"\000022\00005c\00003c' in style('"\\<', {})


def test_words_around_a_quotation_leave_it_bold(make: Any, matrix: Sheet) -> None:
    quotes = (replace(matrix.quotations[0], before="Yes, <", after=" twice."), *matrix.quotations[1:])
    assert "<blockquote>Yes, &lt;<b>We were trained.</b> twice. <cite>" in written(
        make.output_of(replace(matrix, quotations=quotes))
    )


def test_codes_are_explained(make: Any, matrix: Sheet) -> None:
    codes = (CodeNote(path="people/training", label="Training", definition="Taking part in <training>."),)
    text = written(make.output_of(replace(matrix, codes=codes)))
    assert "<dt>people/training</dt><dd>Training — Taking part in &lt;training&gt;.</dd>" in text


def test_what_is_to_be_written_looks_so(make: Any, matrix: Sheet) -> None:
    cells = (Cell(empty=Empty.TO_WRITE), Cell(empty=Empty.SILENT), Cell(value=0))
    text = written(make.output_of(replace(matrix, rows=(Row(label="r", cells=cells),))))
    assert "<td class=w>to be written</td><td class=e>silent</td>" in text


def test_many_quotations_stand_once_at_the_end(make: Any, matrix: Sheet, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(html_writer, "MOST_FOLDED", 3)
    page = page_of(written(make.output_of(matrix)))
    assert "details" not in page.seen
    assert page.seen.count("blockquote") == 4
    assert any("4 quotations stand behind the cells" in words for words in page.text)
    links = [value for tag, name, value in page.attributes if tag == "a" and name == "href"]
    assert links == ["#q1", "#q3", "#q1", "#q4", "#c0-0-0", "#c0-0-0", "#c0-0-1", "#c0-1-2"]
    ids = {value for _tag, name, value in page.attributes if name == "id"}
    assert {link[1:] for link in links} <= ids
    assert [value for _tag, name, value in page.attributes if name == "data-q"] == ["1-2", "3", "1", "4"]


def test_a_large_matrix_stands_in_pieces_of_the_same_width(
    make: Any, matrix: Sheet, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(matrix_part, "LARGE", 8)
    monkeypatch.setattr(matrix_part, "PIECE", 2)
    text = written(make.output_of(matrix))
    page = page_of(text)
    assert page.seen.count("table") == 3, "the head and two pieces"
    assert page.seen.count("col") == 3 * 4
    assert page.seen.count("thead") == 1
    assert text.count('<div class="piece">') == 2
    assert "#m0 div.head,#m0 div.piece,#m0 table{width:44rem}" in text
    whole = "".join(page.text)
    assert all(label in whole for label in ("Darmo", "=Sari()", "Joko"))


def test_broad_matrices_ask_for_larger_paper(make: Any, matrix: Sheet) -> None:
    def classes(n: int) -> list[str]:
        cells = tuple(Cell(value=k) for k in range(n))
        columns = tuple(Column(label=f"c{k}") for k in range(n))
        sheet = replace(matrix, columns=columns, rows=(Row(label="r", cells=cells),))
        return re.findall(r'<section(?: class="(\w+)")?>', written(make.output_of(sheet)))

    assert [classes(n) for n in (5, 25, 60)] == [[""], ["a3"], ["a1"]]


@pytest.mark.skipif(shutil.which("chromium") is None, reason="Chromium is not here")
def test_a_browser_runs_the_script_that_the_page_allows(output: Output, tmp_path: Path) -> None:
    path = tmp_path / "page.html"
    path.write_bytes(written(output).encode())
    command = ["chromium", "--headless", "--no-sandbox", "--disable-gpu", f"--user-data-dir={tmp_path}/profile"]
    done = subprocess.run(
        [*command, "--dump-dom", path.as_uri()], check=True, capture_output=True, timeout=120, text=True
    )
    assert re.search(r'<div id="tools">', done.stdout), "the script has shown its tools"


def test_words_stand_out_on_the_darkest_shade(make: Any, matrix: Sheet) -> None:
    """WCAG 2.1 asks for 4.5 to 1 of small words."""
    looks = style("", {})
    shade = re.search(r"td\.s5\{background:(#\w{6})", looks)
    words = [re.search(rf"{name}\{{[^}}]*?color:(#\w+)", looks) for name in ("cite", "summary", "body")]
    assert shade
    for found in words:
        assert found
        assert _contrast(found[1], shade[1]) >= 4.5, found[0]


def _contrast(one: str, other: str) -> float:
    def light(colour: str) -> float:
        digits = colour[1:] if len(colour) == 7 else "".join(ch * 2 for ch in colour[1:])
        parts = [int(digits[n : n + 2], 16) / 255 for n in (0, 2, 4)]
        red, green, blue = (p / 12.92 if p <= 0.03928 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    low, high = sorted((light(one), light(other)))
    return (high + 0.05) / (low + 0.05)


def test_a_stance_stands_behind_its_code_as_cells_show_it(make: Any, matrix: Sheet) -> None:
    against = replace(matrix, quotations=tuple(replace(one, stance="-") for one in matrix.quotations))
    cites = re.findall(r"<cite>(.*?)</cite>", written(make.output_of(against)))
    assert cites
    assert all(cite.endswith(" (−)") for cite in cites)
