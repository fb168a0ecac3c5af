"""Informants and sources: who was heard, what was read, who was asked what."""

from __future__ import annotations

from collections.abc import Iterator

from qda.model.day import day
from qda.model.document import Block, Heading, Section, Table, TableColumn, TableRow
from qda.model.wording import _, plural
from qda.report.account import InformantAccount, SourceAccount, StudyAccount
from qda.report.parts import seen
from qda.report.parts.extent import people_sentence, sources_sentence
from qda.report.prose import cell, column, group, italic, listing, paragraph, row, runs, see, table
from qda.report.told import told, wanted
from qda.report.words import kind_heading

MOST_ATTRIBUTES = 4  # columns of attributes that still fit an upright page
_NEVER_SHOWN = ("group", "role")  # they stand in columns of their own
_MOST_ROWS = 60


def sample(account: StudyAccount) -> tuple[Section, ...]:
    """The part with its tables."""
    return (
        Section(
            blocks=(
                Heading(text=_("Informants and sources of data"), key="sample"),
                *_overview(account),
                Heading(text=_("Informants"), level=2, key="people"),
                *_informants(account),
                Heading(text=_("Sources of data"), level=2, key="sources-part"),
                *_sources(account),
                Heading(text=_("What was asked"), level=2, key="asked-part"),
                *_questions(account),
            )
        ),
    )


def _overview(account: StudyAccount) -> Iterator[Block]:
    yield paragraph(sources_sentence(account), people_sentence(account))
    sites = listing(list(dict.fromkeys(source.site for source in account.material if source.site)), most=8)
    if sites:
        yield paragraph(_("Site of the study: {sites}.").format(sites=sites))
    if account.synthetic:
        yield paragraph(
            _("{n} of {all} sources are synthetic: their people and words were made up for practice.").format(
                n=account.synthetic, all=len(account.sources)
            )
        )
    yield from told(
        account,
        "sampling",
        "approach",
        "refusals",
        seen={
            "sampling": seen.sampling(account),
            "approach": seen.approach(account),
            "refusals": seen.refusals(account),
        },
    )


def _informants(account: StudyAccount) -> Iterator[Block]:
    if not account.informants:
        yield paragraph(_("There is no table of informants because nobody is recorded as one."))
        return
    if len(account.informants) > _MOST_ROWS:
        yield from _many(account)
    else:
        yield from _each(account)
    yield from _unnamed(account)


def _many(account: StudyAccount) -> Iterator[Block]:
    """More people than a table can name: a row for each group."""
    yield paragraph(
        runs(_("{table} counts the informants by group; each of them is listed by: qda cases"), table=see("informants"))
    )
    yield table(
        "informants",
        _("Informants by group"),
        [
            column(_("Group"), 3.0),
            column(_("Informants"), 1.0, right=True),
            column(_("Sources"), 1.0, right=True),
            column(_("Codings"), 1.0, right=True),
        ],
        (
            row(
                name or _("no group recorded"),
                sum(one.stands_for for one in people),
                len({source for one in people for source in one.sources}),
                sum(one.codings for one in people),
            )
            for name, people in account.groups
        ),
    )


def _each(account: StudyAccount) -> Iterator[Block]:
    names = _attributes(account.informants)
    yield paragraph(
        runs(
            _("{table} lists the informants with the sources they are heard in and the codings of their words."),
            table=see("informants"),
        ),
        _("Names are those of the cases table; where pseudonyms are used there, they are used here."),
    )
    yield table(
        "informants",
        _("Informants by group"),
        [
            column(_("Informant"), 1.8),
            column(_("Role"), 1.6),
            *(column(_heading(name), 1.1) for name in names),
            column(_("Sources"), 1.0, right=True),
            column(_("Codings"), 1.0, right=True),
        ],
        _informant_rows(account, names),
        source=_("Sources and codings count what stands in the study; a person under two names is listed once."),
    )


def _unnamed(account: StudyAccount) -> Iterator[Block]:
    """Who is known at second hand only, who has no name, who is no case."""
    quoted = [one.name for one in account.informants if one.quoted_only]
    if quoted:
        yield paragraph(
            _("Known only from documents or notes that quote them: {names}.").format(names=listing(quoted, 12))
        )
    if account.unspecified:
        yield paragraph(
            _("Unnamed informants, who may be anybody already listed: {names}.").format(
                names=listing(account.unspecified, 8)
            )
        )
    if account.unjoined:
        yield paragraph(
            plural(
                "{n} speaker is not joined to a case and stands under the label of the transcript: {names}.",
                "{n} speakers are not joined to a case and stand under the labels of their transcripts: {names}.",
                len(account.unjoined),
            ).format(n=len(account.unjoined), names=listing(account.unjoined, 8))
        )


def _informant_rows(account: StudyAccount, names: tuple[str, ...]) -> Iterator[TableRow]:
    for name, people in account.groups:
        yield group(
            _("{group} ({n})").format(group=name or _("no group recorded"), n=sum(p.stands_for for p in people))
        )
        for one in people:
            yield row(
                one.name,
                one.attribute("role"),
                *(one.attribute(attribute) for attribute in names),
                len(one.sources),
                one.codings,
            )


def _attributes(people: tuple[InformantAccount, ...]) -> tuple[str, ...]:
    """The attributes that fit beside role and group, those most people have first."""
    have: dict[str, int] = {}
    for one in people:
        for name, _value in one.attributes:
            if name not in _NEVER_SHOWN:
                have[name] = have.get(name, 0) + 1
    return tuple(sorted(have, key=lambda name: -have[name])[:MOST_ATTRIBUTES])


def _heading(attribute: str) -> str:
    return attribute.replace("_", " ").capitalize()


def _sources(account: StudyAccount) -> Iterator[Block]:
    if not account.sources:
        yield paragraph(_("There are no sources yet."))
        return
    yield paragraph(runs(_("{table} lists the sources by technique."), table=see("sources")), seen.repeats(account))
    yield _source_table(account.sources)
    copies = [_("{copy} (of {source})").format(copy=s.name, source=s.copy_of) for s in account.sources if s.copy_of]
    if copies:
        yield paragraph(
            _("Copies of other sources, which are no evidence of their own: {names}.").format(names=listing(copies, 8))
        )
    made = [
        _("{source} (from {others})").format(source=s.name, others=listing(s.derived_from, 4))
        for s in account.sources
        if s.derived_from
    ]
    if made:
        yield paragraph(_("Made from other sources: {names}.").format(names=listing(made, 8)))
    for one in account.kept_out:
        yield paragraph(
            _("A passage of {n} characters in {source} was kept out of all evidence: {why}").format(
                n=one.characters, source=one.source, why=one.why
            )
        )
    yield from told(
        account,
        "setting",
        "others_present",
        "recording",
        "field_notes",
        "duration",
        "transcription",
        seen={
            "setting": seen.setting(account),
            "others_present": seen.others_present(account),
            "recording": seen.recording(account),
            "field_notes": seen.field_notes(account),
            "duration": seen.duration(account),
        },
    )


def _source_table(sources: tuple[SourceAccount, ...]) -> Table:
    columns: list[TableColumn] = [
        column(_("Source"), 2.2),
        column(_("Date"), 1.1),
        column(_("Place"), 1.8),
        column(_("Informants heard"), 1.8),
        column(_("Words"), 0.8, right=True),
    ]
    rows: list[TableRow] = []
    shown = sources[:_MOST_ROWS]
    for kind in dict.fromkeys(source.kind for source in shown):
        own = [source for source in sources if source.kind is kind]
        rows.append(group(_("{kind} ({n})").format(kind=kind_heading(kind), n=len(own))))
        rows += [
            row(
                source.name,
                source.date and day(source.date),
                source.place or source.site,
                listing(source.informants, 4),
                source.words,
            )
            for source in shown
            if source.kind is kind
        ]
    rest = len(sources) - len(shown)
    more = plural(
        "{n} further source is listed by: qda sources", "{n} further sources are listed by: qda sources", rest
    ).format(n=rest)
    return table("sources", _("Sources of data by technique"), columns, rows, source=more if rest else "")


def _questions(account: StudyAccount) -> Iterator[Block]:
    if not account.questions:
        yield paragraph(
            _(
                "No interview guide is recorded. Whether an informant who says nothing of a matter was asked about it "
                "can therefore not be told; the report calls it silence only where the transcript shows the question."
            )
        )
        yield from wanted(account, "guide_tested")
        return
    groups = account.questions[0].groups
    yield paragraph(
        runs(
            plural(
                "The interview guide has {n} question; {table} shows to how many informants it was put.",
                "The interview guide has {n} questions; {table} shows to how many informants each was put.",
                len(account.questions),
            ),
            n=len(account.questions),
            table=see("asked"),
        ),
        _("Who was asked and said nothing is silent; who was not asked is not counted as silent."),
    )
    yield table(
        "asked",
        _("Questions of the guide and the informants they were put to"),
        [column(_("Question"), 4.0), *(column(name or "–", 1.0, right=True) for name, _n, _all in groups)],
        (
            row(
                (italic(question.text),), *(cell(f"{asked}/{everybody}") for _name, asked, everybody in question.groups)
            )
            for question in account.questions
        ),
        source=_("Informants asked out of those interviewed in the group."),
    )
    never = [question.key for question in account.questions if not any(n for _g, n, _a in question.groups)]
    if never:
        yield paragraph(_("Put to nobody: {questions}.").format(questions=listing(never)))
    yield from told(account, "guide_tested")
