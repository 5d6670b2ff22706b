import datetime
from dataclasses import replace

from accounts.feed import Feed, Row
from accounts.feed_plan import KnownPerson, KnownPost, KnownUnit, make_plan
from accounts.feed_wording import sentence

JOINED = datetime.date(2020, 1, 31)
ROW = Row(2, "N1", "a@example.org", "Ann", "Bell", JOINED, "T1", "Team", "", "other", "", False)
POST = KnownPost(71, "T1", "other", "", False, True)
ANN = KnownPerson(1, "N1", "a@example.org", "Ann", "Bell", JOINED, True, (POST,))
TEAM = KnownUnit("T1", "Team", "")


def plan(*rows, people=(), units=(TEAM,), **options):
    feed = Feed(
        rows=list(rows),
        named={row.staff_number.casefold() for row in rows} | options.pop("named", set()),
        addressed={row.email for row in rows},
        nameless=options.pop("nameless", 0),
        doubtful=options.pop("doubtful", []),
    )
    return make_plan(feed, people, units, **options)


def busy(made):
    return {
        name: count
        for name, count in made.counts().items()
        if count and name not in ("unchanged", "staff")
    }


def codes(made):
    return [(p.line, p.column, p.code) for p in made.problems]


def test_who_is_as_the_file_says_stays():
    made = plan(ROW, people=[ANN])

    assert busy(made) == {}
    assert made.unchanged == 1


def test_a_new_person_in_a_new_unit():
    made = plan(ROW, units=())

    assert made.new_units == [TEAM]
    assert made.new_people == [ROW]


def test_a_mover():
    made = plan(
        replace(ROW, unit_code="T2"), people=[ANN], units=(TEAM, KnownUnit("T2", "Team", ""))
    )

    assert [post_id for post_id, _row in made.moves] == [71]
    assert busy(made) == {"moves": 1}


def test_leading_the_unit_is_a_move():
    assert busy(plan(replace(ROW, leads=True), people=[ANN])) == {"moves": 1}


def test_a_post_entered_by_hand_is_left_alone():
    acting = KnownPost(72, "T9", "supervisor", "", True, False)

    assert busy(plan(ROW, people=[replace(ANN, posts=(POST, acting))])) == {}


def test_a_post_entered_by_hand_that_the_file_confirms_replaces_the_feeds():
    by_hand = KnownPost(72, "T1", "supervisor", "", True, False)

    made = plan(replace(ROW, job="supervisor"), people=[replace(ANN, posts=(POST, by_hand))])

    assert made.ends == [71]
    assert busy(made) == {"ends": 1}


def test_changed_details():
    made = plan(replace(ROW, last_name="Okafor", email="o@example.org"), people=[ANN])

    assert made.details == [(1, {"email": "o@example.org", "last_name": "Okafor"})]


def test_a_returner_gets_a_post_again():
    made = plan(ROW, people=[replace(ANN, is_active=False, posts=())])

    assert busy(made) == {"returners": 1, "openings": 1}


def test_who_was_invited_before_gets_the_number():
    made = plan(ROW, people=[replace(ANN, staff_number="")])

    assert made.details == [(1, {"staff_number": "N1"})]


def test_an_address_of_another_number_is_refused():
    made = plan(ROW, people=[replace(ANN, staff_number="N9")], named={"n9"})

    assert codes(made) == [(2, "email", "email_taken")]
    assert busy(made) == {}


def test_a_leaver():
    made = plan(ROW, people=[ANN, replace(ANN, id=2, staff_number="N2", email="b@x.org")])

    assert made.leavers == [2]


def test_who_has_no_staff_number_never_leaves_by_the_file():
    assert plan(ROW, people=[replace(ANN, id=2, staff_number="", email="b@x.org")]).leavers == []


def test_who_is_in_a_bad_row_has_not_left():
    made = plan(ROW, people=[replace(ANN, id=2, staff_number="N2", email="b@x.org")], named={"n2"})

    assert made.leavers == []


def test_nobody_leaves_while_a_row_names_nobody():
    made = plan(ROW, people=[replace(ANN, id=2, staff_number="N2", email="b@x.org")], nameless=1)

    assert made.leavers == []
    assert codes(made) == [(0, "", "leavers_held")]


def test_whoever_a_broken_line_seems_to_name_has_not_left():
    gone = replace(ANN, id=3, staff_number="N3", email="c@x.org")
    other = replace(ANN, id=2, staff_number="N2", email="b@x.org")

    made = plan(ROW, people=[ANN, other, gone], doubtful=[("n2", "")])

    assert made.leavers == [3]


def test_nobody_leaves_while_a_broken_line_names_nobody_who_is_known():
    other = replace(ANN, id=2, staff_number="N2", email="b@x.org")

    made = plan(ROW, people=[ANN, other], doubtful=[("n2,b@x.org", "")])

    assert made.leavers == []
    assert codes(made) == [(0, "", "leavers_held")]


def test_whoever_imports_stays():
    other = replace(ANN, id=2, staff_number="N2", email="b@x.org")

    made = plan(ROW, people=[ANN, other], never_leaves=2)

    assert made.leavers == []
    assert codes(made) == [(0, "", "importer_absent")]


def test_the_brake_comes_at_more_than_one_in_twenty():
    staff = [replace(ANN, id=n, staff_number=f"N{n}", email=f"{n}@x.org") for n in range(1, 41)]
    rows = [
        replace(ROW, line=n, staff_number=f"N{n}", email=f"{n}@x.org", unit_name="")
        for n in range(1, 41)
    ]

    assert not plan(*rows[2:], people=staff).brakes
    assert plan(*rows[3:], people=staff).brakes


def test_a_loop_is_named_and_its_rows_refused():
    made = plan(
        replace(ROW, unit_code="A", unit_name="a", parent_unit_code="B"),
        replace(ROW, line=3, staff_number="N2", unit_code="B", unit_name="b", parent_unit_code="A"),
        replace(ROW, line=4, staff_number="N3", unit_code="T1", unit_name=""),
    )

    assert codes(made) == [
        (2, "parent_unit_code", "unit_loop"),
        (3, "parent_unit_code", "unit_loop"),
    ]
    assert "A → B → A" in sentence(made.problems[0])
    assert [row.line for row in made.new_people] == [4]


def test_a_loop_with_a_unit_that_is_known():
    made = plan(replace(ROW, parent_unit_code="T2"), units=(TEAM, KnownUnit("T2", "Two", "T1")))

    assert codes(made) == [(2, "parent_unit_code", "unit_loop")]


def test_an_unknown_parent():
    made = plan(replace(ROW, unit_code="T5", unit_name="Five", parent_unit_code="T4"))

    assert codes(made) == [(2, "parent_unit_code", "parent_unknown")]


def test_a_new_unit_needs_a_name():
    assert codes(plan(replace(ROW, unit_code="T5", unit_name=""))) == [
        (2, "unit_name", "unit_unnamed")
    ]


def test_rows_that_say_different_things_of_a_unit():
    made = plan(ROW, replace(ROW, line=3, staff_number="N2", email="b@x.org", unit_name="Other"))

    assert codes(made) == [(3, "unit_name", "unit_differs")]


def test_units_are_renamed_moved_and_reopened():
    top = KnownUnit("F", "Force", "")
    made = plan(
        replace(ROW, unit_name="New name", parent_unit_code="F"),
        units=(top, replace(TEAM, is_open=False)),
    )

    wanted = KnownUnit("T1", "New name", "F")
    assert made.renamed_units == [wanted]
    assert made.moved_units == [wanted]
    assert made.reopened_units == ["T1"]


def test_parents_are_added_before_their_children():
    made = plan(
        replace(ROW, unit_code="A1", unit_name="a", parent_unit_code="Z1"),
        replace(ROW, line=3, staff_number="N2", email="b@x.org", unit_code="Z1", unit_name="z"),
        units=(),
    )

    assert [unit.code for unit in made.new_units] == ["Z1", "A1"]


def test_a_tree_without_end_is_refused():
    rows = [
        replace(
            ROW, line=n, staff_number=f"N{n}", email=f"{n}@x.org", unit_code=f"U{n}", unit_name="u",
            parent_unit_code=f"U{n - 1}" if n > 2 else "",
        )
        for n in range(2, 30)
    ]  # fmt: skip

    assert {p.code for p in plan(*rows, units=()).problems} == {"unit_deep"}
