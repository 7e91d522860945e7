"""The way in: text of any kind to a draft, or a clear answer why not."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial

from sistership.common.errors import InputError
from sistership.common.text import filled, gettext_noop
from sistership.reading.chinese.article import read_chinese
from sistership.reading.draft import Draft
from sistership.reading.language import detect_language
from sistership.reading.latin.article import read_latin
from sistership.reading.latin.english import ENGLISH
from sistership.reading.latin.polish import POLISH

LONGEST_TEXT = 200_000
"""Characters; about a hundred pages. Longer texts are no article and no agreement."""

_READERS: dict[str, Callable[..., Draft | None]] = {
    "zh-Hant": read_chinese,
    "en": partial(read_latin, lexicon=ENGLISH),
    "pl": partial(read_latin, lexicon=POLISH),
}


def read_text(text: str, *, published_on: date | None = None) -> Draft:
    """Draft what a press article, notice or agreement reports, every field with its span in ``text``.

    ``published_on`` overrides the date printed in the text when days such as 昨(18)日 are resolved.
    Raises InputError for a text that is empty, too long, in a language without rules, or mere furniture.
    """
    if not text.strip():
        raise InputError(
            gettext_noop("The text is empty"),
            next_step=gettext_noop("Give a text with at least one sentence"),
        )
    if len(text) > LONGEST_TEXT:
        raise InputError(
            filled(gettext_noop("The text has %(count)s characters"), count=f"{len(text):,}"),
            allowed=filled(gettext_noop("at most %(count)s characters"), count=f"{LONGEST_TEXT:,}"),
            next_step=gettext_noop("Cut out the article or the agreement and read it alone"),
        )
    language = detect_language(text)
    reader = _READERS.get(language or "")
    if reader is None:
        raise InputError(
            filled(
                gettext_noop("The text is in a language that cannot be read yet (%(language)s)"),
                language=language or filled(gettext_noop("too few letters to tell")),
            ),
            allowed=gettext_noop("Traditional Chinese, English, Polish"),
            next_step=gettext_noop(
                "Enter the agreement or the visit by hand, or give a text in one of these languages"
            ),
        )
    draft = reader(text, published_on=published_on)
    if draft is None:
        raise InputError(
            gettext_noop(
                "The text holds only page furniture: captions, buttons or teasers of other articles"
            ),
            next_step=gettext_noop("Copy the page again with the article itself"),
        )
    return draft
