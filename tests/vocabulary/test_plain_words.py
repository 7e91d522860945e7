"""The list of plain words, and what is learnt of words from the vocabulary's terms."""

import pytest

from sistership.common.errors import InputError
from sistership.matching.text.parts import parts_layer
from sistership.vocabulary.domain_concepts import DomainConcept
from sistership.vocabulary.plain_words import COLUMNS, plain_words, read_plain_words


def test_every_row_has_words_in_every_language() -> None:
    heads = [row["en"][0].lower() for row in plain_words()]
    assert len(heads) > 4000
    for row in plain_words():
        assert row.keys() == set(COLUMNS)
        assert all(len(set(words)) == len(words) for words in row.values()), row


@pytest.mark.parametrize("row", ["a\tb\tc", "a\t\tc\td", "a|\tb\tc\td"])
def test_a_row_that_does_not_fit_is_named(row: str) -> None:
    with pytest.raises(InputError, match="row 2"):
        list(read_plain_words("\t".join(COLUMNS) + f"\n{row}\n", file="words.tsv"))
    with pytest.raises(InputError, match="heading"):
        list(read_plain_words("en\tpl\n", file="words.tsv"))


def test_a_word_is_learnt_from_the_terms_in_which_it_stands() -> None:
    rows = (
        ("渡輪服務", "ferry service", "usługa promowa", "perkhidmatan feri"),
        ("渡輪碼頭", "ferry terminal", "terminal promowy", "terminal feri"),
        ("貨櫃碼頭", "container terminal", "terminal kontenerowy", "terminal kontena"),
        ("清潔服務", "cleaning service", "usługa czyszczenia", "perkhidmatan pembersihan"),
    )
    domain = {
        terms[1]: DomainConcept(
            str(number),
            "service",
            "",
            {language: (term,) for language, term in zip(("zh-hant", "en", "pl", "ms"), terms, strict=True)},
            (),
            "",
            "",
        )
        for number, terms in enumerate(rows)
    }
    layer = parts_layer(domain)

    def meant(language: str, word: str) -> str:
        return max(layer.stems.of(layer.keys[language][word]), key=lambda one: one[1])[0]

    assert meant("ms", "feri") == "ferri"
    assert meant("ms", "terminal") == "termin"
    assert meant("ms", "perkhidmatan") == "servic"
    assert meant("zh-hant", "渡轮") == "ferri"
    assert "kontena" not in layer.keys["ms"]  # it stands in one concept alone
