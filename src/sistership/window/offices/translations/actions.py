"""Write and sign translations, and give texts to the machine.

1. A translation is written against one revision of its source; where the source changed meanwhile, nothing is
   written and the person sees what changed.
2. A machine's draft becomes a translation when a person signs it, as it is or corrected; the journal says
   who.
3. Only published texts leave for the service, unless the person who asks confirms that others may.
"""

from __future__ import annotations

from collections.abc import Sequence

from django.db import transaction
from django.utils.translation import gettext

from sistership.common.errors import InputError, StateError
from sistership.common.text import LANGUAGE_NAMES, LANGUAGES
from sistership.window.ground import clock
from sistership.window.ground.ids import Ref
from sistership.window.ground.models import LocalizedText, TextStatus, TranslationProposal
from sistership.window.ground.records import Record
from sistership.window.ground.tasks import enqueue
from sistership.window.ground.texts import write_machine_draft, write_texts
from sistership.window.offices.journal import actions as journal
from sistership.window.offices.journal.actions import SYSTEM
from sistership.window.offices.people.models import Partnership
from sistership.window.offices.translations.kinds import KINDS
from sistership.window.offices.translations.models import DraftBatch, DraftItem
from sistership.window.offices.translations.queries import Unit, is_translator_configured

MOST_TEXTS = 500
"""In one batch: what an officer can look through afterwards."""
STEP = "sistership.window.offices.translations.tasks.draft"


def record_of(owner: Ref) -> Record | None:
    """The record that owns a text, held until the transaction ends; None where it is gone."""
    rows = KINDS[owner.kind].model._default_manager.select_for_update()
    return rows.filter(public_id=owner.public_id).order_by("pk").first()  # no join that cannot be held


def _person_id(record: Record) -> Ref | None:
    path = KINDS[record.kind()].person
    person: Record | None = getattr(record, path) if path else None
    return person.ref if person else None


def _note(
    actor: Ref, action: str, record: Record, partnership: Partnership, *, field: str, language: str,
    before: str, after: str, reason: str = "",
) -> None:  # fmt: skip
    person = _person_id(record)
    journal.record(
        action=action,
        actor=actor,
        subject=record.ref,
        partnership_id=partnership.public_id,
        data={
            "before": {field: {language: before}},
            "after": {field: {language: after}},
            "reason": reason,
        },
        person_id=person.public_id if person else None,
    )


@transaction.atomic
def write_translation(
    *,
    actor: Ref,
    owner: Ref,
    partnership: Partnership,
    field: str,
    language: str,
    text: str,
    source_revision: int,
    reason: str = "",
) -> bool:
    """Write a text's translation, or sign it as it stands; whether anything changed.

    `reason` says why warnings were kept. Raises InputError for an empty text, StateError where the source is
    no longer at `source_revision` or the wording in this language is authentic.
    """
    record = record_of(owner)
    if record is None:
        raise StateError(gettext("The record is no longer there"))
    text = text.strip()
    if not text:
        raise InputError(gettext("Write the translation"), where="text")
    rows = list(
        LocalizedText.objects.filter(
            owner_kind=owner.kind, owner_id=owner.public_id, field=field
        ).select_for_update()
    )
    newest = max((row.revision for row in rows if row.is_authentic), default=0)
    present = next((row for row in rows if row.language == language), None)
    if newest != source_revision:
        raise StateError(
            gettext("The source changed while you were translating"),
            next_step=gettext("Compare your translation with the source as it reads now, and save again"),
        )
    if present and present.is_authentic:
        raise StateError(
            gettext("The wording in %(language)s is authentic by now")
            % {"language": LANGUAGE_NAMES.get(language, language)},
            next_step=gettext("Correct it on the page of the record"),
        )
    if (
        present
        and present.text == text
        and present.status == TextStatus.TRANSLATION
        and (present.source_revision or 0) >= newest
    ):
        return False
    proposal = TranslationProposal.objects.filter(
        owner_kind=owner.kind, owner_id=owner.public_id, field=field, language=language
    ).first()
    is_as_proposed = text in (present.text if present else "", proposal.text if proposal else "")
    write_texts(record, {field: {language: text}})
    _note(
        actor,
        "translation.signed" if is_as_proposed else "translation.written",
        record,
        partnership,
        field=field,
        language=language,
        before=present.text if present else "",
        after=text,
        reason=reason.strip(),
    )
    return True


@transaction.atomic
def request_drafts(
    *,
    actor: Ref,
    partnership: Partnership,
    language: str,
    units: Sequence[Unit],
    includes_internal: bool = False,
) -> DraftBatch:
    """Give texts to the machine; a task drafts them step by step.

    Raises StateError where no service is configured or a batch into the language is under way already, and
    InputError where nothing is left to draft.
    """
    if language not in LANGUAGES:
        raise InputError(
            gettext("'%(language)s' is no language of the window") % {"language": language},
            where="language",
            allowed=", ".join(LANGUAGES),
        )
    if not is_translator_configured():
        raise StateError(
            gettext("No translation service is configured"),
            next_step=gettext("Translate by hand, or ask the administrator to configure one"),
        )
    Partnership.objects.select_for_update().get(pk=partnership.pk)
    running = DraftBatch.objects.filter(
        partnership=partnership, language=language, state=DraftBatch.State.RUNNING
    )
    if running.exists():
        raise StateError(
            gettext("The machine is drafting texts in %(language)s already")
            % {"language": LANGUAGE_NAMES[language]},
            next_step=gettext("Wait until it is done, or stop it"),
        )
    wanted = [unit for unit in units if includes_internal or unit.is_public][:MOST_TEXTS]
    if not wanted:
        raise InputError(
            gettext("There is no published text to draft"),
            next_step=gettext("Publish the records, or confirm that unpublished texts may leave the window"),
        )
    batch = DraftBatch.objects.create(
        partnership=partnership,
        language=language,
        requested_by=actor.public_id if actor.kind == "account" else None,
        includes_internal=includes_internal,
        next_attempt_at=clock.now(),
    )
    DraftItem.objects.bulk_create(
        DraftItem(batch=batch, owner_kind=unit.owner.kind, owner_id=unit.owner.public_id, field=unit.field)
        for unit in wanted
    )
    journal.record(
        action="translation.drafts_requested",
        actor=actor,
        subject=batch.ref,
        partnership_id=partnership.public_id,
        data={"language": language, "texts_sent": len(wanted), "includes_internal": includes_internal},
    )
    enqueue(STEP, str(batch.public_id))
    return batch


@transaction.atomic
def stop_drafts(*, actor: Ref, batch: DraftBatch) -> None:
    """Send no further text of the batch to the service; what is drafted stays."""
    batch = DraftBatch.objects.select_for_update().select_related("partnership").get(pk=batch.pk)
    if batch.state != DraftBatch.State.RUNNING:
        return
    batch.state = DraftBatch.State.STOPPED
    batch.save(update_fields=["state"])
    journal.record(
        action="translation.drafts_stopped",
        actor=actor,
        subject=batch.ref,
        partnership_id=batch.partnership.public_id,
        data={"language": batch.language},
    )


def keep_draft(*, item: DraftItem, batch: DraftBatch, unit: Unit, text: str) -> str:
    """Store what the machine made of one text; the new state of the item. Call inside a transaction."""
    record = record_of(unit.owner)
    if record is None:
        return DraftItem.State.NOT_NEEDED
    if not text:
        return DraftItem.State.REFUSED
    made = write_machine_draft(record, unit.field, unit.language, text, source_revision=unit.source_revision)
    if made == "not_needed":
        return DraftItem.State.NOT_NEEDED
    _note(
        SYSTEM,
        "translation.drafted",
        record,
        batch.partnership,
        field=unit.field,
        language=unit.language,
        before="" if made == "proposal" else unit.target,
        after=text,
    )
    return DraftItem.State.DRAFTED
