"""`sistership journal` and `sistership rebuild` as an administrator meets them."""

from __future__ import annotations

from click.testing import CliRunner

from sistership.cli.journal import command as journal
from sistership.cli.rebuild import command as rebuild
from sistership.common.errors import InputError
from sistership.window.offices.agreements.models import Commitment, Evidence
from sistership.window.offices.journal.models import Chain, Entry, Payload
from sistership.window.offices.journal.verify import heads


def run(command, *arguments):
    return CliRunner().invoke(command, arguments)


def test_verify_says_that_a_cut_tail_needs_a_head(world):
    result = run(journal, "verify")
    assert result.exit_code == 0
    assert result.stdout.count("entries, whole") == 4
    assert "whose end was cut off looks whole" in result.stdout


def test_verify_with_a_head_sees_a_cut_tail(world):
    chain = Chain.objects.get(partnership_id=world.kaohsiung_gdynia.public_id)
    kept = chain.head
    assert run(journal, "verify", "--head", kept).exit_code == 0
    last = Entry.objects.get(chain=chain, sequence=chain.length)
    Payload.objects.filter(entry=last).delete()
    before = last.previous
    last.delete()
    Chain.objects.filter(pk=chain.pk).update(length=chain.length - 1, head=before)
    assert run(journal, "verify").exit_code == 0
    found = run(journal, "verify", "--head", kept)
    assert found.exit_code == 1
    assert "stands in none of these chains" in found.stderr


def test_verify_names_the_changed_entry(world):
    entry = Entry.objects.get(action="evidence.filed")
    Entry.objects.filter(pk=entry.pk).update(action="evidence.confirmed")
    result = run(journal, "verify", "--partnership", "kaohsiung-gdynia")
    assert result.exit_code == 1
    assert f"entry {entry.sequence} (evidence.confirmed) was changed" in result.stderr


def test_verify_refuses_what_is_no_head_or_no_partnership(world):
    assert isinstance(run(journal, "verify", "--head", "abc").exception, InputError)
    unknown = run(journal, "verify", "--partnership", "atlantis").exception
    assert isinstance(unknown, InputError)
    assert unknown.allowed == "gdynia-penang, kaohsiung-gdynia, kaohsiung-penang"


def test_head_prints_each_chain(world):
    lines = run(journal, "head").stdout.splitlines()
    assert lines == [f"{head}  {chain}" for chain, head in heads().items()]
    assert len(lines) == 4


def _projections() -> list[tuple[object, ...]]:
    columns = ("kept_from", "late_from", "at_risk_from", "next_due_on", "is_held")
    proofs = ("base_state", "counts_from", "one_sided_from", "disputed_from")
    return [
        *Commitment.objects.order_by("pk").values_list("pk", *columns),
        *Evidence.objects.order_by("pk").values_list("pk", *proofs),
    ]


def test_rebuild_equals_what_actions_projected(world):
    live = _projections()
    said = run(rebuild).stdout.splitlines()
    assert {line.partition(": ")[2] for line in said} == {"nothing differed"}
    assert {"agreements: nothing differed", "search: nothing differed"} <= set(said)
    Commitment.objects.update(late_from=None, is_held=False)
    Evidence.objects.update(base_state="filed", one_sided_from=None)
    assert _projections() != live
    assert "agreements: 2 rows differed" in run(rebuild).stdout.splitlines()
    assert _projections() == live
