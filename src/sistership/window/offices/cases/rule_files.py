"""A set of rules as a table, out and in alike: a desk by its public id, an officer by e-mail address."""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID

from django.utils.translation import gettext as _

from sistership.common.errors import InputError
from sistership.formats.tables import Cell, RowProblem, Table, TableError, read_csv, read_json, table_of
from sistership.window.offices.cases.actions.rule_sets import RuleGiven, checked
from sistership.window.offices.cases.models import Priority, RoutingRule
from sistership.window.offices.cases.rules import officers_of
from sistership.window.offices.people.models import Account, Organisation, Side

TEXT_COLUMNS = ("service", "concept", "language", "city", "organisation_kind")
COLUMNS = (*TEXT_COLUMNS, "desk", "officer", "priority", "note")
PRIORITIES = {one.name.lower(): one.value for one in Priority}


def rules_table(rules: list[RoutingRule]) -> Table:
    """The rules in their order."""
    names = {value: name for name, value in PRIORITIES.items()}
    return table_of(
        COLUMNS,
        [
            {name: getattr(rule, name) for name in (*TEXT_COLUMNS, "note")}
            | {
                "desk": str(rule.desk.public_id) if rule.desk else None,
                "officer": rule.officer.email if rule.officer else None,
                "priority": names[rule.priority],
            }
            for rule in rules
        ],
    )


def read_rules(content: bytes, *, file: str, side: Side) -> list[RuleGiven]:
    """The rules of a file. Raises TableError that names every wrong row and field."""
    table = (read_json if file.lower().endswith(".json") else read_csv)(content, file=file)
    unknown = [name for name in table.columns if name not in COLUMNS]
    if unknown:
        raise InputError(
            _("The column %(name)s is not known here") % {"name": unknown[0]},
            where=file,
            allowed=", ".join(COLUMNS),
        )
    desks = {str(one.public_id): one for one in Organisation.objects.filter(city=side.city)}
    officers = {one.email: one for one in officers_of(side.city)}
    found: list[RuleGiven] = []
    problems: list[RowProblem] = []
    for number, record in table.records():
        try:
            given = _given(record, desks, officers)
            checked(side, given)
        except InputError as error:
            problems.append(RowProblem(number, error.where, error.what, error.allowed))
        else:
            found.append(given)
    if problems:
        raise TableError(file, problems)
    if not found:
        raise InputError(_("There are no rules in the file"), where=file, allowed=", ".join(COLUMNS))
    return found


def _given(
    record: Mapping[str, Cell], desks: Mapping[str, Organisation], officers: Mapping[str, Account]
) -> RuleGiven:
    desk, officer = record.get("desk"), (record.get("officer") or "").strip().lower()
    priority = (record.get("priority") or "normal").strip().lower()
    if desk and _uuid(desk) not in desks:
        raise InputError(
            _("'%(given)s' is no body of this city") % {"given": desk},
            where="desk",
            allowed=_("the identifier of a body of your city, or nothing for the window's own desk"),
        )
    if officer and officer not in officers:
        raise InputError(
            _("%(person)s is no officer of this city") % {"person": officer},
            where="officer",
            allowed=", ".join(officers),
        )
    if priority not in PRIORITIES:
        raise InputError(_("This priority does not exist"), where="priority", allowed=", ".join(PRIORITIES))
    return RuleGiven(
        **{name: (record.get(name) or "").strip() for name in (*TEXT_COLUMNS, "note")},
        desk=desks[_uuid(desk)] if desk else None,
        officer=officers.get(officer),
        priority=PRIORITIES[priority],
    )


def _uuid(given: str) -> str:
    try:
        return str(UUID(given.strip()))
    except ValueError:
        return ""
