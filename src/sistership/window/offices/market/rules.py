"""Who sees which profiles, how much of them, and who may do what.

| level | what                                       | who                                                   |
| ----- | ------------------------------------------ | ----------------------------------------------------- |
| 0     | the anonymous summary of a published one   | everybody                                             |
| 1     | which organisation it is                   | officers of the other city, once an interest was sent |
| 2     | contacts and documents                     | both parties and both desks, once both said yes       |

The officers of a profile's own city, who check it, see all of it. What one party does not want is told to
nobody: vetoes are read by no rule here, and their number alone is shown to the officers of the own city.
"""

from __future__ import annotations

from collections.abc import Collection

import rules
from django.db.models import Q, QuerySet

from sistership.window.offices.market.models import Interest, Introduction, Profile, SightLevel
from sistership.window.offices.market.states import ProfileState
from sistership.window.offices.people.models import City
from sistership.window.offices.people.rules import Reader, grants_of, visible_cities


@rules.predicate
def is_staff_of_profiles_city(reader: Reader, profile: Profile) -> bool:
    return profile.city_id in grants_of(reader).staff_cities


@rules.predicate
def is_staff_of_either_city(reader: Reader, introduction: Introduction) -> bool:
    cities = {introduction.first.city_id, introduction.second.city_id}
    return bool(cities & grants_of(reader).staff_cities)


@rules.predicate
def is_staff_somewhere(reader: Reader, thing: object = None) -> bool:
    return bool(grants_of(reader).staff_cities)


rules.add_perm("market.use", is_staff_somewhere)
rules.add_perm("profile.work", is_staff_of_profiles_city)
rules.add_perm("introduction.work", is_staff_of_either_city)


def open_profiles(reader: Reader) -> QuerySet[Profile]:
    """Published ones of cities that the reader sees: what everybody reads of them is level 0."""
    return Profile.objects.filter(state=ProfileState.PUBLISHED, city__in=visible_cities(reader))


def own_profiles(reader: Reader) -> QuerySet[Profile]:
    """Profiles of the cities for which the reader works, in any state but erased."""
    own = Profile.objects.filter(city__in=grants_of(reader).staff_cities)
    return own.exclude(state=ProfileState.ERASED)


def visible_profiles(reader: Reader) -> QuerySet[Profile]:
    """Open ones, those of the reader's cities, and those with which their profiles were introduced."""
    staff = grants_of(reader).staff_cities
    met = Introduction.objects.filter(Q(first__city__in=staff) | Q(second__city__in=staff))
    rows = Profile.objects.exclude(state=ProfileState.ERASED)
    return rows.filter(
        Q(state=ProfileState.PUBLISHED, city__in=visible_cities(reader))
        | Q(city__in=staff)
        | Q(pk__in=met.values("first"))
        | Q(pk__in=met.values("second"))
    )


def visible_interests(reader: Reader) -> QuerySet[Interest]:
    """Requests from, and those that were sent to, profiles of the reader's cities."""
    staff = grants_of(reader).staff_cities
    return Interest.objects.filter(Q(profile__city__in=staff) | Q(other__city__in=staff, is_sent=True))


def visible_introductions(reader: Reader) -> QuerySet[Introduction]:
    """Introductions in which a profile of the reader's cities stands."""
    staff = grants_of(reader).staff_cities
    return Introduction.objects.filter(Q(first__city__in=staff) | Q(second__city__in=staff))


def owned_profiles(city: City) -> QuerySet[Profile]:
    """A city's profiles."""
    return Profile.objects.filter(city=city)


def owned_interests(city: City) -> QuerySet[Interest]:
    """Requests from a city's profiles, whose journal it takes along."""
    return Interest.objects.filter(profile__city=city)


def owned_introductions(city: City) -> QuerySet[Introduction]:
    """Introductions of a city's profiles."""
    return Introduction.objects.filter(Q(first__city=city) | Q(second__city=city))


def levels_for_reader(reader: Reader, profiles: Collection[Profile]) -> dict[int, int]:
    """Key of a profile → how much of it an account may see: at most two queries."""
    staff = grants_of(reader).staff_cities
    found = {one.pk: SightLevel.CONTACT if one.city_id in staff else SightLevel.SUMMARY for one in profiles}
    strange = [pk for pk, level in found.items() if level == SightLevel.SUMMARY]
    if not strange or not staff:
        return {pk: int(level) for pk, level in found.items()}
    sent = Interest.objects.filter(is_sent=True)
    told = {
        *sent.filter(profile__in=strange, other__city__in=staff).values_list("profile", flat=True),
        *sent.filter(other__in=strange, profile__city__in=staff).values_list("other", flat=True),
    }
    for pk in told:
        found[pk] = SightLevel.ORGANISATION
    met = Introduction.objects.filter(Q(first__city__in=staff) | Q(second__city__in=staff))
    for pair in met.filter(Q(first__in=strange) | Q(second__in=strange)).values_list("first", "second"):
        for pk in pair:
            if pk in found:
                found[pk] = SightLevel.CONTACT
    return {pk: int(level) for pk, level in found.items()}


def level_for_profile(other: Profile, profile: Profile) -> int:
    """How much of `profile` the owner of `other` may see."""
    if other.pk == profile.pk:
        return int(SightLevel.CONTACT)
    both = Q(first=other, second=profile) | Q(first=profile, second=other)
    is_met = Introduction.objects.filter(both).exists()
    return int(SightLevel.CONTACT if is_met else SightLevel.SUMMARY)
