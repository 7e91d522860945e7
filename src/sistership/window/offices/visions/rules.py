"""Who may write a city's vision. Everybody reads it: a vision is published by the city itself."""

from __future__ import annotations

import rules

from sistership.window.offices.people.models import City
from sistership.window.offices.people.rules import Reader, grants_of, is_staff_of_partnership


@rules.predicate
def is_staff_of_city(reader: Reader, city: City) -> bool:
    return city.pk in grants_of(reader).staff_cities


rules.add_perm("vision.write", is_staff_of_city)
rules.add_perm("goals.write", is_staff_of_partnership)
