"""Groups whose answers make every kind of sentence of the six steps come up."""

from flows.values import Place, Rated, Skipped, Value, Voices
from tests.flows.six_steps_walk import MARIA, STEDEREN, grid, groups, listed, on, picked, said, voices

RICH: dict[Place, Value] = {
    **MARIA,
    "q0_2": picked("alone"),
    "q0_4": picked("starting"),
    "q2_3": listed(a1="koken", a2="wandelen", a3="rijden", a4="bezoeken", a5="praten", a6="tuin"),
    "q2_4@a6": picked("none"),
    "q2_4_none@a6": picked("new_goal"),
    "q2_4_goal@a6": said("buiten komen"),
    "q2_9@a1": listed(p1="koks (6): koken"),
    "q2_9@a2": listed(p2="wandelaars (6): tekenen"),
    "q2_9@a3": listed(p3="chauffeurs (2)"),
    "q2_9@a4": listed(p3="chauffeurs (2)", p4="bezoekers (3): luisteren"),
    "q2_9@a6": Skipped(),
    "q3_1": voices(0, 1, 0, 1),
    "q3_1@a1:a2": voices(3, 2, 3, 3),
    "q3_1@a3:a4": voices(2, 3, 2, 3),
    "q3_1@a1:a5": voices(3, 3, 3, 3),
    "q3_1@a5:a6": Voices(()),
    "q3_1@a2:a4": voices(1, 1),
    "q3_4": groups("a1+a2", "a3+a4", "a5", "a6"),
    "q3_3": picked("speciality"),
    "q3_4_why": said("andere dagen"),
    "q3_5": Skipped(),
    "q4_1a": voices(0, 1),
    "q4_1b": voices(2, 2),
    "q4_1c": Rated(5),
    "q4_1c_why": said("verre familie"),
    "q4_2": Rated(5),
    "q4_3@a1+a2": picked("p1", "p2"),
    "q4_3@a3+a4": picked("p3"),
    "q4_3_handy@a3+a4": picked("p4"),
    "q4_4@a3+a4": picked("no"),
    "q4_4_gap@a3+a4": listed(m1="een busje"),
    "q4_5": picked("keep"),
    "q4_6_pkg": voices(2, 2, 2, 2),
    "q4_6_pkg@a1+a2": voices(4, 4, 4, 4),
    "q4_7a": voices(3, 3),
    "q4_7b": voices(3, 3),
    "q4_8": grid("central", "team", "team"),
    "q4_8@a5": grid("team", "team", "team"),
    "q4_9": picked("yes"),
    "q4_9_who": said("het bestuur"),
    "q4_10": Skipped(),
    "q5_1": Rated(4),
    "q5_2": picked("goals", "method", "application"),
    "q5_3": picked("keep"),
    "q5_3_why": said("andere mensen"),
    "q5_4": said("de buurtwerker"),
    "q5_4_form": picked("team"),
    "q5_5": picked("monthly"),
    "q6_1": picked("e6"),
    "q6_1@a5": picked("e6", "r0"),
    "q6_1@a1+a2:a5": picked("other"),
    "q6_1_other": listed(b2="andere uren"),
    "q6_2": picked("ourselves"),
    "q6_2@a1+a2/e6": picked("no"),
    "q6_3": picked("working_area"),
    "q6_3_area": Rated(5),
    "q6_4": said("meer rijden"),
    "q6_5": Skipped(),
    "q6_5_date": on("2027-01-01"),
}
"""A group whose answers make every kind of sentence come up that the worked example does not."""

CUT: dict[Place, Value] = {**RICH, "q4_5": picked("cut"), "q4_5_loss": said("minder"), "q4_5_absorb": said("eten")}
LOOSE: dict[Place, Value] = {**MARIA, "q3_1": voices(1), "q3_1@a3:a4": voices(1), "q3_1@a2:a5": voices(1)}
INDEPENDENT: dict[Place, Value] = {
    "q2_3": MARIA["q2_3"],
    "q3_1": voices(0, 0),
    "q3_4": groups("a1+a2", "a3", "a4", "a5"),
}
UNKNOWN: dict[Place, Value] = {"q2_3": MARIA["q2_3"], "q3_4": groups("a1+a2+a3+a4+a5")}
REASONED: dict[Place, Value] = {**STEDEREN, "q5_4_form": picked("ad_hoc"), "q4_8": grid("team", "team", "team")}

ALONE: dict[Place, Value] = {
    "q2_3": listed(a1="koken", a2="eten"),
    "q2_9@a1": listed(p1="buren: koken"),
    "q2_9@a2": listed(p2="Buren: opdienen", p3="keuken: opdienen"),
    "q3_1": voices(3),
    "q3_4": groups("a1+a2"),
    "q4_3": picked("p1", "p3"),
    "q4_4": picked("yes"),
}

RUNS = {
    "alone": ALONE,
    "maria": MARIA,
    "stederen": STEDEREN,
    "rich": RICH,
    "cut": CUT,
    "loose": LOOSE,
    "independent": INDEPENDENT,
    "unknown": UNKNOWN,
    "reasoned": REASONED,
}
