"""A small, made-up study with everything that a report can read off a study, run by its plan."""

from __future__ import annotations

from pathlib import Path

from qda import pipeline
from qda.model.wording import use_language

PLAN = """\
study: Batik Rejasari
language: {language}
coder: ani
synthetic: true
sources:
  - {{path: "wawancara/*.txt", kind: interview, site: Rejasari}}
  - {{path: "catatan/*.txt", kind: observation, site: Rejasari, date: 2024-05-06}}
cases: informan.csv
guide: guide.yaml
codebook: kode.yaml
coding: [{{auto: codebook}}, {{file: codings.csv}}]
findings: findings.yaml
displays:
  - {{kind: content-analytic-summary, depth: 0, to: hasil/ringkasan.xlsx}}
report: hasil/laporan.docx
"""
HEAD = """\
Nama: {name}
Pewawancara: Dewi
Tanggal: {date}
Tempat: {place}
Durasi: {minutes} menit
Alat rekam: perekam suara

"""
TALKS = {
    "sari": HEAD.format(name="Sari", date="1 Mei 2024", place="rumah Sari", minutes=40)
    + "P: Pelatihan apa yang pernah ada?\nN: Pelatihan membatik ada dua kali, sangat membantu kami di sini.\n"
    + "P: Bagaimana harga malam?\nN: Harga malam naik terus, untung kami makin tipis tahun ini.\n",
    "tono": HEAD.format(name="Tono", date="2 Mei 2024", place="balai desa", minutes=55)
    + "P: Pelatihan apa yang pernah ada?\nN: Saya tidak pernah diundang pelatihan, hanya kerabat ketua saja.\n"
    + "P: Bagaimana harga malam?\nN: Harga malam memberatkan kami semua, pesanan terpaksa ditolak.\n",
    "wati": HEAD.format(name="Wati", date="3 Mei 2024", place="kantor dinas", minutes=35)
    + "P: Pelatihan apa yang pernah ada?\nN: Pelatihan kami adakan setiap tahun untuk seluruh perajin desa.\n",
}
NOTES = "Di halaman tiga orang mencanting. Papan harga malam dicoret dan ditulis lebih tinggi.\n"
CASES = """\
name,role,group,site,sex,sampling_reason,refused
Sari,perajin,perajin,Rejasari,P,anggota lama,tidak
Tono,perajin,perajin,Rejasari,L,bukan anggota,tidak
Wati,kepala seksi,dinas,Rejasari,P,pejabat,tidak
Joko,perajin,perajin,Rejasari,L,anggota baru,sibuk panen
"""
GUIDE = """\
- {id: pelatihan, text: Pelatihan apa yang pernah ada?, codes: [bina/pelatihan]}
- {id: harga, text: Bagaimana harga malam?, codes: [usaha/harga]}
- {id: merek, text: Apakah merek sudah didaftarkan?, codes: [usaha]}
"""
CODES = """\
codebook: kode
codes:
  - name: bina
    label: {id: Bina manusia, en: Human development}
    definition: Upaya membangun kemampuan orang.
    origin: a-priori
    codes:
      - name: pelatihan
        label: {id: Pelatihan, en: Training}
        definition: Kegiatan belajar yang dijadwalkan.
        include: [Kursus]
        exclude: [Nasihat perorangan]
        origin: a-priori
        stance: {"+": menjangkau, "-": tidak menjangkau}
  - name: usaha
    label: {id: Bina usaha, en: Business development}
    brief: Jalannya usaha.
    codes:
      - name: harga
        label: {id: Harga memberatkan, en: Price is a burden}
        definition: Harga bahan menekan untung.
        origin: emergent
        match: [harga malam]
"""
CODINGS = """\
source,quote,code,stance,coder
sari,"Pelatihan membatik ada dua kali, sangat membantu kami di sini.",bina/pelatihan,+,ani
tono,"Saya tidak pernah diundang pelatihan, hanya kerabat ketua saja.",bina/pelatihan,-,ani
wati,Pelatihan kami adakan setiap tahun untuk seluruh perajin desa.,bina/pelatihan,+,ani
sari,"Harga malam naik terus, untung kami makin tipis tahun ini.",usaha/harga,+,ani
tono,"Harga malam memberatkan kami semua, pesanan terpaksa ditolak.",usaha/harga,+,ani
pasar,Papan harga malam dicoret dan ditulis lebih tinggi.,usaha/harga,+,ani
"""
FINDINGS = """\
- id: harga
  statement: Harga malam memberatkan perajin.
  scope: {site: Rejasari}
  evidence: {codes: [usaha/harga]}
  assert: [witnesses >= 2, techniques >= 2]
  rivals: [Perajin mengeluh karena peneliti dikira petugas bantuan]
- id: merata
  statement: Pelatihan menjangkau semua perajin.
  evidence: {codes: [bina/pelatihan]}
  assert: [no_unresolved_negative, groups >= 3]
  waive: [{assertion: groups >= 3, who: ani, when: 2024-06-01, why: Hanya dua kelompok yang tahu.}]
"""


def write_small_study(folder: Path, language: str = "en", *, plan: str = "") -> Path:
    """The study's files; the path of its plan. `plan` is put at the end of it."""
    for name, text in TALKS.items():
        _write(folder / "wawancara" / f"{name}.txt", text)
    _write(folder / "catatan" / "pasar.txt", NOTES)
    for name, text in (
        ("informan.csv", CASES),
        ("guide.yaml", GUIDE),
        ("kode.yaml", CODES),
        ("codings.csv", CODINGS),
        ("findings.yaml", FINDINGS),
        ("study.yaml", PLAN.format(language=language) + plan),
    ):
        _write(folder / name, text)
    return folder / "study.yaml"


def run_small_study(folder: Path, language: str = "en", *, plan: str = "") -> Path:
    """The study, run by its plan; the path of its file."""
    use_language(language)
    report = pipeline.run(write_small_study(folder, language, plan=plan))
    fatal = [str(problem) for problem in report.problems if problem.fatal]
    assert fatal == []
    return folder / "study.qda"


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
