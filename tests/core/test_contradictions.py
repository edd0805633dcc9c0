import pytest

from core.coordination import Level
from core.errors import (
    NotAPartition,
    PairWithItself,
    SameIdTwice,
    SamePairTwice,
    TooManyActivities,
    UnknownActivity,
    UnknownChallenge,
)
from core.ids import ActivityId
from core.proposal import (
    Activity,
    Answers,
    Challenge,
    ChallengeLink,
    JointDecision,
    PairAnswer,
    contradictions_in,
)
from core.proposal.answers import Path
from core.scales import Coherence

A, B, X = ActivityId("a"), ActivityId("b"), ActivityId("x")
TWO = (Activity(A, "a"), Activity(B, "b"))
LINK = ChallengeLink("c1", "c2", Coherence(2))


def paths(answers: Answers, error: type[Exception]) -> list[Path]:
    found = contradictions_in(answers)
    assert all(type(it.error) is error for it in found)
    return [it.path for it in found]


def test_answers_that_can_be_together_have_no_contradictions() -> None:
    answers = Answers(
        (Activity(A, "a", challenges=("c1",)), Activity(B, "b")),
        challenges=(Challenge("c1"), Challenge("c2")),
        challenge_links=(LINK,),
        coherence=(PairAnswer(A, B, (1,)),),
        packages=((B,), (A,)),
        joint_decisions=(JointDecision(A, B, frozenset(Level)), JointDecision(B, A, None)),
    )
    assert contradictions_in(answers) == ()


def test_without_a_list_of_challenges_any_challenge_may_be_named() -> None:
    assert contradictions_in(Answers((Activity(A, "a", challenges=("c9",)),), challenge_links=(LINK,))) == ()


def test_a_listed_challenge_is_the_only_one_that_may_be_named() -> None:
    answers = Answers(
        (Activity(A, "a", challenges=("c1", "c9")),), challenges=(Challenge("c1"),), challenge_links=(LINK,)
    )
    assert paths(answers, UnknownChallenge) == [("challenge_links", 0, "b"), ("activities", 0, "challenges", 1)]


def test_an_id_is_given_once() -> None:
    answers = Answers((*TWO, Activity(A, "weer a")), challenges=(Challenge("c1"), Challenge("c1")))
    assert paths(answers, SameIdTwice) == [("challenges", 1, "id"), ("activities", 2, "id")]


def test_pairs_and_joint_decisions_name_known_activities() -> None:
    answers = Answers(TWO, coherence=(PairAnswer(A, X, ()),), joint_decisions=(JointDecision(X, B, frozenset()),))
    assert paths(answers, UnknownActivity) == [("coherence", 0, "b"), ("joint_decisions", 0, "a")]


def test_nothing_is_compared_with_itself() -> None:
    answers = Answers(
        TWO,
        challenge_links=(ChallengeLink("c1", "c1", None),),
        coherence=(PairAnswer(A, A, (3,)),),
        joint_decisions=(JointDecision(B, B, None),),
    )
    assert paths(answers, PairWithItself) == [("challenge_links", 0), ("coherence", 0), ("joint_decisions", 0)]


def test_a_pair_is_answered_once_in_either_order() -> None:
    answers = Answers(
        TWO,
        challenge_links=(LINK, ChallengeLink("c2", "c1", Coherence(2))),
        coherence=(PairAnswer(A, B, (1,)), PairAnswer(B, A, (1,))),
    )
    assert paths(answers, SamePairTwice) == [("challenge_links", 1), ("coherence", 1)]


@pytest.mark.parametrize(
    ("packages", "missing", "unknown", "repeated"),
    [
        pytest.param(((A,),), (B,), (), (), id="an activity is left out"),
        pytest.param(((A, B, X),), (), (X,), (), id="an unknown one is in"),
        pytest.param(((A, B), (B,)), (), (), (B,), id="one sits in two packages"),
        pytest.param(((A, A, B),), (), (), (A,), id="one sits twice in one package"),
        pytest.param((), (A, B), (), (), id="no packages at all"),
    ],
)
def test_packages_hold_every_activity_once(
    packages: tuple[tuple[ActivityId, ...], ...],
    missing: tuple[ActivityId, ...],
    unknown: tuple[ActivityId, ...],
    repeated: tuple[ActivityId, ...],
) -> None:
    (found,) = contradictions_in(Answers(TWO, packages=packages))
    assert found.path == ("packages",)
    assert isinstance(found.error, NotAPartition)
    assert (found.error.missing, found.error.unknown, found.error.repeated) == (missing, unknown, repeated)


def test_more_activities_than_can_be_weighed_are_refused_before_anything_else() -> None:
    crowd = tuple(Activity(A, "a") for _ in range(151))
    (found,) = contradictions_in(Answers(crowd))
    assert found.path == ("activities",)
    assert isinstance(found.error, TooManyActivities)
    assert (found.error.given, found.error.most) == (151, 150)
    assert not contradictions_in(Answers(tuple(Activity(ActivityId(f"a{at}"), "a") for at in range(150))))
