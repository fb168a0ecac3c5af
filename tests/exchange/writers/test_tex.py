"""LaTeX: read back by a small strict reader, since no engine is needed to see that nothing escapes."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qda.exchange.documents.tex_text import declarations, tex
from qda.exchange.safe_text import visible
from qda.exchange.writers.tex import write_tex
from qda.model.output import Output
from qda.model.sheet import Cell, Row, Sheet

READ = {
    "textbackslash": "\\", "textasciicircum": "^", "textasciitilde": "~", "textless": "<", "textgreater": ">",
    "textbar": "|", "textquotedbl": '"', "textquotesingle": "'", "textasciigrave": "`", "newline": "\n",
}  # fmt: skip
TOKEN = re.compile(r"\\([A-Za-z]+)\{\}|\\([{}$&#%_])|\{([\[\]*])\}|(\{\})|([^\\{}$&#%_^~<>|\"'`\[\]*])", re.DOTALL)
COMMANDS = {
    "addlinespace", "addtocounter", "allowbreak", "arraybackslash", "begin", "bfseries", "bottomrule", "caption",
    "captionsetup", "centering",
    "clearpage", "cmidrule", "documentclass", "else", "emergencystretch", "end", "endfirsthead", "endfoot", "endhead",
    "endlastfoot", "ensuremath", "fancyfoot", "fancyhead", "fancyhf", "fbox", "fi", "fontsize", "headrulewidth",
    "ifPDFTeX", "itshape", "label", "large", "linewidth", "LTcapwidth", "medskip", "midrule", "multicolumn",
    "newcolumntype", "newline", "noindent", "pagestyle", "par", "raggedleft", "raggedright", "renewcommand", "section",
    "selectfont",
    "setlength", "small", "smallskip", "tabcolsep", "tablename", "textbf", "textit", "thepage", "tiny", "toprule",
    "usepackage", "DeclareUnicodeCharacter", *READ, "textendash", "textquotedblleft", "textquotedblright",
    "textperiodcentered",
}  # fmt: skip


def written(output: Output) -> str:
    file = io.BytesIO()
    write_tex(output, file)
    return file.getvalue().decode("utf-8")


def read(text: str) -> str:
    """What LaTeX would print of escaped words; fails where anything else than the known escapes stands in them."""
    found, at = [], 0
    while at < len(text):
        token = TOKEN.match(text, at)
        assert token is not None, text[at : at + 20]
        command, sign, bracket, nothing, plain = token.groups()
        found.append(READ[command] if command else sign or bracket or plain or "" if not nothing else "")
        at = token.end()
    return "".join(found)


@given(st.text(alphabet=st.one_of(st.sampled_from("\\{}$&#%_^~<>|\"'`[]*-,!? \n\té−"), st.characters())))
def test_any_text_is_printed_as_it_is_and_commands_nothing(text: str) -> None:
    escaped = tex(text)
    assert read(escaped) == visible(text).replace("\t", " ")
    assert "--" not in escaped, "two hyphens would become a dash"
    assert ",," not in escaped, "two commas would become a quotation mark"


@given(st.text(min_size=1, max_size=1))
def test_pdftex_is_told_of_every_letter_beyond_latin_1(letter: str) -> None:
    told = list(declarations(tex(letter)))
    assert len(told) == len(
        {ch for ch in visible(letter) if ch > "\xff" or "\x80" <= ch < "\xa0" or ch in "\xa0\xad·×"}
    )
    assert all(re.fullmatch(r"\\DeclareUnicodeCharacter\{[0-9A-F]{4,6}\}\{.*\}", line) for line in told)


def test_letters_of_javanese_are_built_and_strange_ones_named() -> None:
    told = dict(re.findall(r"\\DeclareUnicodeCharacter\{(\w+)\}\{(.*)\}", "\n".join(declarations("ḍ ǭ ꦗ −"))))
    assert told == {
        "1E0D": r"\d{d}",
        "01ED": r"\={\k{o}}",
        "A997": r"\fbox{\tiny A997}",
        "2212": r"\ensuremath{-}",
    }


def balanced(text: str) -> bool:
    depth = 0
    for brace in re.findall(r"(?<!\\)[{}]", re.sub(r"(?m)(?<!\\)%.*$", "", text.replace(r"\\", ""))):
        depth += 1 if brace == "{" else -1
        if depth < 0:
            return False
    return depth == 0


def test_the_file_is_whole_and_holds_no_command_but_ours(output: Output) -> None:
    text = written(output)
    assert balanced(text)
    code = re.sub(r"(?m)(?<!\\)%.*$", "", text)
    assert set(re.findall(r"\\([A-Za-z]+)", code.replace("\\\\", " "))) <= COMMANDS
    begun, ended = re.findall(r"\\begin\{(\w+)\}", code), re.findall(r"\\end\{(\w+)\}", code)
    assert sorted(begun) == sorted(ended)
    assert begun == ["document", "center", "longtable", "longtable"]
    assert set(re.findall(r"\\usepackage(?:\[[^\]]*\])?\{([^}]*)\}", code)) == {
        *("geometry", "iftex", "fontenc", "inputenc", "textcomp", "lmodern", "fontspec"),
        "array,booktabs,longtable,pdflscape,fancyhdr,caption",
    }


def test_every_row_has_every_cell(output: Output) -> None:
    table = written(output).split("\\begin{longtable}")[1].split("\\end{longtable}")[0]
    body = table.split("\\endlastfoot\n")[1]
    rows = [line for line in body.splitlines() if line.endswith(r" \\")]
    assert rows == [
        r"\textbf{Darmo} & 2/5 {[}1, 2{]} & “first line”\newline{}second, \textless{}b\textgreater{}bold"
        r"\textless{}/b\textgreater{} \& “more” {[}3{]} & 0.667 {[}1{]} \\",
        r"\textbf{=Sari()} & \textit{silent} & \textit{not asked} & 7 {[}4{]} \\",
        r"\textbf{Joko} & \textit{nothing coded} & \textit{not stated} & \textit{–} \\",
    ]
    assert r"\textbf{East}} \\*" in body
    assert re.search(
        r" & \\multicolumn\{2\}\{C\{[\d.]+mm\}\}\{\\textbf\{People\}\} &  \\\\\n\\cmidrule\(lr\)\{2-3\}", table
    )
    assert table.count(r"\textbf{Informant} & \textbf{n}") == 2, "the head comes again on each page"


def test_caption_label_mark_and_source(output: Output) -> None:
    text = written(output)
    assert r"\caption{Role-ordered: a/b {[}test{]}}\label{tab:qda-t1}\\" in text
    assert r"\renewcommand{\tablename}{Table}" in text
    assert text.count("SYNTHETIC EXAMPLE") == 2, "at the head of each page and above the table"
    assert r"Source: study “Batik \& \textless{}Sukamaju\textgreater{}”, processed by the researcher, 2026." in text
    assert "% qda 0.1.0: qda display role-ordered --to matrix.xlsx\n" in text


def test_a_row_taller_than_a_page_goes_on_in_the_next_one(make: Any, matrix: Sheet) -> None:
    words = "".join(f"word{n} " for n in range(2_000)).strip()
    long = replace(matrix, rows=(Row(label="r", cells=(Cell(value=words), Cell(value=1), Cell(value=2))),))
    body = written(make.output_of(long)).split("\\endlastfoot\n")[1].split("\\end{longtable}")[0]
    rows = [line.removesuffix(r" \\").split(" & ") for line in body.splitlines() if line.endswith(r" \\")]
    assert len(rows) > 3
    assert {len(row) for row in rows} == {4}
    assert "".join(row[1] for row in rows) == words
    assert [row[0] for row in rows[:2]] == [r"\textbf{r}", ""]


def test_a_table_that_goes_on_keeps_its_number(make: Any, matrix: Sheet) -> None:
    cells = tuple(Cell(value="a sentence that needs a good deal of room") for _n in range(12))
    columns = tuple(replace(matrix.columns[0], label=f"c{n}") for n in range(12))
    text = written(make.output_of(replace(matrix, columns=columns, rows=(Row(label="r", cells=cells),))))
    assert text.count("\\begin{longtable}") == 3
    assert text.count("\\addtocounter{table}{-1}\n\\begin{longtable}") == 2
    assert text.count(r"\label{") == 1


@pytest.mark.skipif(shutil.which("pandoc") is None, reason="Pandoc is not here")
def test_another_reader_of_latex_finds_the_words(output: Output) -> None:
    command = ["pandoc", "-f", "latex", "-t", "plain", "--wrap=none"]
    done = subprocess.run(command, input=written(output), capture_output=True, text=True, check=True, timeout=60)
    for words in ("second, <b>bold</b> & “more” [3]", "“-5 degrees”", "=Sari()", "7 [4]", "Batik & <Sukamaju>"):
        assert words in done.stdout
    assert "_x0041_ in it." in done.stdout
    assert done.stderr == ""


@pytest.mark.parametrize("language", ["id", "en"])
def test_the_same_bytes_each_time(make: Any, matrix: Sheet, language: str) -> None:
    output = make.output_of(matrix)
    output = replace(output, provenance=replace(output.provenance, language=language))
    assert written(output) == written(output)
