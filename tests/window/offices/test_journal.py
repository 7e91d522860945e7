"""The journal: appended inside transactions, verified as a whole, and every tampering found."""

from __future__ import annotations

from uuid import uuid4

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sistership.window.ground.ids import Ref
from sistership.window.offices.journal import actions
from sistership.window.offices.journal.models import Chain, Entry, Payload
from sistership.window.offices.journal.verify import verify

pytestmark = pytest.mark.database
SUBJECT = Ref("commitment", uuid4())


def _problems(**options) -> list[str]:
    return [problem for report in verify(**options) for problem in report.problems]


def _write(count: int = 1, *, partnership_id=None, person_id=None, **data) -> list[Entry]:
    with transaction.atomic():
        return [
            actions.record(
                action="thing.done",
                actor=actions.SYSTEM,
                subject=SUBJECT,
                partnership_id=partnership_id,
                data={"n": n, **data},
                person_id=person_id,
            )
            for n in range(count)
        ]


@pytest.mark.django_db(transaction=True)
def test_an_entry_outside_a_transaction_is_refused():
    with pytest.raises(RuntimeError, match="inside the transaction"):
        actions.record(action="a", actor=actions.SYSTEM, subject=SUBJECT, partnership_id=None)


@pytest.mark.django_db
def test_each_partnership_has_a_chain_of_its_own():
    one, two = uuid4(), uuid4()
    _write(3, partnership_id=one)
    _write(2, partnership_id=two)
    _write(1)
    assert sorted((report.name, report.length) for report in verify()) == sorted(
        [(str(one), 3), (str(two), 2), ("installation", 1)]
    )
    assert _problems() == []


@pytest.mark.django_db
def test_head_kept_outside_shows_a_cut_tail():
    entries = _write(5)
    head = entries[-1].hash
    assert [report.is_head_found for report in verify(head=head)] == [True]
    Payload.objects.filter(entry=entries[-1]).delete()
    entries[-1].delete()
    Chain.objects.update(length=4, head=entries[-2].hash)
    assert _problems() == []  # a cut tail cannot be seen from inside
    assert [report.is_head_found for report in verify(head=head)] == [False]


@pytest.mark.django_db
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    position=st.integers(0, 4),
    change=st.sampled_from(
        ["action", "actor_kind", "subject_kind", "payload_digest", "previous", "hash", "data", "salt", "gone"]
    ),
)
def test_any_change_of_any_entry_is_found(position, change):
    with transaction.atomic():
        entries = _write(5)
        entry = entries[position]
        if change == "data":
            Payload.objects.filter(entry=entry).update(data={"n": 99})
        elif change == "salt":
            Payload.objects.filter(entry=entry).update(salt="0" * 32)
        elif change == "gone":
            Payload.objects.filter(entry=entry).delete()
            Entry.objects.filter(pk=entry.pk).delete()
        else:
            Entry.objects.filter(pk=entry.pk).update(**{change: "x" * 30})
        assert _problems() != []
        transaction.set_rollback(True)


@pytest.mark.django_db
def test_erased_person_leaves_a_chain_that_verifies():
    person = uuid4()
    _write(2, name="nobody")
    _write(3, person_id=person, name="Jan")
    with transaction.atomic():
        assert actions.erase_person(person) == 3
    report = verify()[0]
    assert (report.problems, report.erased, report.length) == ((), 3, 6)
    assert not Payload.objects.filter(data__name="Jan").exists()


@pytest.mark.django_db
def test_a_payload_that_vanished_without_an_erasure_is_a_problem():
    entry = _write(1)[0]
    Payload.objects.filter(entry=entry).delete()
    assert _problems() == [
        "installation: the payload of entry 1 is gone and no entry says that it was erased"
    ]
