"""Choosing the wording for a reader, and messages that can be told again in another language."""

import pickle

from sistership.common.text import Localized, Variant, filled, joined, locale_name


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


CHINESE = {
    "There are %(count)s cells": "有 %(count)s 格",
    "%(place)s holds %(kind)s": "%(place)s 是%(kind)s",
    "a number": "數字",
    "100% wrong": "100% 錯誤",
}


def _chinese(words):
    return words.retold(lambda message: CHINESE.get(message, message), comma="、")


def test_filled_message_is_english_text_and_can_be_told_again():
    words = filled("There are %(count)s cells", count=3)
    assert words == "There are 3 cells"
    assert _chinese(words) == "有 3 格"
    assert f"{words}!" == "There are 3 cells!"


def test_values_that_are_messages_are_told_again_and_plain_ones_stay():
    words = filled("%(place)s holds %(kind)s", place="a number", kind=filled("a number"))
    assert words == "a number holds a number"
    assert _chinese(words) == "a number 是數字"


def test_lists_take_the_comma_of_the_language():
    words = joined("pl", filled("a number"), joined("en", "ms"))
    assert words == "pl, a number, en, ms"
    assert _chinese(words) == "pl、數字、en、ms"


def test_percent_sign_of_a_message_without_values_is_one():
    assert filled("100% wrong") == "100% wrong"
    assert _chinese(filled("100% wrong")) == "100% 錯誤"
    assert filled("%(share)s sure", share="50%") == "50% sure"


def test_filled_message_survives_a_process():
    words = pickle.loads(pickle.dumps(filled("There are %(count)s cells", count=3)))
    assert words == "There are 3 cells"
    assert _chinese(words) == "有 3 格"
