"""Who owns registers, breaches and requests of persons."""

from __future__ import annotations

from sistership.window.ground.ownership import Ownership
from sistership.window.offices.duty.models import (
    Breach,
    BreachNotice,
    PersonRequest,
    PrivacyContact,
    ProcessingActivity,
    TransferBasis,
)

OWN = "the city"
_CONCERNED = "the cities whose data are concerned"

OWNERSHIP = {
    "duty.PrivacyContact": Ownership(OWN, lambda city: PrivacyContact.objects.filter(city=city)),
    "duty.ProcessingActivity": Ownership(OWN, lambda city: ProcessingActivity.objects.filter(city=city)),
    "duty.TransferBasis": Ownership(OWN, lambda city: TransferBasis.objects.filter(city=city)),
    "duty.Breach": Ownership(_CONCERNED, lambda city: Breach.objects.filter(cities=city)),
    "duty.Breach_cities": Ownership(
        _CONCERNED, lambda city: Breach.cities.through.objects.filter(breach__cities=city)
    ),
    "duty.BreachNotice": Ownership(_CONCERNED, lambda city: BreachNotice.objects.filter(breach__cities=city)),
    "duty.BreachReminder": Ownership("the installation", note="that a letter was written"),
    "duty.PersonRequest": Ownership(
        "the city that was asked", lambda city: PersonRequest.objects.filter(city=city)
    ),
    "duty.RetentionRun": Ownership("the installation", note="how many rows were let go"),
}
