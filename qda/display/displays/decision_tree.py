"""Decision tree: the yes/no tests before a choice with both their branches, and how often they tell the choice."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from qda.display.branches import Branch, grow, left_out, predicted, walk
from qda.display.case_links import shortened
from qda.display.choices import RULE, Answered, Asked, ask, behind, named
from qda.display.display import display
from qda.display.drawn import network
from qda.display.grid import Ground, ground_of
from qda.display.options import Filtered
from qda.display.page import BOOK, Words
from qda.model.errors import InputError
from qda.model.frames import Material
from qda.model.ids import Id
from qda.model.network import Edge, Layout, Network, Node
from qda.model.records import LinkType
from qda.model.wording import N_, _, number, plural

CITATION = f"{BOOK}, ch. 8."  # page not checked
GIVEN, BEST = "given", "best"
_MOST = 300  # cases above which none is left out to try the tree on it


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionTreeOptions(Filtered):
    """Options of the decision tree."""

    choice: str = field(
        default="",
        metadata={"help": N_("What is chosen: a code, or a condition such as “site=East”.")},
    )
    test: tuple[str, ...] = field(
        default=(), metadata={"help": N_("Tests in the order in which people ask them, each a code or a condition.")}
    )
    order: str = field(
        default=GIVEN,
        metadata={
            "help": N_("Which test comes next: given, as they are named; or best, the one that tells most cases."),
            "choices": (GIVEN, BEST),
        },
    )
    least: int = field(default=1, metadata={"help": N_("Cases that each branch of a test must have."), "least": 1})


@display(
    "decision-tree",
    N_("Decision tree: tests with both their branches, and how often they tell the choice"),
    question=N_("By which questions, one after the other, can it be told who chooses it?"),
    options=DecisionTreeOptions,
    needs=("codings", "cases", "choice"),
    citation=CITATION,
    code="D29",
    gives="network",
)
def decision_tree(material: Material, options: DecisionTreeOptions) -> Network:
    """A node a test or a prediction; a test is put only where it parts the cases that come there.

    Raises:
        InputError: no choice or no test is named, nobody's choice is known, or no test parts the cases.
        FormulaError: a condition or `where` cannot be read.
    """
    ground = ground_of(material, options.where)
    asked = ask(ground, options.choice, options.test)
    known = [case for case in asked.cases if case.chose is not None]
    if not known:
        raise InputError(
            _("Nobody’s choice is known: no case has anything coded, or what is chosen is not recorded."),
            mend=_("Import the cases table: qda cases import cases.xlsx"),
        )
    tests = range(len(asked.tests))
    best = options.order == BEST
    tree = grow(known, tests, best=best, least=options.least)
    if tree.test is None:
        raise InputError(
            _("No test parts those who chose from those who did not."),
            mend=_("Name other tests, or look at the cases: qda display decision-model"),
        )
    places = list(walk(tree))
    tried = left_out(known, tests, best=best, least=options.least) if len(known) <= _MOST else ()
    words = Words(
        kind="decision-tree",
        title=_("Decision tree: {choice}").format(choice=named(ground, asked.choice)),
        reading=_("Read along the arrows: each case comes to a test and takes the branch of its answer."),
        citation=CITATION,
        counts=_("Numbers count cases: those that come to a place, of {n} whose choice is known.").format(n=len(known)),
        rules=(
            _(RULE),
            _("At each place the test is put that tells most cases rightly; among equals the first named.")
            if best
            else _("At each place the next test in order is put that parts the cases there."),
            plural(
                "A branch has at least {n} case, and ends where all its cases chose alike or no test parts them.",
                "A branch has at least {n} cases, and ends where all its cases chose alike or no test parts them.",
                options.least,
            ).format(n=options.least),
            _("A test after which the same is predicted on both sides, as without it, is left out."),
            _("Predicted at an end is what most there do; where they are as many, what is predicted before the test."),
            _("A case whose answer to a test is not known, or not recorded, is not judged from there on."),
        ),
        notes=(*_tried(tree, known, tried), *_left_out(asked)),
    )
    return network(
        material,
        ground,
        words,
        [_node(ground, asked, place, len(known)) for place in places],
        [_edge(ground, asked, place, len(known)) for place in places if place.way],
        Layout.LAYERED,
    )


def _left_out(asked: Asked) -> tuple[str, ...]:
    """Who is no case of the tree, as nobody knows what they chose."""
    names = [case.name for case in asked.cases if case.chose is None]
    told = _("Left out, whether they chose is not known: {names}.")
    return (told.format(names=shortened(names, 20)),) if names else ()


def _key(way: Sequence[bool]) -> str:
    return "".join("+" if answer else "-" for answer in way) or "start"


def _behind(ground: Ground, asked: Asked, cases: Sequence[Answered]) -> tuple[Id, ...]:
    """The passages of some cases on what the tree asks for; of one that has none, which is an answer, all its words."""
    found = list[Id]()
    for case in cases:
        found += behind(ground, [case.name], asked.codes) or [
            ground.entries.ids[i] for i, who in enumerate(ground.entries.informant) if who == case.name
        ]
    return tuple(found)


def _node(ground: Ground, asked: Asked, place: Branch, of: int) -> Node:
    choice = named(ground, asked.choice)
    cases = ", ".join(case.name for case in place.cases)
    end = place.test is None
    verdict = _("{choice}: yes") if place.chooses else _("{choice}: no")
    return Node(
        key=_key(place.way),
        label=verdict.format(choice=choice)
        if place.test is None
        else _("{test}?").format(test=named(ground, asked.tests[place.test])),
        kind="choice" if end else "test",
        detail=_("{hits} of {n} as predicted").format(hits=place.hits, n=len(place.cases)) if end else "",
        people=len(place.cases),
        of=of,
        attributes=((_("Cases"), cases),),
        evidence=_behind(ground, asked, place.cases),
    )


def _edge(ground: Ground, asked: Asked, place: Branch, of: int) -> Edge:
    return Edge(
        start=_key(place.way[:-1]),
        end=_key(place.way),
        type=LinkType.PRECEDES.value,
        label=_("yes") if place.way[-1] else _("no"),
        weight=len(place.cases) / of,
        people=len(place.cases),
        evidence=_behind(ground, asked, place.cases),
    )


def _tried(tree: Branch, known: Sequence[Answered], tried: Sequence[bool | None]) -> list[str]:
    told = {case.name: predicted(tree, case) for case in known}
    judged = [case for case in known if told[case.name] is not None]
    against = [case.name for case in judged if told[case.name] != case.chose]
    chose = sum(case.chose is True for case in judged)
    hits, n = len(judged) - len(against), len(judged)
    guess = max(chose, n - chose)
    notes = [
        _(
            "Hit rate: {hits} of {n} cases ({rate}). Guessing the majority for every case is right in {guess} "
            "({other})."
        ).format(hits=hits, n=n, rate=number(hits / n, 2), guess=guess, other=number(guess / n, 2))
    ]
    others = [(case, said) for case, said in zip(known, tried, strict=False) if said is not None]
    if others:
        right = sum(said == case.chose for case, said in others)
        notes.append(
            _(
                "The tree was grown from these cases. Each left out in turn, and the tree grown from the others, it "
                "tells {right} of {n} ({rate}): that is the honest number."
            ).format(right=right, n=len(others), rate=number(right / len(others), 2))
        )
    else:
        notes.append(
            _(
                "The model was fitted to these cases, so its hit rate is too good: try it on cases that were not used "
                "to make it."
            )
        )
    if against:
        notes.append(_("Against the model, read them again: {names}.").format(names=shortened(against, 20)))
    if unknown := [case.name for case in known if told[case.name] is None]:
        notes.append(
            _("Not judged, an answer is not known or not recorded: {names}.").format(names=shortened(unknown, 20))
        )
    return notes
