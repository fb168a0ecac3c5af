"""The verbs of the audit trail: write its folder, and hold a folder against itself by building its study again.

The folder is written beside its place and put there whole. The same study gives the same bytes, whatever the folder is
called, wherever and whenever it is written.
"""

from __future__ import annotations

import filecmp
import hashlib
import os
import shutil
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from qda import __version__
from qda.model.errors import ConflictError, InputError
from qda.model.garbage import uncollected
from qda.model.problem import Problem
from qda.model.wording import _, settled
from qda.report.audit_folder import CATEGORIES, MANIFEST_JSON, MANIFEST_MD, RECORD, Category, CategoryName, Filing
from qda.report.audit_manifest import Overview, held_against, is_audit_folder, listed_files, strangers

if TYPE_CHECKING:
    from qda.report.audit_material import AuditMaterial
    from qda.store.study import Study
    from qda.store.trail import Replayed


@dataclass(frozen=True, slots=True, kw_only=True)
class Exported:
    """An audit trail that was written.

    Attributes:
        files: How many, the manifest's two among them.
        seal: SHA-256 of MANIFEST.json: whoever has it can tell whether anything was changed later.
        changed: False where the folder was the same before.
    """

    categories: tuple[Category, ...]
    files: int
    bytes: int
    seal: str
    changed: bool
    with_sources: bool


def export_audit(study: Study, folder: Path, *, with_sources: bool = True) -> Exported:
    """Write the audit trail of a study.

    Args:
        study: The open study.
        folder: Where to; a new or empty folder, or one that holds an audit trail, which is replaced.
        with_sources: False leaves out the texts of sources, quotations of them, and what replaying needs.

    Raises:
        InputError: the folder holds something else, or cannot be written.
        ConflictError: another program changed the study meanwhile.
    """
    from qda.store import journal

    place = folder.resolve()
    _free(place, folder)
    try:
        place.parent.mkdir(parents=True, exist_ok=True)
        made = Path(tempfile.mkdtemp(dir=place.parent, prefix=f".{place.name}."))
        try:
            with uncollected(), settled():
                before = journal.entries(study, 1)
                done = _write(study, made, with_sources=with_sources)
                if journal.entries(study, 1) != before:
                    raise ConflictError(
                        _("The study was changed while its audit trail was written."), mend=_("Try again.")
                    )
            if is_audit_folder(place) and _same(made, place):
                return replace(done, changed=False)
            _put_in_place(made, place)
            return done
        finally:
            shutil.rmtree(made, ignore_errors=True)
    except OSError as fault:
        raise InputError(
            _("The folder cannot be written: {fault}.").format(fault=fault.strerror or fault),
            where=str(folder),
            mend=_("Close its files where they are open, or choose another place."),
        ) from None


def _free(place: Path, shown: Path) -> None:
    """Refuse a place where something would be lost."""
    if not place.exists() or (place.is_dir() and not any(place.iterdir())):
        return
    if not place.is_dir():
        raise InputError(_("This is a file, not a folder."), where=str(shown), mend=_("Choose another name."))
    if not is_audit_folder(place):
        raise InputError(
            _("The folder is there already and holds no audit trail; nothing in it is overwritten."),
            where=str(shown),
            mend=_("Choose a new folder, such as audit/"),
        )
    others = strangers(place, listed_files(place))
    if others:
        raise InputError(
            _("The folder holds files that are not of the audit trail: {names}.").format(
                names=", ".join(others[:5]) + (", …" if len(others) > 5 else "")
            ),
            where=str(shown),
            mend=_("Move them elsewhere, or choose a new folder."),
        )


def _write(study: Study, root: Path, *, with_sources: bool) -> Exported:
    from qda.report.audit_instruments import file_instruments
    from qda.report.audit_journal import file_record
    from qda.report.audit_manifest import manifest_json, manifest_lines
    from qda.report.audit_material import read_material
    from qda.report.audit_process import file_intentions, file_process
    from qda.report.audit_products import file_reconstruction, file_reduction
    from qda.report.audit_raw import file_raw_data
    from qda.store.replay import recorded

    material = read_material(study, with_sources=with_sources)
    trail = recorded(study, __version__)
    raw = _filing(root, CATEGORIES[0], material)
    filed = file_raw_data(raw, material)
    others: Sequence[Callable[[Filing, AuditMaterial], None]] = (
        file_reduction,
        file_reconstruction,
        file_process,
        file_intentions,
        file_instruments,
    )
    categories = [raw.closed()]
    for name, file_category in zip(CATEGORIES[1:], others, strict=True):
        filing = _filing(root, name, material)
        file_category(filing, material)
        categories.append(filing.closed())
    record = _filing(root, RECORD, material)
    file_record(record, trail, filed, with_sources=with_sources)
    categories.append(record.closed())

    overview = Overview(
        provenance=material.provenance,
        synthetic=material.synthetic,
        with_sources=with_sources,
        entries=len(trail.entries),
        seal=trail.seals[-1] if trail.seals else "",
    )
    whole = _filing(root, CategoryName(number=0, folder=".", title=RECORD.title, holds=RECORD.holds), material)
    whole.page(MANIFEST_MD, _("Audit trail"), manifest_lines(overview, categories), _("what is in this folder"))
    files = [replace(f, path=f.path.removeprefix("./")) for f in whole.files]
    files += [f for category in categories for f in category.files]
    data = manifest_json(overview, categories, sorted(files, key=lambda f: f.path))
    (root / MANIFEST_JSON).write_bytes(data)
    return Exported(
        categories=tuple(categories),
        files=len(files) + 1,
        bytes=sum(f.bytes for f in files) + len(data),
        seal=hashlib.sha256(data).hexdigest(),
        changed=True,
        with_sources=with_sources,
    )


def _filing(root: Path, name: CategoryName, material: AuditMaterial) -> Filing:
    return Filing(root=root, name=name, synthetic=material.synthetic)


def _same(made: Path, place: Path) -> bool:
    """Whether two folders with manifests hold the same; what the manifests list decides, and both must keep to it."""
    if not filecmp.cmp(made / MANIFEST_JSON, place / MANIFEST_JSON, shallow=False):
        return False
    return not any(problem.fatal for problem in held_against(place, listed_files(place)))


def _put_in_place(made: Path, place: Path) -> None:
    mask = os.umask(0)
    os.umask(mask)
    made.chmod(0o777 & ~mask)
    if not place.exists():
        made.rename(place)
        return
    aside = Path(tempfile.mkdtemp(dir=place.parent, prefix=f".{place.name}."))
    try:
        place.rename(aside / place.name)
        try:
            made.rename(place)
        except OSError:
            (aside / place.name).rename(place)
            raise
    finally:
        shutil.rmtree(aside, ignore_errors=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class Examined:
    """What came of replaying.

    Attributes:
        files: Files that were held against the manifest; 0 for a study file.
        faults: What in the folder is not as the manifest says.
    """

    replayed: Replayed
    files: int
    faults: tuple[Problem, ...]

    @property
    def exit_status(self) -> int:
        """0 where all is as recorded, 1 where anything is not."""
        return int(not self.replayed.identical or any(fault.fatal for fault in self.faults))


def replay_folder(folder: Path, to: Path | None) -> Examined:
    """Hold a folder against its manifest, and build its study from its journal.

    Args:
        folder: An audit trail.
        to: The new study's file, written if the study is the recorded one; None only tries.

    Raises:
        InputError: there is no audit trail, it cannot be read, or was written without the sources.
        StudyError: the new file is there already or cannot be written.
    """
    from qda.report.audit_journal import read_trail
    from qda.store.replay import replay
    from qda.store.trail import Trail

    files = listed_files(folder)
    faults = held_against(folder, files)
    trail: Trail = read_trail(folder)
    return Examined(
        replayed=_tried(lambda path: replay(trail, path, version=__version__), to),
        files=len(files),
        faults=tuple(faults),
    )


def replay_study(study: Study, to: Path | None) -> Examined:
    """Build a study from its own journal: whether everything in it came by a command. Arguments as `replay_folder`.

    Raises:
        StudyError: the new file is there already or cannot be written.
    """
    from qda.store.replay import recorded, replay

    trail = recorded(study, __version__)
    return Examined(replayed=_tried(lambda path: replay(trail, path, version=__version__), to), files=0, faults=())


def _tried(build: Callable[[Path], Replayed], to: Path | None) -> Replayed:
    if to is not None:
        to.parent.mkdir(parents=True, exist_ok=True)
        return build(to)
    with tempfile.TemporaryDirectory() as folder:
        return build(Path(folder) / "replayed.qda")
