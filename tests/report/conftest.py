"""A small study with its account, made once a session in each language."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from qda.model.wording import forget_language, use_language
from qda.report.account import StudyAccount
from qda.report.gather import gather
from qda.store.study import Study
from tests.report.small_study import run_small_study

Account = Callable[[str], StudyAccount]


@pytest.fixture(scope="session")
def accounts(tmp_path_factory: pytest.TempPathFactory) -> Account:
    """The account of the small study in a language."""
    made: dict[str, StudyAccount] = {}

    def account(language: str) -> StudyAccount:
        if language not in made:
            file = run_small_study(tmp_path_factory.mktemp(f"small-{language}"), language)
            use_language(language)
            with Study.open(file) as study:
                made[language] = gather(study)
            forget_language()
        return made[language]

    return account


@pytest.fixture
def account(accounts: Account) -> StudyAccount:
    """That of the small study in English."""
    return accounts("en")


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """The small study in a folder of the test's own; the path of its file."""
    return run_small_study(tmp_path / "studi")
