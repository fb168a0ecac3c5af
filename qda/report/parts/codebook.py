"""The codebook: how large, whence its codes, what it looks like; in full in an appendix."""

from __future__ import annotations

from collections.abc import Iterator

from qda.model.code_words import origin_kind, origin_word
from qda.model.document import Block, Heading, Run, Section, Table, TableRow
from qda.model.wording import _, plural
from qda.report.account import CodeAccount, StudyAccount
from qda.report.prose import bold, column, listing, paragraph, row, runs, see, table


def codebook(account: StudyAccount) -> tuple[Section, ...]:
    """The part within the chapter."""
    codes = account.codebook.codes
    blocks: list[Block] = [
        Heading(text=_("Data condensation: the codebook and how themes were derived"), key="codebook-part")
    ]
    if not codes:
        blocks.append(paragraph(_("The study has no codebook, so nothing is coded.")))
        return (Section(blocks=tuple(blocks)),)
    blocks += [
        paragraph(
            tree_sentence(account),
            runs(
                _("{table} shows the main themes; the whole codebook with its definitions is {appendix}."),
                table=see("themes"),
                appendix=see("codebook"),
            ),
        ),
        _themes(account),
        Heading(text=_("How themes were derived"), level=2, key="origin"),
        paragraph(origin_sentence(account), _unused(account), _revised(account)),
    ]
    return (Section(blocks=tuple(blocks)),)


def codebook_appendix(account: StudyAccount) -> tuple[Section, ...]:
    """Every code with its definition."""
    if not account.codebook.codes:
        return ()
    language = account.language
    rows = [
        row(
            (bold(one.code.label_in(language)), Run(text=f"\n{one.code.path}")),
            _definition(one),
            origin_word(one.code.origin),
            one.informants,
            one.texts,
            one.codings,
            indent=one.code.path.count("/"),
        )
        for one in account.codebook.codes
    ]
    return (
        Section(
            page=True,
            landscape=True,
            blocks=(
                Heading(text=_("Codebook")),
                table(
                    "codebook",
                    _("The codebook with definitions and use"),
                    [
                        column(_("Code"), 2.4),
                        column(_("Definition, what belongs to it, what does not"), 5.0),
                        column(_("Origin"), 0.9),
                        column(_("Informants"), 1.0, right=True),
                        column(_("Texts"), 0.6, right=True),
                        column(_("Codings"), 0.85, right=True),
                    ],
                    rows,
                    source=_(
                        "Each code counts those below it too. Informants count people, each once; texts are "
                        "sources in which nobody is known to speak."
                    ),
                ),
            ),
        ),
    )


def tree_sentence(account: StudyAccount) -> str:
    """How many codes on how many levels, how many rules."""
    codes = account.codebook.codes
    top = [one for one in codes if one.code.parent is None]
    levels = max(one.code.path.count("/") for one in codes) + 1
    defined = sum(bool(one.code.definition or one.code.brief) for one in codes)
    if levels == 1:
        text = _("The codebook has {codes} codes, all on one level; {defined} have a definition.")
    else:
        text = _(
            "The codebook has {codes} codes under {top} main themes, on {levels} levels; {defined} have a definition."
        )
    text = text.format(codes=len(codes), top=len(top), levels=levels, defined=defined)
    if account.codebook.rules:
        text += " " + plural(
            "{n} rule lets the program find passages by their words.",
            "{n} rules let the program find passages by their words.",
            account.codebook.rules,
        ).format(n=account.codebook.rules)
    return text


def origin_sentence(account: StudyAccount) -> str:
    """How many codes came from theory, how many from the data, and of how many this is not recorded."""
    kinds = [origin_kind(one.code.origin) for one in account.codebook.codes]
    prior, emergent, unknown = (kinds.count(kind) for kind in ("a-priori", "emergent", ""))
    if unknown == len(kinds):
        return _("The codebook does not record whether its codes came from theory or from the data.")
    text = _("{prior} codes were set beforehand (a priori) and {emergent} emerged from the data.").format(
        prior=prior, emergent=emergent
    )
    return f"{text} {_('Of {n} the origin is not recorded.').format(n=unknown)}" if unknown else text


def _themes(account: StudyAccount) -> Table:
    top = [one for one in account.codebook.codes if one.code.parent is None]
    below: dict[str, list[CodeAccount]] = {}
    for one in account.codebook.codes:
        if one.code.parent is not None:
            below.setdefault(one.code.path.split("/")[0], []).append(one)
    rows: list[TableRow] = [
        row(
            (bold(one.code.label_in(account.language)),),
            one.code.brief or one.code.definition,
            len(below.get(one.code.path, ())),
            one.informants,
            one.texts,
            one.codings,
        )
        for one in top
    ]
    return table(
        "themes",
        _("Main themes of the codebook"),
        [
            column(_("Theme"), 1.8),
            column(_("Definition"), 3.6),
            column(_("Codes below it"), 0.9, right=True),
            column(_("Informants"), 1.1, right=True),
            column(_("Texts"), 0.7, right=True),
            column(_("Codings"), 0.9, right=True),
        ],
        rows,
        source=_(
            "Informants count people, each once, however often they speak of a theme; texts are sources in which "
            "nobody is known to speak."
        ),
    )


def _unused(account: StudyAccount) -> str:
    empty = [one.code.label_in(account.language) for one in account.codebook.codes if not one.codings]
    if not empty:
        return _("Every code is used.")
    return plural("{n} code is used nowhere: {names}.", "{n} codes are used nowhere: {names}.", len(empty)).format(
        n=len(empty), names=listing(empty, 12)
    )


def _revised(account: StudyAccount) -> str:
    book, said = account.codebook, []
    if book.revised:
        said.append(
            plural(
                "The definition or rules of {n} code were changed on the way; earlier versions are kept.",
                "The definitions or rules of {n} codes were changed on the way; earlier versions are kept.",
                len(book.revised),
            ).format(n=len(book.revised))
        )
    if book.retired:
        said.append(
            plural("{n} code was taken out of use.", "{n} codes were taken out of use.", book.retired).format(
                n=book.retired
            )
        )
    return " ".join(said)


def _definition(one: CodeAccount) -> tuple[Run, ...]:
    code = one.code
    parts: list[Run] = [Run(text=code.definition or code.brief or _("no definition"))]
    told = (
        (_("Belongs to it"), "; ".join(code.include)),
        (_("Does not"), "; ".join(code.exclude)),
        (_("Typical"), code.typical),
        (_("Close but no"), code.close_but_no),
    )
    for label, text in told:
        if text:
            parts += [Run(text=f"\n{label}: ", italic=True), Run(text=text)]
    return tuple(parts)


def code_names(account: StudyAccount, paths: Iterator[str]) -> list[str]:
    """Labels of codes by path; a path that is no code stays as it is."""
    labels = {one.code.path: one.code.label_in(account.language) for one in account.codebook.codes}
    return [labels.get(path, path) for path in paths]
