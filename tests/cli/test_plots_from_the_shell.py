"""Plots as the shell gives them: listed, written by every writer, planned, the same bytes each time."""

from __future__ import annotations

from pathlib import Path

import pytest

from qda import registry
from tests.cli.conftest import Qda

PLOTS = tuple(plugin.name for plugin in registry.find("displays") if plugin.details.gives == "plot")
ENDINGS = (".svg", ".png", ".html", ".json", ".xlsx", ".csv", ".md")


def test_the_six_are_listed(qda: Qda) -> None:
    assert set(PLOTS) >= {
        "case-dendrogram", "code-frequency", "heat-map", "saturation-curve", "scatterplot", "timeline",
    }  # fmt: skip
    listed = {row["name"]: row for row in qda("display", "list", "--json").json}
    assert listed["scatterplot"]["catalogue"] == "D41"
    assert all(listed[kind]["citation"] for kind in PLOTS)


@pytest.mark.parametrize("kind", PLOTS)
def test_every_plot_goes_into_every_format(demo: Path, tmp_path: Path, qda: Qda, kind: str) -> None:
    for ending in ENDINGS:
        for name in ("satu", "dua") if ending in (".html", ".xlsx") else ("satu",):
            done = qda("--study", demo / "study.qda", "display", kind, "--to", f"{name}{ending}")
            assert done.status == 0, done.err
            assert done.out.startswith(f"{name}{ending} written: ")
        assert (tmp_path / f"satu{ending}").stat().st_size > 500
    for ending in (".html", ".xlsx"):
        first, second = ((tmp_path / f"{name}{ending}").read_bytes() for name in ("satu", "dua"))
        assert first == second, "the same plot twice gives the same bytes"
    assert "SYNTHETIC" in (tmp_path / "satu.svg").read_text(encoding="utf-8")
    shown = qda("--study", demo / "study.qda", "display", kind)
    assert "SYNTHETIC" in shown.out
    assert "|" in shown.out, "the shell prints the numbers behind the picture as a table"


def test_the_curve_agrees_with_the_command(demo: Path, qda: Qda) -> None:
    study = ("--study", demo / "study.qda")
    found = qda(*study, "saturation", "--json").json
    (plot,) = qda(*study, "display", "saturation-curve", "--json").json["plots"]
    assert [(step["label"], step["date"], step["new"], step["total"]) for step in plot["marks"]["steps"]] == [
        (line["interview"], line["date"], line["new"], line["cumulative"]) for line in found["interviews"]
    ]
    assert plot["marks"]["saturated"] == found["saturated_at"]


def test_a_plan_may_ask_for_a_picture(batankrajan: Path, qda: Qda) -> None:
    plan = batankrajan / "study.yaml"
    text = plan.read_text(encoding="utf-8")
    assert "displays:" in text
    extra = (
        "displays:\n  - {kind: heat-map, cols: role, to: hasil/peta.png}\n  - {kind: timeline, to: hasil/waktu.svg}\n"
    )
    plan.write_text(text.replace("displays:\n", extra, 1), encoding="utf-8")
    done = qda("run", "study.yaml")
    assert done.status in (0, 1, 3), done.err
    assert (batankrajan / "hasil" / "peta.png").read_bytes().startswith(b"\x89PNG")
    assert (batankrajan / "hasil" / "waktu.svg").stat().st_size > 500


def test_a_saved_view_may_be_a_plot(batankrajan: Path, qda: Qda) -> None:
    assert qda("display", "code-frequency", "--save", "sering", "--to", "sering.svg").status == 0
    assert qda("display", "code-frequency", "--to", "lagi.svg").status == 0
    made = (batankrajan / "sering.svg").read_text(encoding="utf-8")
    assert made.count('class="datum"') > 10
