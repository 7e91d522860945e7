"""What each row of a sheet would do: nothing is written here.

1. A row is about the record whose identifier or key it names, else about the one record of the same country
   or city that bears the very name. Everything else that looks alike is a suspicion, and a person decides.
2. An empty cell changes nothing. A name in a language that the record lacks is added; another name for the
   same language is a correction, but where a person said that two are the same it becomes an alias.
3. Rows with one identifier that this window does not know are one record: the first says what it is, the
   others add to it.
4. What was decided once about the same names is proposed again.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any
from uuid import UUID

from django.utils.translation import gettext

from sistership.common.text import LANGUAGE_NAMES
from sistership.formats.sheets import Sheet
from sistership.window.offices.agreements.models import AgreementKind
from sistership.window.offices.imports import rules
from sistership.window.offices.imports.columns import fields_of
from sistership.window.offices.imports.completing import columns_of_new, context_of, resolve
from sistership.window.offices.imports.knowledge import Knowledge, Subject, load
from sistership.window.offices.imports.likeness import Likeness, Named, Suspicion
from sistership.window.offices.imports.models import PairDecision, Register
from sistership.window.offices.imports.rows import Row, read_rows
from sistership.window.offices.people.models import City, Organisation, Person
from sistership.window.offices.people.rules import Reader

NEW, SKIP, ROW = "new", "skip", "row:"
LEAST_SCORE = 0.6
AMENDED = {
    Register.CITIES: ("country", "subdivision", "timezone", "longitude", "latitude", "language", "website"),
    Register.ORGANISATIONS: ("organisation_kind", "city", "website"),
    Register.CONTACTS: ("email", "telephone", "city"),
}


class Verdict(StrEnum):
    """What a row would do."""

    NEW = "new"
    CHANGES = "changes"
    SAME = "same"
    SUSPECT = "suspect"
    ERROR = "error"
    SKIPPED = "skipped"


@dataclass(frozen=True, slots=True)
class Change:
    """One field of a record that a row would change."""

    label: Any
    before: str
    after: str


@dataclass(slots=True)
class Checked:
    """One row with what it would do."""

    row: Row
    verdict: Verdict = Verdict.NEW
    record: Subject | None = None
    """The record that it is about."""
    into: int | None = None
    """The row into which it goes."""
    columns: dict[str, Any] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)
    aliases: list[str] = field(default_factory=list)
    has_new_post: bool = False
    has_partnership: bool = False
    changes: list[Change] = field(default_factory=list)
    suspicions: list[Suspicion] = field(default_factory=list)
    decision: str = ""
    is_remembered: bool = False
    """The decision was made at an earlier import."""
    digest: str = ""


@dataclass(slots=True)
class Check:
    """All rows of a sheet."""

    rows: list[Checked]
    known: Knowledge

    def counts(self) -> dict[str, int]:
        """Verdict → rows."""
        found = Counter(checked.verdict for checked in self.rows)
        return {verdict.value: found.get(verdict, 0) for verdict in Verdict}


def name_digest(register: str, names: tuple[str, ...]) -> str:
    """By which a row with the same names is known again."""
    said = "\n".join(sorted({name.casefold() for name in names}))
    return hashlib.sha256(f"{register}\n{said}".encode()).hexdigest()


def check_sheet(
    register: str,
    reader: Reader,
    sheet: Sheet,
    *,
    mapping: Mapping[str, str],
    options: Mapping[str, Any],
    decisions: Mapping[str, str],
) -> Check:
    """Compare every row with what the window holds and with the rows above it."""
    rows = list(read_rows(sheet, mapping))
    mapped = {field for field in mapping.values() if field}
    known = load(
        register,
        reader,
        (row.all_names() for row in rows),
        with_partnerships="partner_of" in mapped or bool(options.get("partner_of")),
    )
    work = _Work(known, options, mapped, decisions, _remembered(register), set(known.cities))
    checked = [work.check(row) for row in rows]
    known.likeness = Likeness()  # a large index that nobody asks any more
    return Check(checked, known)


def _remembered(register: str) -> dict[str, dict[str, bool]]:
    found: dict[str, dict[str, bool]] = {}
    for digest, record, is_same in PairDecision.objects.filter(register=register).values_list(
        "name_digest", "record_id", "is_same"
    ):
        found.setdefault(digest, {})[str(record)] = is_same
    return found


@dataclass(slots=True)
class _Work:
    """One check on its way down the sheet."""

    known: Knowledge
    options: Mapping[str, Any]
    mapped: set[str]
    decisions: Mapping[str, str]
    remembered: dict[str, dict[str, bool]]
    taken: set[str]
    unknown_ids: dict[UUID, int] = field(default_factory=dict)

    def check(self, row: Row) -> Checked:
        resolve(row, self.known, self.options, self.mapped)
        checked = Checked(row, digest=name_digest(self.known.register, row.all_names()))
        checked.decision = self.decisions.get(str(row.number), "")
        checked.record = self._named_record(row)
        if checked.record is None and not row.is_wrong:
            self._find(checked)
        if checked.decision == SKIP:
            checked.verdict = Verdict.SKIPPED
        elif checked.verdict != Verdict.SUSPECT and not row.is_wrong:
            self._compare(checked)
        if row.is_wrong and checked.verdict != Verdict.SKIPPED:
            checked.verdict, checked.changes = Verdict.ERROR, []
        if checked.verdict == Verdict.NEW:
            self._note(checked)
        return checked

    def _note(self, checked: Checked) -> None:
        """Let rows below be compared with a new one."""
        row = checked.row
        self.taken.add(str(checked.columns.get("key", "")))
        if "public_id" in row.values:
            self.unknown_ids.setdefault(row.values["public_id"], row.number)
        if checked.into is None:
            self.known.likeness.add(self._as_named(row))

    def _as_named(self, row: Row) -> Named:
        is_body = self.known.register == Register.ORGANISATIONS
        return Named(
            id=f"{ROW}{row.number}",
            names=row.all_names(),
            context=context_of(row, self.known),
            website=row.values.get("website", "") if is_body else "",
            email=row.values.get("email", ""),
        )

    def _named_record(self, row: Row) -> Subject | None:
        """The record that the row names by identifier or key, or that alone bears its very name here."""
        given = row.values.get("public_id")
        if given is not None:
            given = self.known.merged.get(given, given)
            if given in self.known.records:
                return self.known.records[given]
        if "key" in row.values and row.values["key"] in self.known.cities:
            return self.known.cities[row.values["key"]]
        context = context_of(row, self.known)
        ids = {one for name in row.names.values() for one in self.known.exact.get(name.casefold(), ())}
        here = [self.known.records[one] for one in sorted(ids)]
        here = [one for one in here if not context or self.known.context_of(one) in ("", context)]
        return here[0] if len(here) == 1 and self._is_surely(row, here[0]) else None

    def _is_surely(self, row: Row, record: Subject) -> bool:
        """Two bodies or cities of one place and name are one; two persons only with one address."""
        if not isinstance(record, Person):
            return True
        return bool(record.email) and record.email.lower() == row.values.get("email", "").lower()

    def _find(self, checked: Checked) -> None:
        """Look for what the row may be the same as, and for what was decided about it."""
        row = checked.row
        same = self.unknown_ids.get(row.values.get("public_id"))  # type: ignore[arg-type]
        if same is not None:
            checked.into = same
            return
        found = [one for one in self.known.likeness.like(self._as_named(row)) if one.score >= LEAST_SCORE]
        earlier = self.remembered.get(checked.digest, {})
        checked.suspicions = [one for one in found if earlier.get(one.id) is not False or checked.decision]
        if not checked.decision:
            sure = [one.id for one in found if earlier.get(one.id)]
            checked.decision, checked.is_remembered = (sure[0], True) if len(sure) == 1 else ("", False)
        allowed = {one.id for one in checked.suspicions}
        if checked.decision.startswith(ROW) and checked.decision in allowed:
            checked.into = int(checked.decision.removeprefix(ROW))
        elif checked.decision in allowed:
            checked.record = self.known.records[UUID(checked.decision)]
        elif checked.decision not in (NEW, SKIP):
            checked.decision = ""
            checked.verdict = Verdict.SUSPECT if checked.suspicions else Verdict.NEW

    def _compare(self, checked: Checked) -> None:
        if checked.record is None:
            checked.names = checked.row.names
            if checked.into is None:
                checked.columns = columns_of_new(checked.row, self.known, self.mapped, self.taken)
            self._compare_partnership(checked)
            return
        self._compare_names(checked, checked.record)
        self._compare_columns(checked, checked.record)
        self._compare_post(checked, checked.record)
        self._compare_partnership(checked)
        checked.verdict = Verdict.CHANGES if checked.changes else Verdict.SAME
        if checked.changes and not self._may_change(checked.record):
            checked.row.fault(
                "name",
                gettext("This body belongs to another city"),
                next_step=gettext("Ask the officers of that city, or the administrator of this window"),
            )

    def _may_change(self, record: Subject) -> bool:
        if not isinstance(record, Organisation):
            return True
        return rules.may_write_city(self.known.reader, record.city_id)

    def _compare_names(self, checked: Checked, record: Subject) -> None:
        has = self.known.names_of(record)
        aliases = self.known.aliases.get(record.public_id, [])
        bears = {*has.values(), *aliases}
        wanted = [name for name in checked.row.aliases if name not in bears]
        for code, name in checked.row.names.items():
            if has.get(code) == name:
                continue
            # Without a column of its own, the language of a name is a guess: a name it bears is no news.
            is_said = f"name_{code.replace('-', '_')}" in self.mapped
            if not is_said and name in bears:
                continue
            if code in has and (checked.decision or not is_said):
                wanted += [name] if name not in bears else []
                continue
            checked.names[code] = name
            label = f"{fields_of(self.known.register)['name'].label} ({LANGUAGE_NAMES.get(code, code)})"
            checked.changes.append(Change(label, has.get(code, ""), name))
        checked.aliases = list(dict.fromkeys(name for name in wanted if name not in checked.names.values()))
        if checked.aliases:
            label = fields_of(self.known.register)["aliases"].label
            checked.changes.append(Change(label, "; ".join(aliases), "; ".join([*aliases, *checked.aliases])))

    def _compare_columns(self, checked: Checked, record: Subject) -> None:
        row, labels = checked.row, fields_of(self.known.register)
        if "key" in row.values and isinstance(record, City) and row.values["key"] != record.key:
            row.fault(
                "key",
                gettext("The short name of a city cannot be changed"),
                allowed=record.key,
                next_step=gettext("Empty the cell"),
            )
        for column in AMENDED[Register(self.known.register)]:
            if column in row.values and row.values[column] != getattr(record, column):
                before, after = getattr(record, column), row.values[column]
                checked.columns[column] = after
                checked.changes.append(Change(labels[column].label, self._shown(before), self._shown(after)))

    def _compare_post(self, checked: Checked, record: Subject) -> None:
        if not isinstance(record, Person):
            return
        body, titles = checked.row.values.get("organisation"), set(checked.row.titles.values())
        if not body and not titles:
            return
        for post in self.known.posts.get(record.pk, []):
            held = {variant.text for variant in post.localized("title").variants.values()}
            if titles <= held and (body is None or post.organisation_id == body.pk):
                return
        checked.has_new_post = True
        said = [*checked.row.titles.values(), self._shown(body) if body else ""]
        checked.changes.append(
            Change(fields_of(self.known.register)["title"].label, "", ", ".join(filter(None, said)))
        )

    def _compare_partnership(self, checked: Checked) -> None:
        """Whether a partnership, or an agreement in it, is missing that the row speaks of."""
        partner = checked.row.values.get("partner_of")
        if not isinstance(partner, City) or partner == checked.record:
            return
        signed = checked.row.values.get("partner_since")
        kind = checked.row.values.get("agreement_kind", AgreementKind.SISTERHOOD)
        pairs: list[int] = []
        if checked.record is not None:
            pairs = self.known.pairs.get(frozenset((partner.pk, checked.record.pk)), [])
        has_agreement = any((pair, kind, signed) in self.known.agreements for pair in pairs)
        if pairs and (signed is None or has_agreement):
            return
        checked.has_partnership = True
        said = [self._shown(partner)]
        if signed:
            said += [str(AgreementKind(kind).label), signed.isoformat()]
        checked.changes.append(
            Change(fields_of(self.known.register)["partner_of"].label, "", ", ".join(said))
        )

    def _shown(self, value: Any) -> str:
        if isinstance(value, City | Organisation):
            return next(iter(self.known.names_of(value).values()), str(value.public_id))
        return "" if value is None else str(value)
