"""Words for what the installation's journal and the outbox name by code."""

from __future__ import annotations

from django.utils.translation import pgettext_lazy

from sistership.window.pages.public.words import JOURNAL_WORDS

ABOUT_WORDS = {
    "account": pgettext_lazy("letter about", "an account"),
    "evidence": pgettext_lazy("letter about", "evidence"),
    "commitment": pgettext_lazy("letter about", "a commitment"),
    "agreement": pgettext_lazy("letter about", "an agreement"),
    "partnership": pgettext_lazy("letter about", "a partnership"),
    "subscription": pgettext_lazy("letter about", "an address to confirm"),
    "visit": pgettext_lazy("letter about", "a visit"),
    "why_question": pgettext_lazy("letter about", "a question of a reader"),
}

INSTALLATION_WORDS = {
    **JOURNAL_WORDS,
    "account.added": pgettext_lazy("journal", "Account added"),
    "account.closed": pgettext_lazy("journal", "Account closed"),
    "account.erased": pgettext_lazy("journal", "Account erased"),
    "account.invited": pgettext_lazy("journal", "Invitation sent"),
    "account.opened": pgettext_lazy("journal", "Account opened again"),
    "account.password_set": pgettext_lazy("journal", "Password set"),
    "account.profile_set": pgettext_lazy("journal", "Name or language of an account changed"),
    "account.role_granted": pgettext_lazy("journal", "Role given"),
    "account.role_revoked": pgettext_lazy("journal", "Role taken away"),
    "calendar_feed.made": pgettext_lazy("journal", "Calendar address made"),
    "calendar_feed.revoked": pgettext_lazy("journal", "Calendar address revoked"),
    "city.added": pgettext_lazy("journal", "City added"),
    "city.edited": pgettext_lazy("journal", "City changed"),
    "city.exported": pgettext_lazy("journal", "Copy of all that belongs to a city made"),
    "city.facts_changed": pgettext_lazy("journal", "Place or calendar of a city changed"),
    "city.imported": pgettext_lazy("journal", "City taken in from a file"),
    "city.law_link_removed": pgettext_lazy("journal", "Link to law removed"),
    "city.law_link_set": pgettext_lazy("journal", "Link to law set"),
    "city.level_removed": pgettext_lazy("journal", "Official level removed"),
    "city.level_set": pgettext_lazy("journal", "Official level set"),
    "city.local_day_removed": pgettext_lazy("journal", "Local day removed"),
    "city.local_day_set": pgettext_lazy("journal", "Local day noted"),
    "city.publishing_set": pgettext_lazy("journal", "Languages of a city set"),
    "city.term_removed": pgettext_lazy("journal", "Term of a city removed"),
    "city.term_set": pgettext_lazy("journal", "Term of a city set"),
    "document.added": pgettext_lazy("journal", "Document added"),
    "example.removed": pgettext_lazy("journal", "Example data removed"),
    "import.started": pgettext_lazy("journal", "Sheet or cards uploaded"),
    "import.discarded": pgettext_lazy("journal", "Uploaded sheet or cards discarded"),
    "register.imported": pgettext_lazy("journal", "Sheet or cards imported"),
    "journal.payloads_erased": pgettext_lazy("journal", "Personal data erased"),
    "organisation.added": pgettext_lazy("journal", "Organisation added"),
    "organisation.edited": pgettext_lazy("journal", "Organisation changed"),
    "person.added": pgettext_lazy("journal", "Person added"),
    "person.erased": pgettext_lazy("journal", "Person erased"),
    "person.post_added": pgettext_lazy("journal", "Post of a person added"),
    "retention.applied": pgettext_lazy("journal", "What was kept long enough let go"),
    "subscription.erased": pgettext_lazy("journal", "Address of a follower erased"),
    "token.issued": pgettext_lazy("journal", "Token for a program made"),
    "token.revoked": pgettext_lazy("journal", "Token for a program revoked"),
    "why_question.erased": pgettext_lazy("journal", "Address of a reader who asked erased"),
}
