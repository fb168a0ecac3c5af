"""Plots as SVG, PNG, a web page, JSON and tables: as they were, nothing on anything else, the same bytes.

QDA_GOLDEN=write renews the pictures in `plots/`.
"""

from __future__ import annotations

import builtins
import itertools
import json
import os
import re
import struct
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest

from qda.exchange import png as png_module
from qda.exchange.network.measure import Box, text_width
from qda.exchange.output import fitting, held, save
from qda.exchange.plot.figure import MOST_MARKS, drawn
from qda.exchange.plot.ink import Frame, on_shade, shade
from qda.exchange.plot.timeline import spaced
from qda.exchange.png import DOTS, MOST_DOTS, png
from qda.exchange.writer import writer_for
from qda.model.errors import InputError, MissingExtraError
from qda.model.numbering import Numbering
from qda.model.output import Output
from qda.model.plot import Plot
from qda.model.plot_marks import Bars, Curve, Happening, Heat, Points, Step, Timeline
from qda.model.sheet import Cell, Column, Row
from tests.exchange.networks import PROVENANCE, coding, eight, many
from tests.exchange.plots import MARKS, curve, plot, points, timeline, tree

GOLDEN = Path(__file__).parent / "plots"
SVG = "{http://www.w3.org/2000/svg}"
EMPTY = {
    "heat": Heat(corner="c", shade="s", columns=(), rows=()),
    "bars": Bars(corner="c", axis="a", outline="o", bars=()),
    "curve": Curve(corner="c", steps=(), base=4),
    "timeline": Timeline(lanes=("",), happenings=()),
    "points": Points(corner="c", x=points().x, y=points().y, points=()),
}


def written(made: Plot, ending: str, numbering: Numbering | None = None) -> bytes:
    file = BytesIO()
    output = fitting((made,), Path(f"x.{ending}"), PROVENANCE, numbering=numbering)
    writer_for(Path(f"x.{ending}"), held(output))(output, file)
    return file.getvalue()


def words(svg: str) -> list[tuple[str, Box]]:
    """The lines of words that are not turned, each with the room it takes, within the picture's own group."""
    found = []
    for text in ElementTree.fromstring(f'<svg xmlns="http://www.w3.org/2000/svg">{svg}</svg>').iter(f"{SVG}text"):
        if "transform" in text.attrib:
            continue
        size, x, y = (float(text.attrib[name]) for name in ("font-size", "x", "y"))
        width = text_width(text.text or "", size, bold=text.get("font-weight") == "bold")
        left = x - {"middle": width / 2, "end": width}.get(text.get("text-anchor", ""), 0.0)
        found.append((text.text or "", Box(x=left + width / 2, y=y - size * 0.35, width=width, height=size * 0.7)))
    return found


@pytest.mark.parametrize("kind", sorted(MARKS))
class TestEveryKind:
    def test_the_picture_is_as_it_was(self, kind: str) -> None:
        svg = written(plot(MARKS[kind]()), "svg").decode()
        path = GOLDEN / f"{kind}.svg"
        if os.environ.get("QDA_GOLDEN") == "write":
            path.parent.mkdir(exist_ok=True)
            path.write_text(svg, encoding="utf-8")
        assert svg == path.read_text(encoding="utf-8")

    def test_what_is_left_out_stands_below_it(self, kind: str) -> None:
        svg = ElementTree.fromstring(written(plot(MARKS[kind]()), "svg"))
        assert "Filters: 2 codings are left out." in {text.text for text in svg.iter(f"{SVG}text")}

    def test_is_a_picture_with_words_for_those_who_do_not_see_it(self, kind: str) -> None:
        root = ElementTree.fromstring(written(plot(MARKS[kind]()), "svg"))
        assert root.findtext(f"{SVG}title") == "Plot <of> Sukamaju"
        assert root.findtext(f"{SVG}desc") == "Read it & think."
        told = " ".join(root.itertext())
        for wanted in (
            "A rule.",
            "Numbers count people.",
            "A note.",
            "SYNTHETIC",
            "Batik Sukamaju",
            PROVENANCE.study_hash,
        ):
            assert wanted in told
        titles = [mark.findtext(f"{SVG}title") for mark in root.iter(f"{SVG}g") if mark.get("class") == "datum"]
        assert titles
        assert all(titles)

    def test_no_words_lie_on_others(self, kind: str) -> None:
        found = words("".join(drawn(MARKS[kind]()).body))
        assert len(found) > 5
        over = [(a, b) for (a, one), (b, other) in itertools.combinations(found, 2) if one.meets(other)]
        assert over == []

    def test_all_words_lie_within_the_picture(self, kind: str) -> None:
        made = drawn(MARKS[kind]())
        shift = re.search(r"translate\(([\d.]+) 0\)", made.body[0])
        lead = float(shift[1]) if shift else 0.0
        for text, box in words("".join(made.body)):
            assert box.left + lead >= -1, text
            assert box.right + lead <= made.width + 1, text
            assert box.bottom <= made.height + 1, text

    def test_prints_in_grey(self, kind: str) -> None:
        """Every colour is told apart from its neighbours by its lightness alone: only greys and one blue are used."""
        svg = written(plot(MARKS[kind]()), "svg").decode()
        for colour in set(re.findall(r"#[0-9a-f]{6}", svg)) - {"#8a1c1c"}:
            red, green, blue = (int(colour[n : n + 2], 16) for n in (1, 3, 5))
            assert red <= green <= blue, colour

    def test_numbers_go_to_every_writer_of_tables(self, kind: str, tmp_path: Path) -> None:
        for ending in ("xlsx", "csv", "md", "docx", "tex"):
            path = tmp_path / f"x.{ending}"
            assert save(fitting((plot(MARKS[kind]()),), path, PROVENANCE), path)
            assert path.stat().st_size > 500

    def test_json_has_marks_and_numbers(self, kind: str) -> None:
        [content] = json.loads(written(plot(MARKS[kind]()), "json"))["plots"]
        assert content["type"] == kind
        assert content["marks"]
        assert len(content["table"]["rows"]) == len(MARKS[kind]().table().rows)
        assert len(content["quotations"]) == 4

    def test_the_page_leads_from_marks_to_quotations(self, kind: str) -> None:
        page = written(plot(MARKS[kind]()), "html").decode()
        assert page.count("<script") == page.count("</script>") == 1, "people's words cannot end the script"
        assert "&lt;b&gt;twice" in page
        links = re.findall(r'<a href="#q(\d+)" data-q="[\d -]+"><g class="datum">', page)
        assert links
        assert all(f'id="q{n}"' in page for n in links), "without script a mark still leads to its quotation"
        assert all(word not in page for word in ("fetch(", "XMLHttpRequest", "src="))
        assert set(re.findall(r"https?://[^\"' )<]+", page)) <= {"http://www.w3.org/2000/svg"}

    def test_the_same_plot_gives_the_same_bytes(self, kind: str) -> None:
        for ending in ("svg", "png", "html", "json"):
            assert written(plot(MARKS[kind]()), ending) == written(plot(MARKS[kind]()), ending)


@pytest.mark.parametrize("kind", sorted(EMPTY))
def test_nothing_to_draw_is_said(kind: str) -> None:
    svg = written(plot(EMPTY[kind]), "svg").decode()
    assert "There is nothing to draw." in svg
    assert written(plot(EMPTY[kind]), "html")


class TestPoints:
    def test_ties_are_one_ring_with_their_number(self) -> None:
        """24 cases on 3 × 3 places: x is k mod 3, y is k² mod 5, one of 0, 1, 4."""
        svg = "".join(drawn(points()).body)
        assert svg.count("<circle") == 9
        numbers = [int(n) for n in re.findall(r'font-weight="bold">(\d+)</text>', svg)]
        assert sum(numbers) + (9 - len(numbers)) == 24

    def test_many_cases_are_named_up_to_a_point(self) -> None:
        assert "and " in "".join(text for text, _box in words("".join(drawn(points(200)).body)))


def test_the_sample_of_what_is_said_unasked_has_the_sign_of_its_cells() -> None:
    column = (Column(label="makers"),)
    for cell in (Cell(value=1, of=1, unasked=True, evidence=(coding(1),)), Cell(value=1, of=2, strength=0.5)):
        made = drawn(Heat(corner="Code", shade="share", columns=column, rows=(Row(label="price", cells=(cell,)),)))
        shown = "*" in [word[-1] for word, _box in words("".join(made.body))]
        samples = "".join(sample for sample, _words in made.legend)
        assert shown == cell.unasked == (">*</text>" in samples) == ("stroke-dasharray" in samples)


class TestTimeline:
    def test_crowded_events_keep_their_order_and_distance(self) -> None:
        """A hundred events within a year: their words take the room they need, in the order of their time."""
        made = drawn(timeline(100), frame=Frame(width=700.0))
        boxes = [box for text, box in words("".join(made.body)) if re.fullmatch(r"2018\.\d\d", text)]
        lanes = {left: [box.y for box in boxes if box.left == left] for left in {box.left for box in boxes}}
        assert len(lanes) == 2
        for heights in lanes.values():
            assert heights == sorted(heights)
            assert min(b - a for a, b in itertools.pairwise(heights)) > 14

    def test_words_stand_where_they_want_to_where_there_is_room(self) -> None:
        assert spaced([0.0, 50.0, 100.0], [10.0, 10.0, 10.0], 0.0) == [0.0, 50.0, 100.0]

    def test_a_crowd_is_centred_on_its_time(self) -> None:
        """Three that want 50 and need 10 each: 40, 50, 60, whose distances from 50 are smallest in squares."""
        assert spaced([50.0, 50.0, 50.0], [10.0, 10.0, 10.0], 0.0) == [40.0, 50.0, 60.0]

    @pytest.mark.parametrize("n", [40, 51, 100, 200])
    def test_many_events_stand_in_columns_and_make_no_strip(self, n: int) -> None:
        """Fifty-one events were three and a half times as high as wide. Each stands once, in the order of time."""
        made = drawn(timeline(n))
        assert 0.5 <= made.height / made.width <= 1.7
        groups = ElementTree.fromstring(f'<svg xmlns="http://www.w3.org/2000/svg">{"".join(made.body)}</svg>')
        columns = [ElementTree.tostring(one, "unicode") for one in groups if one.get("transform")]
        assert len(columns) > 1
        told = [re.findall(r"20(?:18|19)\.\d\d", " ".join(word for word, _box in words(part))) for part in columns]
        assert all(told)
        assert [one for column in told for one in sorted(column)] == sorted(one for column in told for one in column)
        assert sum(map(len, told)) == n - 4
        for part in columns:
            boxes = [box for word, box in words(part) if not re.fullmatch(r"\d{4}(-\d\d)?|goes on.*", word)]
            assert not [1 for k, one in enumerate(boxes) for other in boxes[:k] if one.meets(other, -3.0)]
            assert all(box.right <= made.width and box.bottom <= made.height for box in boxes)

    def test_words_stand_in_the_order_of_their_dots(self) -> None:
        """A year begins before a day of it, and its dot lies in its middle: strands in the order of starts crossed."""
        spans = {"2016": (2016.0, 2017.0), "2016-03": (2016.17, 2016.25), "2016-11": (2016.83, 2016.92)}
        happenings = tuple(
            Happening(said=said, start=start, end=end, text="Said.", reference="")
            for said, (start, end) in spans.items()
        )
        made = drawn(Timeline(lanes=("",), happenings=happenings))
        heads = {word: box.y for word, box in words("".join(made.body)) if word in spans and box.left > 90}
        assert sorted(heads, key=heads.__getitem__) == ["2016-03", "2016", "2016-11"]

    def test_nothing_begins_above_the_top(self) -> None:
        assert spaced([0.0, 0.0], [10.0, 10.0], 5.0) == [5.0, 15.0]


def size(data: bytes) -> tuple[int, int]:
    width, height = struct.unpack(">II", data[16:24])
    return width, height


class TestPng:
    def test_is_300_dots_an_inch_and_says_so(self) -> None:
        svg = written(plot(MARKS["bars"]()), "svg").decode()
        data = written(plot(MARKS["bars"]()), "png")
        wide = float(re.findall(r'width="(\d+)"', svg)[0])
        assert data.startswith(b"\x89PNG\r\n\x1a\n")
        assert size(data)[0] == pytest.approx(wide * DOTS / 96, abs=1)
        at = data.index(b"pHYs")
        assert struct.unpack(">IIB", data[at + 4 : at + 13]) == (11811, 11811, 1)

    def test_signs_of_indonesian_and_of_mathematics_need_no_font_of_the_machine(self) -> None:
        assert png_module._known("<text>Pengrajin é ± − → ≥ … “kata” · × γ ²</text>")
        assert not png_module._known("<text>ꦗꦮ</text>")

    def test_words_leave_dots(self) -> None:
        """The same picture with other words has other dots: fonts are found."""
        first = png('<svg xmlns="http://www.w3.org/2000/svg" width="90" height="20"><text y="15">naik</text></svg>')
        other = png('<svg xmlns="http://www.w3.org/2000/svg" width="90" height="20"><text y="15">turun</text></svg>')
        assert first != other
        assert len(first) > 500

    def test_a_huge_picture_gets_fewer_dots(self) -> None:
        data = png('<svg xmlns="http://www.w3.org/2000/svg" width="9000" height="9000"></svg>')
        width, height = size(data)
        assert width == height
        assert MOST_DOTS * 0.99 < width * height < MOST_DOTS * 1.01

    def test_stands_on_white_also_where_the_picture_has_no_ground(self) -> None:
        """Two pictures without marks, one of them with a white ground, have the same dots."""
        bare = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"></svg>'
        ground = bare.replace("></svg>", '><rect width="9" height="9" fill="#ffffff"/></svg>')
        assert png(bare) == png(ground)

    def test_networks_too(self) -> None:
        file = BytesIO()
        writer_for(Path("x.png"), ("networks",))(Output(sheets=(), networks=(eight(),), provenance=PROVENANCE), file)
        assert size(file.getvalue())[0] > 2000

    def test_without_the_library_one_sentence_says_what_to_type(self, monkeypatch: pytest.MonkeyPatch) -> None:
        real = builtins.__import__

        def without(name: str, *more: Any, **named: Any) -> Any:
            if name == "resvg_py":
                raise ModuleNotFoundError(name)
            return real(name, *more, **named)

        monkeypatch.setattr(builtins, "__import__", without)
        with pytest.raises(MissingExtraError) as caught:
            written(plot(MARKS["bars"]()), "png")
        assert "qda[png]" in caught.value.mend

    @pytest.mark.slow
    def test_a_network_of_a_thousand_nodes(self) -> None:
        file = BytesIO()
        writer_for(Path("x.png"), ("networks",))(Output(sheets=(), networks=(many(1000),), provenance=PROVENANCE), file)
        width, height = size(file.getvalue())
        assert width * height < MOST_DOTS * 1.01


class TestEndings:
    def test_a_plot_is_no_network(self, tmp_path: Path) -> None:
        with pytest.raises(InputError, match="holds a network, and this is none"):
            fitting((plot(MARKS["heat"]()),), tmp_path / "x.graphml", PROVENANCE)

    def test_a_network_and_a_plot_are_one_picture(self, tmp_path: Path) -> None:
        path = tmp_path / "x.svg"
        output = fitting((plot(MARKS["heat"]()), eight()), path, PROVENANCE, numbering=Numbering(chapter="4"))
        assert save(output, path)
        told = path.read_text(encoding="utf-8")
        assert 'class="network"' in told
        assert 'class="plot"' in told
        assert "Figure 4.2 Plot &lt;of&gt; Sukamaju" in told

    def test_a_page_holds_plots_as_figures_and_networks_as_tables(self, tmp_path: Path) -> None:
        output = fitting((eight(), plot(MARKS["heat"]())), tmp_path / "x.html", PROVENANCE)
        assert [sheet.kind for sheet in output.sheets] == ["causal-network-edges", "causal-network-nodes"]
        assert len(output.plots) == 1
        assert save(output, tmp_path / "x.html")

    def test_a_sheet_keeps_its_place_beside_a_plot(self, tmp_path: Path) -> None:
        output = fitting((plot(MARKS["heat"](), "a"), plot(MARKS["bars"](), "b")), tmp_path / "x.xlsx", PROVENANCE)
        assert [sheet.kind for sheet in output.sheets] == ["a", "b"]
        assert not output.plots


def test_marks_that_do_not_fit_are_refused() -> None:
    with pytest.raises(ValueError, match="does not fit"):
        Heat(corner="", shade="", columns=(), rows=MARKS["heat"]().table().rows)
    with pytest.raises(ValueError, match="do not join"):
        replace(tree(), branches=tree().branches[:2])


def test_every_mark_of_the_page_is_numbered_once() -> None:
    """Four codings, four quotations: the first is [1], wherever it stands."""
    page = written(plot(MARKS["curve"]()), "html").decode()
    assert page.count('<div class="r" id="q') == 4


class TestMany:
    def test_a_picture_that_nobody_could_read_is_refused_and_the_table_is_not(self) -> None:
        crowd = plot(replace(MARKS["timeline"](), happenings=timeline(MOST_MARKS + 1).happenings))
        with pytest.raises(InputError, match="more than a picture can hold") as caught:
            written(crowd, "svg")
        assert ".xlsx" in caught.value.mend
        assert written(crowd, "csv")

    def test_of_many_sources_some_are_named(self) -> None:
        """With 200 sources every fifth has its name; the page stays narrower than two of them side by side."""
        few = curve()
        made = drawn(replace(few, steps=few.steps * 40))
        assert sum("rotate" in part for part in made.body) + sum("talk-" in part for part in made.body) >= 40
        assert made.width < 1200

    def test_of_many_places_none_is_named(self) -> None:
        """201 places: rings without names, for which there is no room; the table has them."""
        many_places = replace(
            points(201), points=tuple(replace(p, x=float(n)) for n, p in enumerate(points(201).points))
        )
        assert "Case 1" not in "".join(text for text, _box in words("".join(drawn(many_places).body)))


def test_a_dot_is_what_the_timeline_says() -> None:
    assert next(words for _sample, words in drawn(timeline()).legend) == "event"
    assert next(words for _sample, words in drawn(replace(timeline(), dot="Source")).legend) == "Source"


def test_words_stand_out_from_every_shade() -> None:
    """By the contrast ratio of WCAG 2: whichever of dark and white stands out more, and at least 3.9 of it."""

    def light(colour: str) -> float:
        parts = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
        linear = [part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    for step in range(101):
        ground, words = light(shade(step / 100)), light(on_shade(step / 100))
        assert (max(ground, words) + 0.05) / (min(ground, words) + 0.05) >= 3.9, step


def test_numbers_of_new_codes_stand_above_their_bars_but_where_the_line_runs() -> None:
    """The line meets only the first bar: 8 new codes of 8 so far; later bars end far below it."""
    steps = tuple(
        Step(label=f"S{n}", date=None, new=new, total=total, expected=float(total))
        for n, (new, total) in enumerate(((8, 8), (4, 12), (5, 17)))
    )
    svg = "".join(drawn(Curve(corner="c", steps=steps, base=2)).body)
    bars = [(float(y), float(tall)) for y, tall in re.findall(r'y="([\d.]+)" width="26" height="([\d.]+)"', svg)]
    numbers = {told: box for told, box in words(svg) if told in "845"}
    assert len(bars) == 3
    inside = [bars[n][0] < numbers[told].y for n, told in enumerate("845")]
    assert inside == [True, False, False]


def test_the_last_shade_of_the_legend_is_that_of_all() -> None:
    svg = written(plot(MARKS["heat"]()), "svg").decode()
    assert f'<rect x="27.2" y="-7" width="6.8" height="14" fill="{shade(1.0)}"/>' in svg
