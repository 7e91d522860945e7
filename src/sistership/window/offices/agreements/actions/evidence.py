"""File evidence, and answer it: by page, or by the one-time link in the letter to the other side's desk."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from urllib.parse import urlsplit

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from sistership.common.canonical import canonical_json, digest
from sistership.common.errors import InputError, StateError
from sistership.window.ground import clock
from sistership.window.ground.ids import Ref
from sistership.window.ground.models import StoredFile
from sistership.window.ground.texts import write_texts
from sistership.window.offices.agreements.actions.following import tell_followers
from sistership.window.offices.agreements.actions.letters import (
    ANSWER,
    answer_in_words,
    ask_partners,
    filing_in_words,
    tell_filer,
)
from sistership.window.offices.agreements.actions.projection import project_commitment
from sistership.window.offices.agreements.models import (
    Commitment,
    Evidence,
    EvidenceEvent,
    EvidenceKind,
    Milestone,
)
from sistership.window.offices.agreements.states import EVIDENCE_TABLE, EvidenceState
from sistership.window.offices.journal import actions as journal
from sistership.window.offices.notices import actions as notices
from sistership.window.offices.people.models import Side

Texts = Mapping[str, str]


def _check(
    evidence_kind: str, url: str, file: StoredFile | None, value: Decimal | None, record: Ref | None
) -> None:
    wanted = {
        EvidenceKind.FILE: (file is not None, _("Evidence of this kind needs a file"), "file"),
        EvidenceKind.LINK: (bool(url), _("Evidence of this kind needs an address"), "url"),
        EvidenceKind.FIGURE: (value is not None, _("Evidence of this kind needs a number"), "value"),
        EvidenceKind.RECORD: (
            record is not None,
            _("Evidence of this kind needs a record of this window"),
            "record",
        ),
    }
    if evidence_kind not in wanted:
        raise InputError(
            _("'%(evidence_kind)s' is no kind of evidence") % {"evidence_kind": evidence_kind},
            where="kind",
            allowed=", ".join(EvidenceKind.values),
        )
    is_there, what, field = wanted[EvidenceKind(evidence_kind)]
    if not is_there:
        raise InputError(what, where=field)
    if url and urlsplit(url).scheme not in ("http", "https"):
        raise InputError(
            _("'%(url)s' is not a web address") % {"url": url}, where="url", allowed=_("http:// or https://")
        )


@transaction.atomic
def file_evidence(
    *,
    actor: Ref,
    commitment: Commitment,
    side: Side,
    evidence_kind: str,
    titles: Texts,
    on: date,
    milestone: Milestone | None = None,
    url: str = "",
    file: StoredFile | None = None,
    value: Decimal | None = None,
    units: Texts | None = None,
    record: Ref | None = None,
    record_title: str = "",
    is_public: bool = True,
    is_example: bool = False,
) -> Evidence:
    """File what shows a promise (or one step of it) for a side that owes it, and ask the other sides.

    Each other side with a desk address gets a letter with a one-time link. Raises StateError for a
    dropped commitment, InputError for a kind without its content.
    """
    if commitment.dropped_on:
        raise StateError(_("This commitment was dropped; nothing can be filed for it"))
    if side.pk not in {owing.pk for owing in commitment.owing.all()}:
        raise InputError(_("Only a side that owes the commitment can file evidence for it"), where="side")
    if milestone and milestone.commitment_id != commitment.pk:
        raise InputError(_("That step belongs to another commitment"), where="milestone")
    if not any(title.strip() for title in titles.values()):
        raise InputError(_("Say in a few words what the evidence shows"), where="title")
    _check(evidence_kind, url, file, value, record)
    evidence = Evidence.objects.create(
        commitment=commitment,
        milestone=milestone,
        evidence_kind=evidence_kind,
        side=side,
        on=on,
        url=url,
        file=file,
        value=value,
        record_kind=record.kind if record else "",
        record_id=record.public_id if record else None,
        record_title=record_title,
        record_digest=digest(canonical_json([*record, record_title])) if record else "",
        is_public=is_public,
        is_example=is_example,
    )
    write_texts(evidence, {"title": titles, **({"unit": units} if units else {})})
    _happen(evidence, "filed", side=side, actor=actor)
    _happen(evidence, "asked", side=None, actor=actor)
    project_commitment(commitment)
    evidence.refresh_from_db()
    _journal(actor, "evidence.filed", evidence, titles=dict(titles), on=on, value=value)
    ask_partners(evidence)
    tell_followers(commitment, lambda code: filing_in_words(evidence, code), evidence=evidence)
    return evidence


def _journal(actor: Ref, action: str, evidence: Evidence, **data: object) -> None:
    journal.record(
        action=action,
        actor=actor,
        subject=evidence.ref,
        partnership_id=evidence.commitment.partnership.public_id,
        data=data,
    )


def _happen(
    evidence: Evidence, event: str, *, side: Side | None, actor: Ref, reason: str = "", language: str = ""
) -> EvidenceEvent:
    return EvidenceEvent.objects.create(
        evidence=evidence,
        at=clock.now(),
        event=event,
        side=side,
        account_id=actor.public_id if actor.kind == "account" else None,
        reason=reason,
        reason_language=language,
    )


def current_state(evidence: Evidence) -> EvidenceState:
    """The state now: awaiting turns into one-sided when the agreed days have passed."""
    if evidence.one_sided_from and evidence.one_sided_from <= clock.now():
        return EvidenceState.ONE_SIDED
    return EvidenceState(evidence.base_state)


def _locked(evidence: Evidence) -> Evidence:
    return (
        Evidence.objects.select_for_update(of=("self",))
        .select_related("side", "commitment__partnership")
        .get(pk=evidence.pk)
    )


def _state_word(state: EvidenceState) -> str:
    """The state as the pages name it."""
    return {
        EvidenceState.FILED: _("Filed"),
        EvidenceState.AWAITING: _("Awaiting partner"),
        EvidenceState.CONFIRMED: _("Confirmed"),
        EvidenceState.DISPUTED: _("Disputed"),
        EvidenceState.ONE_SIDED: _("One-sided"),
        EvidenceState.WITHDRAWN: _("Withdrawn"),
    }[state]


def _event_word(event: str) -> str:
    """What would happen to the evidence, as a deed."""
    return {
        "asked": pgettext("deed on evidence", "ask the other side"),
        "confirmed": pgettext("deed on evidence", "confirm"),
        "disputed": pgettext("deed on evidence", "dispute"),
        "answered": pgettext("deed on evidence", "answer the dispute"),
        "withdrawn": pgettext("deed on evidence", "withdraw"),
    }[event]


def _listed(words: list[str]) -> str:
    return pgettext("between items of a list", ", ").join(words)


def _require_allowed(evidence: Evidence, event: str) -> None:
    state = current_state(evidence)
    if (state, event) not in EVIDENCE_TABLE:
        allowed = sorted(name for at, name in EVIDENCE_TABLE if at is state and name != "term passed")
        raise StateError(
            _("The state of this evidence is “%(state)s”; “%(event)s” cannot follow it")
            % {"state": _state_word(state), "event": _event_word(event)},
            allowed=_listed([_event_word(name) for name in allowed]) or _("nothing more"),
        )


@transaction.atomic
def answer_evidence(
    *,
    actor: Ref,
    evidence: Evidence,
    side: Side,
    is_confirmed: bool,
    reason: str = "",
    language: str = "",
) -> Evidence:
    """Confirm or dispute, for a side that did not file it. A dispute needs a reason."""
    evidence = _locked(evidence)
    if side.partnership_id != evidence.commitment.partnership_id or side.pk == evidence.side_id:
        raise InputError(_("Only another side of the partnership can answer this evidence"), where="side")
    event = "confirmed" if is_confirmed else "disputed"
    _require_allowed(evidence, event)
    if not is_confirmed and not reason.strip():
        raise InputError(_("Say why you dispute it, so that the other side can answer"), where="reason")
    _happen(evidence, event, side=side, actor=actor, reason=reason.strip(), language=language)
    notices.withdraw_tokens(evidence.ref, purpose=ANSWER)
    project_commitment(evidence.commitment)
    evidence.refresh_from_db()
    _journal(actor, f"evidence.{event}", evidence, side=side.public_id, reason=reason.strip())
    tell_filer(evidence, side=side, is_confirmed=is_confirmed, reason=reason.strip())
    tell_followers(evidence.commitment, lambda code: answer_in_words(evidence, side, code), evidence=evidence)
    return evidence


@transaction.atomic
def answer_by_link(*, secret: str, is_confirmed: bool, reason: str = "", language: str = "") -> Evidence:
    """Answer with the one-time link from the letter; the link works once."""
    token = notices.use_token(secret, purpose=ANSWER)
    evidence = Evidence.objects.get(public_id=token.about_id)
    assert token.side_id is not None
    side = Side.objects.get(public_id=token.side_id)
    return answer_evidence(
        actor=Ref("one_time_token", token.public_id),
        evidence=evidence,
        side=side,
        is_confirmed=is_confirmed,
        reason=reason,
        language=language,
    )


@transaction.atomic
def answer_dispute(*, actor: Ref, evidence: Evidence, reason: str, language: str = "") -> Evidence:
    """Answer the other side's reasons; the evidence awaits them again."""
    evidence = _locked(evidence)
    _require_allowed(evidence, "answered")
    if not reason.strip():
        raise InputError(_("Say what you answer to the other side's reasons"), where="reason")
    _happen(evidence, "answered", side=evidence.side, actor=actor, reason=reason.strip(), language=language)
    project_commitment(evidence.commitment)
    evidence.refresh_from_db()
    _journal(actor, "evidence.answered", evidence, reason=reason.strip())
    ask_partners(evidence)
    return evidence


@transaction.atomic
def withdraw_evidence(*, actor: Ref, evidence: Evidence, reason: str = "", language: str = "") -> Evidence:
    """Take evidence back; it stays in the record as withdrawn and counts for nothing."""
    evidence = _locked(evidence)
    _require_allowed(evidence, "withdrawn")
    _happen(evidence, "withdrawn", side=evidence.side, actor=actor, reason=reason.strip(), language=language)
    notices.withdraw_tokens(evidence.ref, purpose=ANSWER)
    project_commitment(evidence.commitment)
    evidence.refresh_from_db()
    _journal(actor, "evidence.withdrawn", evidence, reason=reason.strip())
    return evidence
