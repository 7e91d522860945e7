"""Choosing the wording for a reader."""

from sistership.common.text import Localized, Variant, locale_name


def _localized(*languages: str) -> Localized:
    return Localized({language: Variant(text=f"in {language}", language=language) for language in languages})


def test_reader_gets_their_language_else_english_else_any():
    assert _localized("zh-hant", "en", "pl").text("pl") == "in pl"
    assert _localized("zh-hant", "en").text("pl") == "in en"
    assert _localized("zh-hant").text("pl") == "in zh-hant"
    assert _localized("de").text("pl") == "in de"


def test_absent_text_is_falsy_and_empty():
    assert not Localized({})
    assert Localized({}).text("en") == ""
    assert Localized({}).best("en") is None


def test_catalogue_folder_of_a_language():
    assert [locale_name(code) for code in ("zh-hant", "en", "pl")] == ["zh_Hant", "en", "pl"]
