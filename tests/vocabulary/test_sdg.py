"""The global goals are all there, each once."""

from __future__ import annotations

from sistership.vocabulary import sdg


def test_there_are_17_goals_and_169_targets():
    assert [goal.number for goal in sdg.goals()] == list(range(1, 18))
    assert sum(len(goal.targets) for goal in sdg.goals()) == 169


def test_every_code_has_a_name_of_its_own():
    names = sdg.names()
    assert len(names) == 186
    assert len(set(names.values())) == 186


def test_a_target_belongs_to_the_goal_before_its_point():
    assert sdg.goal_of("11.a") == 11
    assert sdg.goal_of("7") == 7
    assert {target.goal for target in sdg.goals()[10].targets} == {11}
