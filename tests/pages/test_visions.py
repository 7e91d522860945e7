"""Pages of visions: an officer records axes and what serves them; anybody reads where two visions meet."""

from __future__ import annotations

import csv
import io

import pytest
from django.urls import reverse

from sistership.window.offices.visions.models import Alignment, Axis, Vision
from sistership.window.offices.visions.queries import served_by

pytestmark = [pytest.mark.django_db, pytest.mark.database]


@pytest.fixture
def key(world):
    return world.kaohsiung_gdynia.key


def _post(client, name, args, **values):
    return client.post(reverse(name, args=args), values)


def test_an_officer_records_a_vision_an_axis_and_what_serves_it(client, world, key):
    client.force_login(world.officer_g)
    assert (
        _post(client, "desk_add_vision", [key, world.side_g.public_id], title_pl="Gdynia 2030").status_code
        == 302
    )
    vision = Vision.objects.get(city=world.gdynia)
    answer = _post(
        client, "desk_add_axis", [key, vision.public_id], name_pl="Port", code="A", goals=["14", "9.4"]
    )
    assert answer.status_code == 302
    axis = Axis.objects.get(vision=vision)
    form = client.get(reverse("desk_commitment_serves", args=[key, world.commitment.public_id]))
    answer = _post(
        client,
        "desk_commitment_serves",
        [key, world.commitment.public_id],
        version=form.context["version"],
        axes_gdynia=[str(axis.public_id)],
        goals=["13"],
    )
    assert answer.status_code == 302
    found = served_by([world.commitment]).commitments[world.commitment.pk]
    assert (found.axes, found.goals) == ([world.axis, axis], ["13"])
    page = client.get(reverse("visions", args=[key])).content.decode()
    assert "Port" in page
    assert f'href="#{world.axis.public_id}-{axis.public_id}"' in page


def test_another_citys_axes_are_not_offered_and_not_taken(client, world, key):
    client.force_login(world.officer_g)
    address = reverse("desk_commitment_serves", args=[key, world.commitment.public_id])
    form = client.get(address)
    assert "Liveability" not in form.content.decode()
    client.post(address, {"version": form.context["version"], "goals": ["1"], "axes_kaohsiung": []})
    assert Alignment.objects.filter(axis=world.axis, commitment=world.commitment).exists()
    assert _post(client, "desk_edit_axis", [key, world.axis.public_id], name_en="Ours").status_code == 403


def test_a_vision_without_a_name_comes_back_with_what_is_wrong(client, world, key):
    client.force_login(world.officer_k)
    answer = _post(client, "desk_add_vision", [key, world.side_k.public_id], until_year="12")
    assert answer.status_code == 422
    assert not Vision.objects.exclude(pk=world.vision.pk).exists()


def test_the_csv_has_a_row_for_each_crossing(client, world, key):
    client.force_login(world.officer_g)
    _post(client, "desk_add_vision", [key, world.side_g.public_id], title_pl="Gdynia 2030")
    vision = Vision.objects.get(city=world.gdynia)
    _post(client, "desk_add_axis", [key, vision.public_id], name_pl="Port")
    content = client.get(reverse("visions_csv", args=[key])).content.decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(content)))
    assert [(row["first_axis"], row["second_axis"], row["running"]) for row in rows] == [
        ("Liveability", "Port", "0")
    ]


def test_the_commitment_page_names_what_it_serves(client, world):
    client.force_login(world.officer_k)
    page = client.get(reverse("commitment", args=[world.commitment.public_id])).content.decode()
    assert "Liveability" in page
