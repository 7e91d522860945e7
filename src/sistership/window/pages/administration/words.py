"""Words for what the installation's journal and the outbox name by code."""

from __future__ import annotations

from django.utils.translation import pgettext_lazy

from sistership.common.text import gettext_noop

ABOUT_WORDS = {
    "account": pgettext_lazy("letter about", "an account"),
    "evidence": pgettext_lazy("letter about", "evidence"),
    "commitment": pgettext_lazy("letter about", "a commitment"),
}

INSTALLATION_WORDS = {
    "account.added": pgettext_lazy("journal", "Account added"),
    "account.closed": pgettext_lazy("journal", "Account closed"),
    "account.erased": pgettext_lazy("journal", "Account erased"),
    "account.invited": pgettext_lazy("journal", "Invitation sent"),
    "account.opened": pgettext_lazy("journal", "Account opened again"),
    "account.password_set": pgettext_lazy("journal", "Password set"),
    "account.profile_set": pgettext_lazy("journal", "Name or language of an account changed"),
    "account.role_granted": pgettext_lazy("journal", "Role given"),
    "account.role_revoked": pgettext_lazy("journal", "Role taken away"),
    "city.added": pgettext_lazy("journal", "City added"),
    "city.edited": pgettext_lazy("journal", "City changed"),
    "city.local_day_removed": pgettext_lazy("journal", "Local day removed"),
    "city.local_day_set": pgettext_lazy("journal", "Local day noted"),
    "document.added": pgettext_lazy("journal", "Document added"),
    "example.removed": pgettext_lazy("journal", "Example data removed"),
    "journal.payloads_erased": pgettext_lazy("journal", "Personal data erased"),
    "organisation.added": pgettext_lazy("journal", "Organisation added"),
    "organisation.edited": pgettext_lazy("journal", "Organisation changed"),
    "person.added": pgettext_lazy("journal", "Person added"),
    "person.erased": pgettext_lazy("journal", "Person erased"),
    "person.post_added": pgettext_lazy("journal", "Post of a person added"),
    "token.issued": pgettext_lazy("journal", "Token for a program made"),
    "token.revoked": pgettext_lazy("journal", "Token for a program revoked"),
}

# Sentences that these pages' actions raise without naming a value; listed so that translators find them.
SENTENCES = (
    gettext_noop("Your own account is part of the example and would go with it"),
    gettext_noop("Invite an administrator of your own, and sign in as that one"),
    gettext_noop("A city needs a name in at least one language"),
    gettext_noop("An organisation needs a name in at least one language"),
    gettext_noop("A partnership needs at least two different cities"),
    gettext_noop("An administrator has no city, every other role has one"),
    gettext_noop("Choose a city, or the role of administrator without one"),
    gettext_noop("This is the last administrator of the window"),
    gettext_noop("Make somebody else administrator first"),
    gettext_noop("This account is closed"),
    gettext_noop("Ask the administrator of this window"),
    gettext_noop("This letter was already sent"),
    gettext_noop("A token needs a name by which you know it again"),
    gettext_noop("Whoever forgot it can ask for a new one on the sign-in page"),
    gettext_noop("Change its roles instead"),
    gettext_noop("Change that city"),
    gettext_noop("Choose another key"),
)
