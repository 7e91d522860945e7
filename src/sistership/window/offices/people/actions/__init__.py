"""Every write to people: cities, organisations, persons, partnerships, accounts, roles and tokens."""

from sistership.window.offices.people.actions.accounts import (
    add_account,
    check_email,
    grant_role,
    note_account_change,
    revoke_role,
    set_account_active,
    set_password,
    set_profile,
)
from sistership.window.offices.people.actions.calendars import (
    DayGiven,
    remove_local_day,
    set_local_day,
    set_local_days,
    set_office_hours,
)
from sistership.window.offices.people.actions.city_packs import PackChange, SectionChange, import_city
from sistership.window.offices.people.actions.merging import merge_records
from sistership.window.offices.people.actions.particulars import (
    Threshold,
    edit_city_facts,
    remove_law_link,
    remove_official_level,
    remove_term,
    set_law_link,
    set_official_level,
    set_publishing,
    set_term,
)
from sistership.window.offices.people.actions.partnerships import (
    add_partnership,
    edit_partnership,
    set_desk_email,
    set_desk_organisation,
)
from sistership.window.offices.people.actions.persons import add_person, add_post
from sistership.window.offices.people.actions.places import (
    add_city,
    add_organisation,
    edit_city,
    edit_organisation,
)
from sistership.window.offices.people.actions.registers import (
    Amended,
    New,
    NewPost,
    add_cities,
    add_organisations,
    add_persons,
    amend_all,
)
from sistership.window.offices.people.actions.tokens import (
    TOKEN_PREFIX,
    issue_api_token,
    note_api_token_used,
    revoke_api_token,
    token_digest,
)

__all__ = [
    "TOKEN_PREFIX",
    "Amended",
    "DayGiven",
    "New",
    "NewPost",
    "PackChange",
    "SectionChange",
    "Threshold",
    "add_account",
    "add_cities",
    "add_city",
    "add_organisation",
    "add_organisations",
    "add_partnership",
    "add_person",
    "add_persons",
    "add_post",
    "amend_all",
    "check_email",
    "edit_city",
    "edit_city_facts",
    "edit_organisation",
    "edit_partnership",
    "grant_role",
    "import_city",
    "issue_api_token",
    "merge_records",
    "note_account_change",
    "note_api_token_used",
    "remove_law_link",
    "remove_local_day",
    "remove_official_level",
    "remove_term",
    "revoke_api_token",
    "revoke_role",
    "set_account_active",
    "set_desk_email",
    "set_desk_organisation",
    "set_law_link",
    "set_local_day",
    "set_local_days",
    "set_office_hours",
    "set_official_level",
    "set_password",
    "set_profile",
    "set_publishing",
    "set_term",
    "token_digest",
]
