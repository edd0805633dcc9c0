"""Every number of ours, each with its reason.

The source names few numbers; where it leaves one open we chose, and a choice can be changed here and nowhere else.
Numbers that stand in the source as a table (R23, R28, R33) live with their rule; those of chats that work together
stand in `neighbourhood`.
"""

from fractions import Fraction

# --- many voices (R11-R13, R50) ---

STRONG_FROM = Fraction(4)
"""R12: a mean of 4 on the scale of 1 to 5 is "mostly true": strong."""

WATCH_FROM = Fraction(3)
"""R12: from the middle of the scale on, keep an eye on it; below it the item is weak."""

SPLIT_DISTANCE = 3
"""R13: lowest and highest answer three levels apart have opposite views, not two shades of one."""

SPLIT_DEVIATION = Fraction(12, 10)
"""R13: on five levels, a standard deviation of 1.2 takes answers at both sides of the middle."""

TALK_DISTANCE = 2
"""Method 7.3: two levels apart on a scale of four is worth a sentence from each end, not yet a split."""

NOT_VISIBLE_FROM = Fraction(1, 3)
"""R13: when a third answers "don't know", the group cannot see the subject well enough to judge it."""

SHOWN_FROM = 4
"""R50: with fewer answers to a hidden question, who said what can be guessed."""

PERCENTAGES_FROM = 12
"""Facilitation B: below a dozen answers one person moves a percentage by more than eight points."""

QUORUM_SHARE = Fraction(1, 2)
"""Facilitation H: half of those who joined; fewer would let a minority speak for the group."""

QUORUM_AT_LEAST = 3
"""Facilitation H: two people are a conversation, three begin to be a group; a smaller group needs all its members."""

# --- the light-organising check (R14-R16) ---

PROBLEM_POSSIBLE_UP_TO = Fraction(7, 2)
"""R14: half a level above the middle is no clear yes, so the problem may be there; below the middle it is."""

ADVICE_AT_MOST = 3
"""R15: a group takes up a few things at once; a longer list is put aside."""

STEERING_GROUP_BELOW = Fraction(7, 2)
"""R16: beside a clear lack of action, half-hearted answers on who decides are enough to speak of the pattern."""

CHANGED_FROM = Fraction(1, 2)
"""Half a level: in a group of four, one person who moves by one level is no change of the group yet."""

# --- knowing the challenge and listing what must be done (steps 1 and 2) ---

KNOWN_WELL_FROM = 3
"""R17: below "well" (Q1.9) the plan rests on guesses, so the group hears what it did not write down yet."""

MANY_SIDED_FROM = 2
"""Q1.7: two parts of life or more make a challenge many-sided (nl: veelzijdig)."""

LINKED_FROM = 2
"""Q1.8: challenges that change each other are best taken through steps 2 and 3 together."""

MERGE_ABOVE = 12
"""Q2.3: above twelve activities the pairs to compare outgrow one sitting (66 at twelve)."""

THINK_WIDE_BELOW = 2
"""Q2.9: with fewer than two partners named, remind of informal people and other sectors."""

NEAR_DUPLICATE_RATIO = 0.82
"""Two list items this alike (difflib ratio) are probably one thing said twice: ask, never merge unseen."""

SPARKS_SHOWN_FROM_STEP = 6
"""R18: enthusiasm and brakes come on the table in the last step, after the ideal plan stands."""

# --- the partner scan (R3-R10) ---

SCAN_TOPICS_AT_MOST = 5
"""P3 and P8 are asked for each topic: with five the sheet takes 4.7 of its five minutes (method 4.0)."""

CAN_FULLY = 2
"""R3: a few hours a month carry an action; more time adds nothing to whether someone can."""

STARTS_FROM = 3
"""R6: with three who want and can, an action group can lose one and still be two."""

WIDE_SET_UP_FROM = 9
"""R7: nine committed people no longer fit one table, so they need occasions (platform) and support (core group)."""

WIDE_SET_UP_TOPICS_FROM = 3
"""R7: with three topics under way, someone must see to it that they know of each other."""

GROUPS_WITH_CORE_FROM = 2
"""R7: a core group makes it easier for action groups; with one or none there is little to make easier."""

ACTORS_ENOUGH = 3
"""R8: with fewer actors in the area the problem is that there are too few, not that they are too alike."""

OVERLOAD_FROM = 3
"""R10: three action groups beside a life and a job is where people drop out."""

# --- area, partners, closeness (steps 4 and 5) ---

NEAR_MATTERS_FROM = 2
"""R2: from "being present here really helps" on, a wide actor needs a neighbourhood-oriented mindset."""

NEIGHBOURHOOD_UP_TO = 2
"""R2: areas 1 and 2 are a neighbourhood; from 3 (municipality) on an actor works wider."""

COUPLED_FROM = 2
"""R24: activities hang together from "one changes the other" on; the same line cuts leaks in R20."""

TOUCHES_FROM = 1
"""R35: two packages have something to arrange when any pair across is at least handy to know of each other."""

JOINT_MATTERS_FROM = 3
"""R36: below aligning, two packages stay two whatever they decide together."""

SIZE_MATTERS_FROM = 3
"""R26: only people who align or do the work together are a team; a case meeting of thirty is fine."""

TEAM_SMALL_FROM = 3
"""R26: one or two people are thin: what if one drops out?"""

TEAM_FITS_FROM = 6
"""R26: the source names 6 to 8, with reserve."""

TEAM_LARGE_FROM = 9
"""R26: above eight, watch; most research on teams stops at ten."""

TEAM_SPLIT_FROM = 11
"""R26: above ten, propose a split (R27)."""

TEAM_AT_MOST = 8
"""R27: a cut aims at teams that fit, not at teams that are again almost too large."""

MEDIUM_FROM = 3
"""R31: variety + change of 3 is more than the low half of both scales."""

HIGH_FROM = 4
"""R31: 4 needs at least "often different" or "changes regularly" beside a 1; the upper half of the sum."""

# --- packages: pairs without an answer, moves (R20) ---

VOTE_FROM = Fraction(3, 2)
"""R20: the middle of the scale 0..3; above it a pair votes to sit together, below it to sit apart."""

PRIOR_SHARED_TWICE = Fraction(7, 4)
"""Expected coherence with two challenges in common. Three in four such pairs turn out together; pairs that belong
together answer 2.15 on average and others 0.5 (packages.md 3). In quarters, for it is a guess."""

PRIOR_SHARED_ONCE = Fraction(5, 4)
"""The same with one challenge in common, of which a little under half turn out together."""

PRIOR_LINKED = Fraction(1)
"""The same when only their challenges hang together: three in ten."""

PRIOR_NOTHING = Fraction(3, 4)
"""The same with nothing in common: one or two in ten."""

MOVES_SHOWN = 5
"""A group weighs a handful of moves in one sitting; the dearest mistake comes first."""

# --- which kind of initiative, and what helps or holds back (R41, R44) ---

KIND_LEAD_FROM = 2
"""R41: of seven points; a lead of one is one light answer more, too little to call it clear."""

PARTS_MERGE_ABOVE = 5
"""R42: five initiatives inside one are twenty-five questions already."""

MARK_STRONG_FROM = 2
"""R44: "clearly" is the first mark that a group would name by itself."""

# --- asking less (packages.md 3) ---

ANSWERED_WITHIN = (Fraction(8, 100), Fraction(14, 100), Fraction(33, 100), Fraction(45, 100))
"""How two activities of one package are answered, level by level, before the group's own answers teach it."""

ANSWERED_ACROSS = (Fraction(68, 100), Fraction(19, 100), Fraction(8, 100), Fraction(5, 100))
"""The same for two activities of different packages."""

LEARNING_STARTS_AT = 10
"""The two lines above weigh as much as ten answers of the group itself; thirty did no better."""

PRIOR_NEUTRAL = Fraction(-7, 20)
"""A prior vote that makes two activities no more and no less likely to sit together. Half as sure as the shares behind
the priors: activities of one challenge tell much the same, so twenty pairs are no twenty witnesses."""

READINGS_EACH = 40
"""Readings per series, four series: enough to tell one in ten from one in five."""

READINGS_WARM_UP = 8
"""Readings that are thrown away, for they still look like where the series began."""

READINGS_WORK = 32_000
"""Readings times activities squared, per series: from thirty activities on there are fewer, so that the next question
comes at once; twenty a series at forty activities asked no more."""

DOUBT_SETTLED = Fraction(3, 100)
"""Stop when a reading puts less than three pairs per hundred activities elsewhere than the packages do. On planted
groups of 12 and 20 the packages then match those of all answers (adjusted Rand index of .95) in nine of ten; at five
per hundred in three of four, for two questions less in a hundred."""

DIVIDED_FROM = Fraction(1, 4)
"""One reading in four says otherwise: we call that open; less, we call probable."""

QUESTIONS_PER_DOUBT = 3
"""Answers that each doubtful pair still takes where packages form, counted on planted groups of 5 to 20."""

ANSWERS_BEFORE_ANY = Fraction(1, 4)
"""How many answers will still be asked is guessed as if so many per activity had come already, half of them on pairs of
which both stand alone. Groups where nothing hangs together then hear two thirds of what comes at the start and most
of it soon after, where they heard a third; groups with clear packages hear up to half too much at first."""

# --- how sure (packages.md 4) ---

SURE_READINGS = 100
"""Readings of the answers: a share moves by less than one in ten from one hundred to the next."""

SURE_LEAST_READINGS = 20
"""As few as a sentence in twentieths takes."""

SURE_WORK = 80_000
"""Readings times pairs: beyond forty activities there are fewer readings, so that a proposal does not have to wait."""

MISTAKEN_ONE_IN = 10
"""In a reading one voice in ten is a level off: people who answer the same question a week later differ more."""

TALK_FROM = Fraction(1, 10)
"""Two activities that one reading in ten puts elsewhere are worth talking about; rarer doubt is noise."""

# --- lists that a group makes together ---

LIST_AT_MOST = 40
"""A list longer than this fits no card and no evening; merging comes first."""

SOLVER_EFFORT = 12_000_000
"""R20: steps of search before the best packages found are given without proof; some two seconds on a small machine.
Forty activities with any structure in the answers take under two million, sixty under eleven."""

ACTIVITIES_AT_MOST = 150
"""R20: eleven thousand pairs. Nobody answers so many, and beyond it the search for good packages takes seconds."""
