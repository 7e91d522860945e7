"""The journal of a partnership: who reads it, what of it, and the head of its chain."""

import re

import pytest
from django.urls import reverse
from django.utils.html import escape
from django.utils.translation import override

from sistership.window.offices.journal.models import Chain, Entry
from sistership.window.pages.public.journal import ENTRIES_PER_PAGE
from sistership.window.pages.public.journal_values import said_in
from sistership.window.pages.public.words import JOURNAL_WORDS


@pytest.mark.parametrize(
    ("reader", "key", "status"),
    [
        (None, "kaohsiung-gdynia", 403),
        ("outsider", "kaohsiung-gdynia", 403),
        ("officer_p", "kaohsiung-gdynia", 403),
        ("councillor_k", "kaohsiung-gdynia", 200),
        ("officer_g", "kaohsiung-gdynia", 200),
        ("administrator", "kaohsiung-gdynia", 200),
        ("officer_k", "gdynia-penang", 404),
        ("officer_p", "gdynia-penang", 200),
    ],
)
def test_who_reads_the_journal(client, world, reader, key, status):
    if reader:
        client.force_login(getattr(world, reader))
    assert client.get(reverse("partnership_journal", args=[key])).status_code == status


def test_entries_stand_newest_first_with_the_head_of_the_chain(client, world):
    client.force_login(world.officer_k)
    page = client.get(reverse("partnership_journal", args=["kaohsiung-gdynia"])).content.decode()
    chain = Chain.objects.get(partnership_id=world.kaohsiung_gdynia.public_id)
    newest = Entry.objects.filter(chain=chain).order_by("-sequence")[:ENTRIES_PER_PAGE]
    names = [escape(JOURNAL_WORDS[entry.action]) for entry in newest]
    assert len(set(names)) > 1
    assert re.findall('<h2 class="entry-name">(.*?)</h2>', page) == names
    assert page.count(f"sistership journal verify --head {chain.head}") == 1


def test_values_are_for_staff(client, world):
    address = reverse("partnership_journal", args=["kaohsiung-gdynia"])
    for reader, seen in ((world.councillor_k, False), (world.officer_k, True)):
        client.force_login(reader)
        page = client.get(address, {"page": 2}).content.decode()
        assert ("What it says" in page) is seen
        assert ("Economic memorandum" in page) is seen


def test_long_journals_come_in_pages(client, world):
    from sistership.window.offices.agreements.actions import promises

    for number in range(ENTRIES_PER_PAGE):
        promises.add_milestone(
            actor=world.officer_k.ref, commitment=world.commitment, titles={"en": f"Step {number}"}
        )
    client.force_login(world.officer_g)
    address = reverse("partnership_journal", args=["kaohsiung-gdynia"])
    first, last = (client.get(address, {"page": page}).content.decode() for page in (1, 3))
    assert first.count('<h2 class="entry-name">Step added</h2>') == ENTRIES_PER_PAGE
    assert first.count("<span>officer-k</span>") == ENTRIES_PER_PAGE
    assert last.count("Partnership added") == 1


def test_values_are_told_in_words():
    payload = {"titles": {"en": "A", "pl": ""}, "owing": ["k", "g"], "on": "2025-09-14", "is_public": False}
    told = said_in([{**payload, "role": "officer", "empty": [], "note": None, "unheard_of": 0}, {}])
    assert told == [
        [
            ("Public", "no"),
            ("Date", "14 September 2025"),
            ("Owed by", "k, g"),
            ("Role", "window officer"),
            ("Title › English", "A"),
            ("unheard_of", "0"),
        ],
        [],
    ]


def test_values_name_cities_as_the_reader_does(world):
    with override("zh-hant"):
        assert said_in([{"city": "kaohsiung"}, {"cities": ["gdynia", "atlantis"]}]) == [
            [("城市", world.kaohsiung.localized("name").text("zh-hant"))],
            [("城市", f"{world.gdynia.localized('name').text('zh-hant')}、atlantis")],
        ]


def test_every_entry_of_a_partnership_has_words(world):
    actions = Entry.objects.filter(chain__is_installation=False).values_list("action", flat=True)
    assert len(set(actions)) > 10
    assert set(actions) - set(JOURNAL_WORDS) == set()
