"""Letters that came in and were not filed: seen by the side that they are for, made a case or put away."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation

from sistership.window.ground.incoming import reason
from sistership.window.offices.cases.models import Case
from sistership.window.offices.notices.collecting import keep
from sistership.window.offices.notices.models import IncomingMessage, Message

pytestmark = [pytest.mark.django_db, pytest.mark.database]


def _client(account) -> Client:
    client = Client()
    client.force_login(account)
    return client


def test_staff_of_the_side_make_a_case_of_a_letter(world):
    officer = _client(world.officer_k)
    page = officer.get(reverse("incoming"))
    assert "By telefax" in page.text
    letter = reverse("incoming_letter", args=[world.incoming.public_id])
    assert "who rents laboratories" in officer.get(letter).text
    assert officer.post(letter, {"side": str(world.side_g.public_id)}).status_code == 422
    assert officer.post(letter, {"side": str(world.side_k.public_id)}).status_code == 302
    case = Case.objects.get(channel="mail")
    assert (case.side, case.subject) == (world.side_k, "By telefax")
    assert Message.objects.filter(to="officer-k@example.org", about_id=case.public_id).exists()
    assert "By telefax" not in officer.get(reverse("incoming")).text
    again = officer.post(reverse("incoming_discard", args=[world.incoming.public_id]))
    assert again.status_code == 404


def test_the_other_city_and_the_administrator_do_not_see_it(world):
    for other in (world.officer_g, world.officer_p, world.administrator):
        assert "telefax" not in _client(other).get(reverse("incoming")).text


def test_the_administrator_gives_a_letter_without_a_side_to_one(world):
    stray = keep(
        b"From: jo@example.net\r\nTo: x@example.net\r\nSubject: Stray\r\nMessage-ID: <s@x>\r\n\r\nHello\r\n"
    )
    administrator = _client(world.administrator)
    assert "Stray" in administrator.get(reverse("incoming")).text
    letter = reverse("incoming_letter", args=[stray.public_id])
    assert administrator.post(letter, {"side": str(world.side_g.public_id)}).status_code == 302
    assert "Stray" not in administrator.get(reverse("incoming")).text
    assert "Stray" in _client(world.officer_g).get(reverse("incoming")).text
    _client(world.officer_g).post(reverse("incoming_discard", args=[stray.public_id]))
    assert IncomingMessage.objects.get(pk=stray.pk).state == "discarded"


def test_staff_choose_whether_a_letter_comes_each_morning(world):
    officer = _client(world.officer_k)
    page = reverse("my_account")
    assert 'name="morning_letter"' in officer.get(page).text
    officer.post(page, {"display_name": "K", "language": "en"})
    assert not world.officer_k.digest_choice.is_daily
    assert 'name="morning_letter"' not in _client(world.outsider).get(page).text


def test_why_a_letter_waits_is_said_in_the_readers_language(world):
    stray = keep(
        b"From: jo@example.net\r\nTo: x@example.net\r\nSubject: Stray\r\nMessage-ID: <s@x>\r\n\r\nHello\r\n"
    )
    known = "It answers a letter of case %(number)s, but not from the enquirer's address"
    stray.reason = "\n".join((stray.reason, reason(known, number="K-1"), "kept in words of its own: 5 %"))
    stray.save()
    said = {}
    for language in ("pl", "zh-hant"):
        with translation.override(language):
            said[language] = stray.why.splitlines()
    assert said["pl"][2] == said["zh-hant"][2] == "kept in words of its own: 5 %"
    for line in (0, 1):
        assert len({said["pl"][line], said["zh-hant"][line], stray.reason.splitlines()[line]}) == 3
    assert "K-1" in said["pl"][1]
