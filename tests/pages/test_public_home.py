"""Home and the list of partnerships: what each reader sees of the network and of what is due."""

from datetime import UTC, datetime

import pytest
from django.urls import reverse
from django.utils.html import escape

from sistership.window.ground import clock
from sistership.window.pages.public.overview import overview


def names_of(view):
    return [card.name for card in view.cards]


def test_anybody_sees_public_partnerships_signed_ones_first(client, world):
    page = client.get(reverse("home")).content.decode()
    names = ("Kaohsiung</a>", "Kaohsiung × Gdynia</a>", "Kaohsiung × Penang</a>", "Gdynia × Penang</a>")
    assert [page.count(name) for name in names] == [0, 1, 1, 0]
    assert page.index("Kaohsiung × Gdynia</a>") < page.index("Kaohsiung × Penang</a>")
    assert "3 cities, 2 partnerships, 1 with a signed agreement" in page


def test_a_card_counts_promises_and_only_mentions_intentions(world):
    cards = {card.partnership.key: card for card in overview(world.outsider, now=clock.now()).cards}
    signed, unsigned = cards["kaohsiung-gdynia"], cards["kaohsiung-penang"]
    assert (signed.directions, signed.tally.total, signed.tally.state) == (1, 1, "on_track")
    assert (unsigned.tally.total, unsigned.tally.state, unsigned.intentions, unsigned.promoted) == (
        0,
        "",
        1,
        0,
    )
    assert (signed.next_step.milestone.public_id, unsigned.next_step) == (world.milestone.public_id, None)


def test_an_unpublished_partnership_is_there_for_its_own_cities(world):
    now = clock.now()
    assert names_of(overview(world.officer_k, now=now)) == ["Kaohsiung × Gdynia", "Kaohsiung × Penang"]
    assert names_of(overview(world.officer_g, now=now)) == [
        "Kaohsiung × Gdynia",
        "Gdynia × Penang",
        "Kaohsiung × Penang",
    ]


def test_what_is_due_within_days_is_listed_until_it_is_done(world):
    def due(instant):
        return [(step.state, step.on.isoformat()) for step in overview(world.outsider, now=instant).due]

    assert due(datetime(2029, 12, 31, tzinfo=UTC)) == []
    assert due(datetime(2030, 1, 2, tzinfo=UTC)) == [("on_track", "2030-01-31")]
    assert due(datetime(2030, 1, 20, tzinfo=UTC)) == [("at_risk", "2030-01-31")]
    assert due(datetime(2030, 2, 2, tzinfo=UTC)) == [("late", "2030-01-31")]


def test_home_says_when_nothing_is_due(client, world):
    assert (
        "Nothing is due in these days, and nothing is overdue."
        in client.get(reverse("home")).content.decode()
    )
    with clock.at(datetime(2030, 2, 2, tzinfo=UTC)):
        page = client.get(reverse("home")).content.decode()
    assert "Nothing is due" not in page
    assert page.count(reverse("commitment", args=[world.commitment.public_id])) == 1


def test_home_of_an_empty_window(client, db):
    page = client.get(reverse("home")).content.decode()
    assert page.count("No partnership is public yet.") == 1
    assert "figure-map" not in page


def test_query_budget_does_not_grow(client, world, django_assert_max_num_queries):
    client.force_login(world.officer_k)
    for name in ("home", "partnerships"):
        with django_assert_max_num_queries(15):
            assert client.get(reverse(name)).status_code == 200


def test_home_reads_in_chinese(client, world):
    page = client.get("/zh-hant/").content.decode()
    assert page.count("高雄 × 格丁尼亞</a>") == 1
    assert "2025 年 9 月 14 日" in page


@pytest.mark.parametrize("address", ["/en/partnerships/?state=late&q=%E5%8F%B0", "/en/nothing-here/"])
def test_the_page_leads_to_itself_in_each_language(client, world, address):
    page = client.get(address).content.decode()
    for code in ("zh-hant", "en", "pl", "ms"):
        wanted = escape(address.replace("/en/", f"/{code}/"))
        assert f'<a href="{wanted}" lang="{code}" hreflang="{code}"' in page
