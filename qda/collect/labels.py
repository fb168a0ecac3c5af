"""The words before a colon: which name a speaker, which a row of the header, which neither."""

from __future__ import annotations

import re
from functools import lru_cache

from qda.model.records import SpeakerRole

_INTERVIEWER = (
    "pewawancara",
    "peneliti",
    "penanya",
    "interviewer",
    "moderator",
    "fasilitator",
    "facilitator",
    "researcher",
    "enumerator",
    "surveyor",
    "host",
    "penulis",
    "tanya",
    "pertanyaan",
    "question",
    "pw",
    "pwc",
    "int",
    "intv",
    "mod",
    "asisten peneliti",
    "panaliti",
    "pitakon",
    "pitakonan",
    "panyuwun pirsa",
)
_INFORMANT = (
    "informan",
    "narasumber",
    "nara sumber",
    "responden",
    "partisipan",
    "peserta",
    "participant",
    "respondent",
    "interviewee",
    "informant",
    "terwawancara",
    "key informant",
    "jawab",
    "jawaban",
    "answer",
    "inf",
    "ns",
    "resp",
    "nas",
    "wangsulan",
    "ingkang dipun wawancara",
)
_OTHER = (
    "transkriptor",
    "transcriber",
    "penerjemah",
    "interpreter",
    "translator",
    "sistem",
    "system",
    "notulen",
    "unknown speaker",
    "tidak dikenal",
)
_GENERIC = frozenset((*_INFORMANT, "n", "j", "r", "a", "i", "p", "s"))
_NO_LABEL = frozenset(
    (
        "catatan",
        "contoh",
        "contohnya",
        "misal",
        "misalnya",
        "note",
        "notes",
        "nb",
        "ps",
        "example",
        "eg",
        "ie",
        "artinya",
        "maksudnya",
        "kesimpulan",
        "kesimpulannya",
        "sumber",
        "source",
        "lihat",
        "see",
        "yaitu",
        "yakni",
        "antara lain",
        "berikut",
        "berikut ini",
        "sebagai berikut",
        "sbb",
        "as follows",
        "the following",
        "diantaranya",
        "di antaranya",
        "http",
        "https",
        "ftp",
        "mailto",
        "www",
        "file",
        "ingat",
        "intinya",
        "pokoknya",
        "cf",
        "summary",
        "ringkasan",
        "rekaman",
        "refleksi",
        "deskripsi",
        "observasi",
        "hasil",
        "kutipan",
        "gambar",
        "tabel",
        "figure",
        "table",
        "lampiran",
        "bagian",
        "section",
        "chapter",
        "bab",
        "doi",
        "url",
        "link",
    )
)
_METADATA_HEADS = frozenset(
    (
        "nama",
        "tempat",
        "lokasi",
        "tanggal",
        "tgl",
        "hari",
        "waktu",
        "jam",
        "pukul",
        "jabatan",
        "pekerjaan",
        "profesi",
        "usia",
        "umur",
        "alamat",
        "durasi",
        "jenis",
        "kelamin",
        "pendidikan",
        "kode",
        "status",
        "agama",
        "lama",
        "desa",
        "dusun",
        "kelurahan",
        "kecamatan",
        "kabupaten",
        "kota",
        "provinsi",
        "topik",
        "judul",
        "tema",
        "no",
        "nomor",
        "hp",
        "telepon",
        "email",
        "keterangan",
        "situasi",
        "suasana",
        "kegiatan",
        "instansi",
        "lembaga",
        "organisasi",
        "asal",
        "bahasa",
        "situs",
        "suku",
        "transkrip",
        "sintetis",
        "date",
        "place",
        "location",
        "time",
        "duration",
        "age",
        "gender",
        "sex",
        "occupation",
        "position",
        "address",
        "title",
        "topic",
        "language",
        "project",
        "recording",
        "site",
        "organisation",
        "organization",
        "role",
        "education",
        "name",
        "id",
        "study",
        "synthetic",
        "setting",
        "venue",
        "job",
        "period",
        "periode",
    )
)
_QUALIFIERS = r"(?:kunci|utama|pendukung|tambahan|pertama|kedua|ketiga|ahli|biasa|key|main|first|second)"
_NUMBER = r"(?:[ _-]*\d{1,3}[a-z]?|[ _-](?:[a-z]|[ivx]{1,4}))"
_ROLES = {
    **dict.fromkeys(_INTERVIEWER, SpeakerRole.INTERVIEWER),
    **dict.fromkeys(_INFORMANT, SpeakerRole.INFORMANT),
    **dict.fromkeys(_OTHER, SpeakerRole.OTHER),
}
_ROLE = re.compile(
    rf"({'|'.join(sorted(map(re.escape, _ROLES), key=len, reverse=True))})"
    rf"(?: {_QUALIFIERS})?{_NUMBER}?(?:, ?[^,]+)?(?: ?\([^)]*\))?"
)
_LETTER = re.compile(r"([pntjqairsm])(?:[ _-]?\d{1,3})?")
_MACHINE = re.compile(r"(?:speaker|penutur|pembicara|spk)[ _-]?[\da-z]{1,3}")
_CODE = re.compile(r"[A-Z]{1,6}(?:[-_ ]?[A-Z]{1,4})?[-_ ]?[\dOlI]{1,4}[a-zA-Z]?")
_PARTICLES = frozenset(
    (
        "bin",
        "binti",
        "van",
        "von",
        "de",
        "der",
        "den",
        "la",
        "le",
        "da",
        "di",
        "du",
        "dos",
        "el",
        "al",
        "ibn",
        "dan",
        "and",
        "of",
        "si",
        "sang",
        "y",
    )
)
_HONORIFICS = frozenset(
    (
        "bapak",
        "bpk",
        "pak",
        "ibu",
        "bu",
        "h",
        "hj",
        "haji",
        "hajah",
        "mas",
        "mbak",
        "mbah",
        "kang",
        "cak",
        "ning",
        "kyai",
        "kiai",
        "ustadz",
        "ustad",
        "ustaz",
        "gus",
        "nyai",
        "saudara",
        "saudari",
        "sdr",
        "sdri",
        "tuan",
        "nyonya",
        "nona",
        "raden",
        "rr",
        "rm",
        "dr",
        "drs",
        "dra",
        "ir",
        "prof",
        "mr",
        "mrs",
        "ms",
        "miss",
        "sir",
    )
)


@lru_cache(maxsize=4096)
def fold(label: str) -> str:
    """One spelling of a label's variants: small letters, no full stops, single spaces, no space before a number."""
    text = re.sub(r"[\s.\u00a0]+", " ", label).strip().casefold()
    return re.sub(r"(?<=[^\W\d]) (?=\d)", "", text)


@lru_cache(maxsize=4096)
def fold_name(name: str) -> str:
    """A person's name for comparison: folded, without titles in front, degrees behind, and what is in brackets.

    A name that is nothing but a title keeps it.
    """
    text = re.sub(r"\([^)]*\)", " ", name).split(",")[0]
    words = [re.sub(r"[^\w'’-]", "", word) for word in re.sub(r"[.\s]+", " ", text).casefold().split()]
    words = [word for word in words if word]
    kept = list(words)
    while len(kept) > 1 and kept[0] in _HONORIFICS:
        kept.pop(0)
    return " ".join(kept)


@lru_cache(maxsize=4096)
def known_role(label: str) -> SpeakerRole | None:
    """The role that a label's words name without doubt (Pewawancara, Informan 3, Narasumber (Bu Tini))."""
    match = _ROLE.fullmatch(_words_of(label))
    return _ROLES[match[1]] if match else None


@lru_cache(maxsize=4096)
def role_letter(label: str) -> str | None:
    """The letter of labels such as P, N1, i-2 in small; their meaning depends on the set. None for other labels."""
    match = _LETTER.fullmatch(fold(label))
    return match[1] if match else None


def is_machine_label(label: str) -> bool:
    """Whether a transcription program gave the label (SPEAKER_00, Speaker 1)."""
    return _MACHINE.fullmatch(fold(label)) is not None


def is_generic_informant(label: str) -> bool:
    """Whether the label names an informant without saying which (N, Narasumber, Jawaban, Responden)."""
    return fold(label) in _GENERIC


def is_code(label: str) -> bool:
    """Whether the label is a code for a person (BSR06, INF-2, P3)."""
    return _CODE.fullmatch(label) is not None and any(c.isdigit() or c in "OlI" for c in label[1:])


@lru_cache(maxsize=4096)
def is_metadata_key(label: str) -> bool:
    """Whether the label heads a row of the header (Nama Informan, Hari/Tanggal, Place)."""
    words = re.split(r"[\s/,._-]+", fold(label))
    return 1 <= len(words) <= 5 and (words[0] in _METADATA_HEADS)


@lru_cache(maxsize=4096)
def never_speaks(label: str) -> bool:
    """Whether the word is known to stand before a colon in running text (Catatan, Contoh, https) or in a header.

    A label whose brackets do not close is half a citation: “Creswell (2014:12)”.
    """
    if label.count("(") != label.count(")"):
        return True
    return fold(label) in _NO_LABEL or (is_metadata_key(label) and not is_code(label))


def looks_like_name(label: str) -> bool:
    """Whether every word begins as in a name: with a capital or a number, particles apart; at most six words."""
    words = re.sub(r"\([^)]*\)", " ", label).split()
    return (
        0 < len(words) <= 6
        and words[0][0].isupper()
        and all(
            word[0].isupper() or word[0].isdigit() or word[0] in "'’(&-" or word.strip(".,") in _PARTICLES
            for word in words
        )
    )


def has_title(name: str) -> bool:
    """Whether a name begins with a form of address (Bapak, Ibu, Hj.)."""
    words = re.sub(r"[.\s]+", " ", name).casefold().split()
    return len(words) > 1 and words[0] in _HONORIFICS


def _words_of(label: str) -> str:
    return fold(label).replace("_", " ")
