"""The world that other tests stand on is whole, and its journal verifies."""

from sistership.window.offices.agreements.queries import blueprint
from sistership.window.offices.journal.verify import verify


def test_world_has_states_and_a_whole_journal(world, django_assert_max_num_queries):
    with django_assert_max_num_queries(25):
        plan = blueprint(world.officer_k, partnership=world.kaohsiung_gdynia, agreement=world.agreement)
    assert dict(plan.tally.counts) == {"on_track": 1}
    assert [len(rows) for _, rows in plan.sections] == [1]
    row = plan.sections[0][1][0]
    assert [one.state for one in row.proofs] == ["awaiting"]
    assert [side.city.key for side in row.awaiting_from] == ["gdynia"]
    reports = verify()
    assert [problem for report in reports for problem in report.problems] == []
    assert len(reports) == 4
