"""Every word people read exists in Indonesian: whole, with the same fields, in one set of terms, and shown."""

from __future__ import annotations

import ast
import importlib.util
import os
import re
import subprocess
import sys
from collections.abc import Iterator, Sequence
from gettext import GNUTranslations
from io import BytesIO
from pathlib import Path
from types import ModuleType

import pytest
from babel.messages.catalog import Catalog

from qda.cli.main import main
from qda.cli.shell_words import said_anew

FIELD = re.compile(r"\{\{|\}\}|\{[^{}]*\}|%\(\w+\)[a-z]|%[a-z]")
LITERAL = re.compile(r"“[^”]*”|\bFILE\b")  # what the user types as it stands
# Written alike in both languages: loans, names of files, and sentences of fields alone.
ALIKE = {
    *("Input", "Output", "Jaccard", "Memo", "memo", "No.", "Slot", "label", "–", "April", "September", "November"),
    *(
        "Member check",
        "Status: {status}",
        "a priori",
        "folder",
        "id",
        "lint",
        "α (Krippendorff)",
        "Label",
        "{gamma} (n = {n})",
        "in vivo",
        "longitudinal",
        "motif",
        "versus",
    ),
}
# What the house does not write, and what it writes instead.
UNWANTED = {
    r"(peng|meng|di|ter)(k)oding|\bkoding|pengkodean|mengkode\b|pengkode\b": "pengodean, mengode, pengode, kodean",
    r"informasi sumber|sumber informasi|\bsumber-sumber data": "sumber data",
    r"narasumber|partisipan|responden penelitian": "informan",
    r"pembicara|giliran bicara|penanya": "penutur, giliran tutur, pewawancara",
    r"kodebook|kode buku": "buku kode",
    r"\bfile\b|\bfail\b|\bfiles\b": "berkas",
    r"spreadsheet|lembar kerja": "lembar sebar, lembar, buku kerja",
    r"\bplugin\b|plug-in": "pengaya",
    r"hasil temuan|penemuan": "temuan",
    r"triangulasi metode|triangulasi data": "triangulasi teknik, triangulasi sumber",
    r"desas-desus|rumor": "kata orang",
    r"memverifikasikan|mengkondensasi|kondensir|reduksi data": "memverifikasi, mengondensasi, kondensasi data",
    r"\b(didalam|diatas|dibawah|dimana|disini|diantara|kedalam|disamping)\b": "di dalam, di atas, …",
    r"\b(merubah|dirubah|sekedar|resiko|praktek|analisa|kwalitatif|metoda|aktifitas|obyek|subyek|silahkan)\b": "EYD V",
    r"\bdikarenakan\b|\bdaripada dari\b|\badalah merupakan\b": "a plainer sentence",
}
PLAIN = ("display list", "status", "next", "verify", "triangulate", "plugins", "sources", "cases list", "guide show")
DISPLAYS = (
    "case-by-code",
    "checklist",
    "co-occurrence",
    "conceptually-clustered",
    "content-analytic-summary",
    "convergence",
    "event-listing",
    "forms-table",
    "process-matrix",
    "quotations",
    "role-ordered",
)
WRONG = (
    "statuss",
    "init",
    "log --last nought",
    "find",
    "triangulate --frobnicate",
    "display nothing-like-it",
    "display role-ordered --depht 3",
    "display role-ordered --depth deep",
    "source show nobody",
    "code add nobody nowhere --quote words",
    "codebook import nowhere.yaml",
    "import nowhere.txt",
    "finding show nothing",
    "find (",
)
HELPS = """
import sys
from typer.main import get_command
from qda.cli.main import main
main(["--version"])
from qda.cli.app import app
def show(command, context):
    print(context.get_help())
    for name, below in sorted(getattr(command, "commands", {}).items()):
        show(below, type(context)(below, info_name=name, parent=context, help_option_names=["-h", "--help"]))
root = get_command(app)
show(root, root.make_context("qda", ["status"], resilient_parsing=True))
for kind in sys.argv[1:]:
    main(["display", kind, "--help"])
"""


@pytest.fixture(scope="module")
def words(root: Path) -> ModuleType:
    """The tool that keeps the catalogues."""
    spec = importlib.util.spec_from_file_location("words", root / "tools" / "words.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def indonesian(words: ModuleType) -> Catalog:
    """The Indonesian catalogue as it is in the repository."""
    catalogue: Catalog = words.load("id")
    return catalogue


@pytest.fixture(scope="module")
def pairs(indonesian: Catalog) -> list[tuple[str, str]]:
    """Every sentence with its Indonesian; of a plural the general form."""
    return list(_pairs(indonesian))


@pytest.fixture(scope="module")
def english(pairs: list[tuple[str, str]]) -> list[str]:
    """What must not be seen in Indonesian output: the fixed parts of sentences, of two words and 13 letters or more."""
    translated = "\n".join(text for _sentence, text in pairs)
    parts = {part.strip() for sentence, _text in pairs for part in FIELD.split(sentence)}
    return sorted(part for part in parts if len(part) > 12 and " " in part and part not in translated)


@pytest.fixture(scope="module")
def study(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The complete example, run in Indonesian; read only."""
    folder = tmp_path_factory.mktemp("contoh") / "batankrajan"
    said = _python("-m", "qda", "demo", "batankrajan", "--to", str(folder))
    (folder / "said.txt").write_text(said, encoding="utf-8")
    return folder


def _pairs(catalogue: Catalog) -> Iterator[tuple[str, str]]:
    for message in catalogue:
        if message.id:
            sentence = message.id if isinstance(message.id, str) else message.id[-1]
            text = message.string if isinstance(message.string, str) else (message.string or ("",))[0]
            yield sentence, text or ""


def _python(*arguments: str) -> str:
    done = subprocess.run(
        [sys.executable, *arguments],
        capture_output=True,
        text=True,
        encoding="utf-8",
        env={**os.environ, "QDA_LANG": "id", "COLUMNS": "100"},
        check=False,
    )
    assert "Traceback" not in done.stderr, done.stderr
    return done.stdout + done.stderr


def _left_in_english(output: str, english: Sequence[str]) -> list[str]:
    flat = " ".join(output.split())
    return [part for part in english if " ".join(part.split()) in flat]


def test_the_catalogues_are_whole_and_fresh(words: ModuleType) -> None:
    assert words.faults(words.extracted()) == []


def test_a_compiled_catalogue_is_the_same_whenever_it_is_made(words: ModuleType) -> None:
    made = words.compiled(words.updated("id", words.extracted()))
    assert b"-Date:" not in made
    assert b"Generated-By" not in made


def test_a_compiled_catalogue_says_what_the_written_one_says(words: ModuleType, indonesian: Catalog) -> None:
    read = GNUTranslations(BytesIO(words.path_of("id").with_suffix(".mo").read_bytes()))
    for message in indonesian:
        if isinstance(message.id, str) and message.id:
            assert read.gettext(message.id) == message.string
        elif message.id:
            one, many = message.id
            assert [read.ngettext(one, many, n) for n in (0, 1, 2)] == [(message.string or ("",))[0]] * 3


def test_a_missing_sentence_is_named(words: ModuleType) -> None:
    template = words.extracted()
    template.add("A sentence that nobody has translated.")
    assert "not translated: 'A sentence that nobody has translated.'" in words.faults(template)


def test_no_plural_is_made_of_sentences_that_the_catalogue_has_singly() -> None:
    """`plural()` looks pairs up: it takes two sentences as they stand, or a pair that `plural_later` marked."""
    for file in sorted((Path(__file__).resolve().parents[1] / "qda").rglob("*.py")):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "plural":
                first = node.args[0]
                assert isinstance(first, ast.Constant | ast.Starred), f"{file.name}:{node.lineno}"


def test_sentences_within_f_strings_are_found(words: ModuleType) -> None:
    import ast

    tree = ast.parse("f\"{told} {_('Nobody was asked.')}\"\nplural('one', 'many', 2)\n_(name)\n")
    assert sorted(map(str, words.marked(tree))) == ["('one', 'many')", "Nobody was asked."]


def test_every_field_is_kept_and_none_is_added(pairs: list[tuple[str, str]]) -> None:
    wrong = [(a, b) for a, b in pairs if sorted(set(FIELD.findall(a))) != sorted(set(FIELD.findall(b)))]
    assert wrong == []


def test_the_space_around_a_sentence_is_kept(pairs: list[tuple[str, str]]) -> None:
    def ends(text: str) -> tuple[str, str, bool]:
        return text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :], text.startswith("; ")

    assert [(a, b) for a, b in pairs if ends(a) != ends(b)] == []


def test_a_sentence_stays_a_sentence(pairs: list[tuple[str, str]]) -> None:
    changed = [(a, b) for a, b in pairs if (a.rstrip()[-1:] in ".?") != (b.rstrip()[-1:] in ".?") and a not in ALIKE]
    assert changed == []


def test_nothing_is_left_in_english(pairs: list[tuple[str, str]]) -> None:
    same = {a for a, b in pairs if a == b and re.search(r"[A-Za-z]", FIELD.sub("", a))}
    assert same <= ALIKE


def test_no_form_of_english_that_is_alike_has_gone_out_of_use(pairs: list[tuple[str, str]]) -> None:
    assert {a for a, b in pairs if a == b} >= ALIKE


@pytest.mark.parametrize(("unwanted", "instead"), UNWANTED.items())
def test_terms_are_those_of_the_house(pairs: list[tuple[str, str]], unwanted: str, instead: str) -> None:
    found = [b for _a, b in pairs if re.search(unwanted, LITERAL.sub("", FIELD.sub("", b)), re.IGNORECASE)]
    assert found == [], f"write: {instead}"


def test_one_indonesian_word_for_each_verdict_and_no_two_share_one(pairs: list[tuple[str, str]]) -> None:
    translated = dict(pairs)
    verdicts = {
        "convergent": "selaras",
        "complementary": "saling melengkapi",
        "partly convergent": "selaras sebagian",
        "single source": "satu sumber",
        "dissonant": "tidak selaras",
        "doubted (by one side)": "diragukan (satu pihak)",
        "refuted": "terbantah",
        "no support": "tidak ada dukungan",
        "not asked yet": "belum ditanyakan",
        "assertion of the researcher without a source": "pernyataan peneliti tanpa sumber",
        "silent": "diam",
        "not asked": "tidak ditanya",
        "not stated": "tidak dinyatakan",
        "nothing coded": "belum dikodekan",
    }
    assert {sentence: translated[sentence] for sentence in verdicts} == verdicts
    assert len(set(verdicts.values())) == len(verdicts)


def test_the_help_of_every_command_is_indonesian(english: list[str]) -> None:
    shown = _python("-c", HELPS, *DISPLAYS)
    assert shown.count("Pemakaian: qda") > 40
    assert shown.count("pemakaian: qda display") == len(DISPLAYS)
    assert _left_in_english(shown, english) == []


def test_the_english_help_would_be_caught(english: list[str]) -> None:
    assert "Show this message and exit." in _left_in_english("--help  Show this message\n   and exit.", english)


def test_the_demonstration_speaks_indonesian(study: Path, english: list[str]) -> None:
    said = (study / "said.txt").read_text(encoding="utf-8")
    assert "Ditulis ke" in said
    assert "selaras" in said
    assert _left_in_english(said, english) == []


@pytest.mark.parametrize("command", PLAIN)
def test_what_a_command_prints_is_indonesian(
    study: Path, english: list[str], command: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("QDA_LANG", "id")
    assert main(["--study", str(study / "study.qda"), *command.split()]) in (0, 1, 3)
    out, err = capsys.readouterr()
    assert out.strip()
    assert _left_in_english(out + err, english) == []


@pytest.mark.parametrize("kind", DISPLAYS)
@pytest.mark.parametrize("ending", ["md", "html"])
def test_a_display_is_indonesian_from_title_to_provenance(
    study: Path, english: list[str], kind: str, ending: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("QDA_LANG", "id")
    file = tmp_path / f"{kind}.{ending}"
    assert main(["--study", str(study / "study.qda"), "display", kind, "--to", str(file)]) == 0
    shown = file.read_text(encoding="utf-8")
    assert "Asal-usul" in shown
    assert "Aturan keputusan" in shown
    assert _left_in_english(shown, english) == []


@pytest.mark.parametrize("command", WRONG)
def test_what_is_wrong_with_a_call_is_said_in_indonesian(
    study: Path, english: list[str], command: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("QDA_LANG", "id")
    assert main(["--study", str(study / "study.qda"), *command.split()]) == 2
    said = capsys.readouterr().err
    assert "Galat: " in said or "Tidak dimasukkan: " in said
    assert _left_in_english(said, english) == []


@pytest.mark.parametrize(
    ("sentence", "indonesian"),
    [
        ("No such option: --foo", "Tidak ada opsi --foo"),
        ("Missing argument 'NAME'.", "Argumen 'NAME' belum diberikan."),
        ("Option '--to' requires an argument.", "Opsi '--to' memerlukan nilai."),
        (
            "Invalid value for '--last' / '-n': 'x' is not a valid int range.",
            "Nilai '--last' / '-n' tidak sah: 'x' bukan bilangan bulat.",
        ),
        ("Sentence of somebody else.", "Sentence of somebody else."),
    ],
)
def test_the_sentences_of_the_command_line_library_are_said_anew(
    sentence: str, indonesian: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert said_anew(sentence) == sentence
    monkeypatch.setenv("QDA_LANG", "id")
    assert said_anew(sentence) == indonesian
