from qda.language.opposites import opposites


def test_a_word_finds_its_opposite_in_any_inflection_and_in_both_languages() -> None:
    assert opposites(["harganya", "naik"]) == ("turun",)
    assert opposites(["Membantu"]) == ("menyulitkan",)
    assert opposites(["rarely", "improved"]) == ("always", "worsen")


def test_a_word_with_several_opposites_gives_all_of_them_once() -> None:
    assert opposites(["rukun", "rukun"]) == ("bertengkar", "bersaing")


def test_a_word_without_one_gives_nothing() -> None:
    assert opposites(["perak"]) == ()
