"""JSON for scripts: stable keys, documented here.

`{"study", "provenance": {study, command, date, study_hash, version, language, details}, "sheets": [...]}`; a sheet is
`{kind, title, reading, corner, columns: [{label, group}], rows: [{label, group, cells: [cell]}], decision_rules,
filters, counts, citation, notes, view, analysis, analysis_by, synthetic, quotations: [quotation], codes: [{path,
label, definition, method}]}`; a cell `{value, empty, of, strength, evidence}` with `empty` the reason why there is no
value (`qda.model.sheet.Empty`) or null, `of` the denominator of a count or share or null, `evidence` ids of codings;
`unasked: true` where nobody was asked, so that `of` counts only who speaks of it unasked and value and `of` make no
share, and `written_by` where the researcher wrote the value; a quotation has the fields of
`qda.model.quotation.Quotation`, its attributes as an object.

Where networks are written there is `"networks": [...]` too, each `{kind, title, reading, layout, nodes, edges,
decision_rules, filters, counts, citation, notes, synthetic, quotations}`; a node `{key, label, kind, detail, group,
rating, value, people, of, attributes, evidence}`, an edge `{from, to, type, sign, label, directed, weight, people,
inferred, memo, evidence}` with keys of nodes in `from` and `to`.

Where plots are written there is `"plots": [...]`, each `{kind, title, reading, type, marks, decision_rules, filters,
counts, citation, notes, synthetic, quotations, table}`: `type` is heat, bars, curve, timeline, tree or points, `marks`
has the fields of that type in `qda.model.plot_marks`, and `table` is the plot's numbers as a sheet.
"""

from __future__ import annotations

import json
from typing import Any, BinaryIO

from qda.exchange.network_json import network_content
from qda.exchange.plot_json import plot_content
from qda.exchange.writer import writer
from qda.model.ids import show_id
from qda.model.output import Output
from qda.model.quotation import Quotation
from qda.model.sheet import Cell, Sheet
from qda.model.wording import N_


@writer(
    "json",
    N_("JSON with every cell, its evidence and the quotations, for scripts"),
    extensions=(".json",),
    takes=("sheets", "networks", "plots"),
)
def write_json(output: Output, file: BinaryIO) -> None:
    """UTF-8, two spaces deep, keys in the order of the module's description."""
    p = output.provenance
    content: dict[str, Any] = {
        "study": p.study,
        "provenance": {
            "study": p.study,
            "command": p.command,
            "date": p.date,
            "study_hash": p.study_hash,
            "version": p.version,
            "language": p.language,
            "details": dict(p.details),
        },
        "sheets": [sheet_content(sheet) for sheet in output.sheets],
    }
    if output.networks:
        content["networks"] = [
            network_content(one) | {"quotations": [quotation_content(quotation) for quotation in one.quotations]}
            for one in output.networks
        ]
    if output.plots:
        content["plots"] = [
            plot_content(one)
            | {
                "quotations": [quotation_content(quotation) for quotation in one.quotations],
                "table": _table(one.as_sheet()),
            }
            for one in output.plots
        ]
    text = json.dumps(content, ensure_ascii=False, indent=2, allow_nan=False)
    file.write(text.encode("utf-8", "replace") + b"\n")


def sheet_content(sheet: Sheet) -> dict[str, Any]:
    """A sheet as JSON has it."""
    return {
        "kind": sheet.kind,
        "title": sheet.title,
        "reading": sheet.reading,
        "corner": sheet.corner,
        "columns": [{"label": column.label, "group": column.group} for column in sheet.columns],
        "rows": [
            {"label": row.label, "group": row.group, "cells": [_cell(cell) for cell in row.cells]} for row in sheet.rows
        ],
        "decision_rules": list(sheet.decision_rules),
        "filters": list(sheet.filters),
        "counts": sheet.counts,
        "citation": sheet.citation,
        "notes": list(sheet.notes),
        "view": sheet.view,
        "analysis": sheet.analysis,
        "analysis_by": sheet.analysis_by,
        "synthetic": sheet.synthetic,
        "quotations": [quotation_content(quotation) for quotation in sheet.quotations],
        "codes": [
            {"path": code.path, "label": code.label, "definition": code.definition, "method": code.method}
            for code in sheet.codes
        ],
    }


def _table(sheet: Sheet) -> dict[str, Any]:
    """The matrix of a sheet alone."""
    content = sheet_content(sheet)
    return {name: content[name] for name in ("corner", "columns", "rows")}


def _cell(cell: Cell) -> dict[str, Any]:
    content = {
        "value": cell.value,
        "empty": cell.empty.value if cell.empty else None,
        "of": cell.of,
        **({"unasked": True} if cell.unasked else {}),
        "strength": cell.strength,
        "evidence": [show_id(coding) for coding in cell.evidence],
    }
    return content | {"written_by": cell.written_by} if cell.written_by else content


def quotation_content(quotation: Quotation) -> dict[str, Any]:
    """A quotation as JSON has it."""
    q = quotation
    return {
        "coding": show_id(q.coding),
        "text": q.text,
        "reference": q.reference,
        "source": q.source,
        "line": q.line,
        "start": q.start,
        "end": q.end,
        "code": q.code,
        "stance": q.stance,
        "speaker": q.speaker,
        "informant": q.informant,
        "group": q.group,
        "coder": q.coder,
        "origin": q.origin,
        "memo": q.memo,
        "before": q.before,
        "after": q.after,
        "attributes": dict(q.attributes),
    }
