"""Whose words a passage is evidence of, where it runs over several turns."""

from __future__ import annotations

from pathlib import Path
from random import Random

import pytest

from qda.display.find import find
from qda.model.ids import Id, new_id
from qda.model.records import Case, Code, Coding, Kind, Source, Speaker, SpeakerRole, Technique, Turn
from qda.store import cases, codebook, codings, sources
from qda.store.frames import coding_frame
from qda.store.sources import NewSource
from qda.store.study import Study
from tests.display.counted_anew import whose

ROLES = {
    "P": SpeakerRole.INTERVIEWER,
    "C": SpeakerRole.OTHER,
    "Ani": SpeakerRole.INFORMANT,
    "Budi": SpeakerRole.INFORMANT,
    "Bud": SpeakerRole.INFORMANT,
}
TALK = (
    ("P", "Was it the price of yarn, then?"),
    ("Ani", "Yes, dear."),
    ("Budi", "Dear, yes!"),
    ("C", "(a phone rings)"),
    ("Bud", "Much."),
    ("P", "And now?"),
    (None, "They nod."),
)


def talk(study: Study, name: str, turns: tuple[tuple[str | None, str], ...]) -> tuple[Id, str, list[tuple[int, int]]]:
    """A talk of label and words; Bud is another name of Budi. Gives the text and the spans of the turns."""
    made, text, spans = new_id(), "", []
    speakers = {
        label: Speaker(id=new_id(), source=made, label=label, role=role, case=next(iter(_case(study, label)), None))
        for label, role in ROLES.items()
        if label in {label for label, _words in turns}
    }
    for label, words in turns:
        text += f"{label}: " if label else ""
        spans.append((len(text), len(text) + len(words)))
        text += f"{words}\n"
    with study.command("import", name):
        sources.add(
            study,
            NewSource(
                source=Source(id=made, name=name, kind=Kind.INTERVIEW, technique=Technique.INTERVIEW, text=text),
                speakers=tuple(speakers.values()),
                turns=tuple(
                    Turn(source=made, start=start, end=end, speaker=speakers[label].id if label else None)
                    for (label, _words), (start, end) in zip(turns, spans, strict=True)
                ),
                words=len(text.split()),
            ),
        )
    return made, text, spans


def _case(study: Study, label: str) -> list[Id]:
    return [case.id for case in cases.listed(study) if case.name == label]


@pytest.fixture
def study(tmp_path: Path) -> Study:
    made = Study.create(tmp_path / "talk.qda", title="Talk")
    with made.command("cases"):
        cases.save(made, Case(id=new_id(), name="Budi"))
        cases.save(made, Case(id=new_id(), name="Bud", same_as="Budi"))
        codebook.save(made, [Code(id=new_id(), path="price")])
    return made


def code(study: Study, source: Id, text: str, *spans: tuple[int, int], informant: Id | None = None) -> None:
    price = codebook.listed(study)[0].id
    with study.command("code"):
        codings.add_many(
            study,
            [
                Coding(
                    id=new_id(),
                    source=source,
                    start=start,
                    end=end,
                    quote=text[start:end],
                    code=price,
                    coder="ana",
                    at=study.now(),
                    informant=informant,
                )
                for start, end in spans
            ],
        )


@pytest.mark.parametrize(
    ("begins", "ends", "label", "turn"),
    [
        ("Was", "then", "P", 0),
        ("Was", "then?\nAni", "P", 0),  # the label of the next turn is nobody's words
        ("Was", "then?\nAni: Y", "Ani", 1),  # one letter of hers, and all of the question
        ("Was", "dear.", "Ani", 1),
        ("price", "Dear, yes", "Ani", 1),  # seven letters each: the earlier
        ("es, dear", "Dear, yes", "Budi", 2),
        ("Yes", "Dear", "Ani", 1),
        ("Yes", "Much", "Budi", 2),  # his seven letters and the four under his other name
        ("(a ph", "rings)", "C", 3),
        ("rings", "And", "Bud", 4),
        ("And", "nod", None, 6),  # nobody is known to speak there: at any rate it is no question
        ("And", "now?", "P", 5),
    ],
)
def test_a_passage_over_several_turns_is_the_informants_with_most_words_in_it(
    study: Study, begins: str, ends: str, label: str | None, turn: int
) -> None:
    source, text, _spans = talk(study, "W1", TALK)
    start = text.index(begins)
    span = start, text.index(ends, start) + len(ends)
    code(study, source, text, span)
    row = coding_frame(study).iloc[0]
    assert (row["speaker"] if isinstance(row["speaker"], str) else None) == label
    assert row["turn"] == turn
    role = row["role"] if isinstance(row["role"], str) else None
    assert role == (ROLES[label].value if label else None)
    [found] = find(study, "code:price").places
    assert found.speaker == label
    assert len(find(study, f"code:price AND speaker={label}").places) == (label is not None)


def test_a_coding_that_names_the_informant_keeps_the_name(study: Study) -> None:
    source, text, _spans = talk(study, "W1", TALK)
    code(study, source, text, (text.index("Was"), text.index("dear.")), informant=_case(study, "Budi")[0])
    row = coding_frame(study).iloc[0]
    assert (row["speaker"], row["role"], row["informant"]) == ("Ani", "informant", "Budi")


@pytest.mark.parametrize("number", range(12))
def test_frames_and_searches_agree_with_a_count_letter_by_letter(study: Study, number: int) -> None:
    r = Random(number)
    words = ("kain", "café", "12", "…", "—", "👩‍👩‍👧", "ya", "(ya)", "tidak")
    for name in ("W1", "W2", "W3"):
        turns = tuple(
            (r.choice((*ROLES, None)), " ".join(r.choice(words) for _ in range(r.randint(1, 5)))) for _ in range(9)
        )
        source, text, spans = talk(study, name, turns)
        edges = [sorted(r.sample(range(len(text) + 1), 2)) for _ in range(25)]
        code(study, source, text, *((start, end) for start, end in edges))
        rows = [
            {"start": start, "end": end, "speaker": label, "role": ROLES[label].value if label else None,
             "case": label if label in ("Budi", "Bud") else None}
            for (label, _words), (start, end) in zip(turns, spans, strict=True)
        ]  # fmt: skip
        frame = coding_frame(study)
        mine = frame[frame["source"] == name]
        found = {(p.start, p.end): p.speaker for p in find(study, "code:price", source=name).places}
        for start, end, turn, speaker in zip(*(mine[c] for c in ("start", "end", "turn", "speaker")), strict=True):
            expected = whose(rows, text, start, end, {"Bud": "Budi"})
            said = (turn, speaker) if expected is not None else (None, None)
            assert expected is None or turn == expected, text[start:end]
            assert expected is not None or not isinstance(speaker, str), text[start:end]
            assert found[start, end] == (rows[expected]["speaker"] if expected is not None else None), said
