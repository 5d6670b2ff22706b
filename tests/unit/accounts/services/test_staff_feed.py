import datetime
import io

import pytest
import time_machine
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from accounts.enums import Job
from accounts.models import Post, StaffFeedRun, Unit, User
from accounts.services import (
    confirm_staff_file,
    forget_staff_files,
    import_confirmed_file,
    import_staff,
    open_post,
    receive_staff_file,
    revert_staff_feed,
)
from core.errors import Conflict, InvalidInput, NotFound
from core.models import AuditEntry, OutboxMessage
from tests.factories.accounts import UserFactory
from tests.unit.accounts.services.test_bulk_equals_single import undone

pytestmark = pytest.mark.django_db
HEAD = "staff_number,email,first_name,last_name,joined_on,unit_code,unit_name,parent_unit_code,job,title,leads"
TODAY = datetime.date(2026, 3, 3)
STATE = StaffFeedRun.State


@pytest.fixture(autouse=True)
def _on_a_day():
    with time_machine.travel(datetime.datetime(2026, 3, 3, 9, tzinfo=datetime.UTC), tick=False):
        yield


def staff(n, unit="T1", job="other", leads="", email=None, last="Bell", joined="2020-01-31"):
    return f"N{n},{email or f'n{n}@example.org'},Ann,{last},{joined},{unit},Team {unit},F,{job},,{leads}"


TOP = "N0,n0@example.org,Ann,Top,2010-01-31,F,Force,,supervisor,,yes"


def csv(*lines):
    return io.BytesIO("\n".join([HEAD, TOP, *lines]).encode())


def feed(*lines, by=None, **options):
    return import_staff(by=by, source=csv(*lines), name="staff.csv", **options)


def facts():
    """The world without keys and moments."""
    return (
        list(
            User.objects.order_by("email").values_list(
                "email", "staff_number", "last_name", "joined_on", "is_active"
            )
        ),
        list(
            Post.objects.order_by("user__email", "starts_on", "ends_on", "unit__code").values_list(
                "user__email", "unit__code", "job", "leads", "from_feed", "starts_on", "ends_on"
            )
        ),
        list(Unit.objects.order_by("code").values_list("code", "name", "path", "closed_on")),
    )


def test_people_units_and_posts_come_into_being():
    run = feed(staff(1), staff(2, unit="T2", leads="yes"))

    assert run.state == STATE.APPLIED
    assert {u.code: u.get_depth() for u in Unit.objects.all()} == {"F": 1, "T1": 2, "T2": 2}
    leader = Post.objects.get(user__staff_number="N2")
    assert (leader.unit.code, leader.leads, leader.from_feed) == ("T2", True, True)
    assert leader.starts_on == datetime.date(2020, 1, 31)
    assert not leader.user.has_usable_password()


def test_the_same_file_twice_changes_nothing():
    feed(staff(1), staff(2, unit="T2"))
    before, entries = facts(), AuditEntry.objects.exclude(action__startswith="staff_feed").count()

    run = feed(staff(1), staff(2, unit="T2"))

    assert facts() == before
    assert AuditEntry.objects.exclude(action__startswith="staff_feed").count() == entries
    assert run.counts["unchanged"] == 3


def test_a_dry_run_changes_nothing_but_is_recorded():
    run = feed(staff(1), dry_run=True)

    assert run.state == STATE.CHECKED
    assert run.counts["new_people"] == 2
    assert not User.objects.exists()
    assert not Unit.objects.exists()


def test_bad_rows_are_reported_and_good_ones_applied():
    run = feed(staff(1, joined="soon"), staff(2))

    assert User.objects.filter(staff_number="N2").exists()
    assert run.problem_count == 1
    assert (run.problems[0]["line"], run.problems[0]["column"]) == (3, "joined_on")
    assert "2026-03-31" in run.problems[0]["says"]


def test_a_file_that_cannot_be_read_is_recorded_and_changes_nothing():
    run = import_staff(by=None, source=io.BytesIO(b"\xff\xfe"), name="x.csv")

    assert run.state == STATE.REFUSED
    assert "UTF-8" in run.problems[0]["says"]


def test_a_mover_gets_a_new_post_from_today():
    feed(staff(1))

    feed(staff(1, unit="T2"))

    old, new = Post.objects.filter(user__staff_number="N1").order_by("pk")
    assert old.ends_on == TODAY - datetime.timedelta(days=1)
    assert (new.unit.code, new.starts_on, new.ends_on) == ("T2", TODAY, None)


def test_leavers_are_closed_and_never_deleted():
    feed(*[staff(n) for n in range(1, 40)])

    feed(*[staff(n) for n in range(2, 40)])

    leaver = User.objects.get(staff_number="N1")
    assert not leaver.is_active
    assert leaver.posts.get().ends_on == TODAY


def test_the_brake_stops_a_mass_change_until_it_is_confirmed():
    feed(*[staff(n) for n in range(1, 10)])
    before = facts()

    run = feed(staff(1), staff(11))
    assert run.state == STATE.HELD
    assert facts() == before

    assert feed(staff(1), staff(11), confirm_mass_change=True).state == STATE.APPLIED
    assert User.objects.filter(is_active=False).count() == 8


def test_a_returner_comes_back_with_a_new_post():
    feed(*[staff(n) for n in range(1, 40)])
    feed(*[staff(n) for n in range(2, 40)])

    feed(*[staff(n) for n in range(1, 40)])

    person = User.objects.get(staff_number="N1")
    assert person.is_active
    assert [post.ends_on for post in person.posts.order_by("pk")] == [TODAY, None]


def test_an_acting_post_survives_a_move():
    feed(staff(1), staff(2, unit="T2"))
    user = User.objects.get(staff_number="N1")
    acting = open_post(
        by=None, user=user, unit=Unit.objects.get(code="T2"), job=Job.SUPERVISOR, starts_on=TODAY
    )

    feed(staff(1, unit="T3"), staff(2, unit="T2"))

    acting.refresh_from_db()
    assert acting.ends_on is None
    assert user.posts.filter(ends_on=None).count() == 2


def test_a_unit_is_renamed_and_moved():
    feed(staff(1), staff(2, unit="T2"))
    line = "N1,n1@example.org,Ann,Bell,2020-01-31,T1,Night team,T2,other,,"

    feed(line, staff(2, unit="T2"))

    unit = Unit.objects.get(code="T1")
    assert (unit.name, unit.get_parent().code) == ("Night team", "T2")
    assert Unit.find_problems() == ([], [], [], [], [])


def test_a_loop_in_the_tree_is_named():
    run = feed(
        "N1,n1@example.org,Ann,Bell,2020-01-31,A,a,B,other,,",
        "N2,n2@example.org,Ann,Bell,2020-01-31,B,b,A,other,,",
    )

    assert "A → B → A" in run.problems[0]["says"]
    assert set(Unit.objects.values_list("code", flat=True)) == {"F"}


def test_the_importer_is_never_shut_out():
    by = UserFactory(staff_number="ADMIN")
    feed(*[staff(n) for n in range(1, 40)], by=by)

    by.refresh_from_db()
    assert by.is_active


def test_an_upload_waits_is_confirmed_and_forgets_the_file():
    by = UserFactory(staff_number=None)
    source = csv(staff(1))
    run = receive_staff_file(by=by, source=source, size=300, name="s.csv")
    assert (run.state, User.objects.count()) == (STATE.CHECKED, 1)

    confirm_staff_file(by=by, run_id=run.pk)
    confirm_staff_file(by=by, run_id=run.pk)
    message = OutboxMessage.objects.get(kind="accounts.staff_feed")
    import_confirmed_file(by=by, run_id=run.pk, confirm_mass_change=False)
    import_confirmed_file(by=by, run_id=run.pk, confirm_mass_change=False)

    run.refresh_from_db()
    assert message.payload["run"] == run.pk
    assert (run.state, run.content) == (STATE.APPLIED, None)
    assert User.objects.filter(staff_number="N1").count() == 1


def test_an_upload_that_was_held_may_still_be_confirmed():
    by = UserFactory(staff_number=None)
    feed(*[staff(n) for n in range(1, 10)])
    run = receive_staff_file(by=by, source=csv(staff(1)), size=300, name="s.csv")
    confirm_staff_file(by=by, run_id=run.pk)
    import_confirmed_file(by=by, run_id=run.pk, confirm_mass_change=False)
    run.refresh_from_db()
    assert run.state == STATE.HELD

    confirm_staff_file(by=by, run_id=run.pk, confirm_mass_change=True)
    import_confirmed_file(by=by, run_id=run.pk, confirm_mass_change=True)

    run.refresh_from_db()
    assert run.state == STATE.APPLIED


def test_what_does_not_wait_cannot_be_confirmed():
    by = UserFactory()
    with pytest.raises(NotFound):
        confirm_staff_file(by=by, run_id=99)
    with pytest.raises(Conflict, match="Send it again"):
        confirm_staff_file(by=by, run_id=feed(staff(1), dry_run=True).pk)


def test_a_large_upload_is_sent_to_the_command():
    with pytest.raises(InvalidInput, match="import_staff"):
        receive_staff_file(by=UserFactory(), source=csv(), size=60_000_000, name="s.csv")


def test_a_file_that_nobody_imports_is_forgotten_after_a_fortnight():
    run = receive_staff_file(by=UserFactory(), source=csv(staff(1)), size=100, name="s.csv")
    forget_staff_files()
    run.refresh_from_db()
    assert run.content is not None

    with time_machine.travel(datetime.datetime(2026, 3, 18, 9, tzinfo=datetime.UTC)):
        assert forget_staff_files() == 1

    run.refresh_from_db()
    assert run.content is None
    with pytest.raises(Conflict, match="Send it again"):
        confirm_staff_file(by=UserFactory(), run_id=run.pk)


def test_undoing_puts_everything_back_by_new_facts():
    feed(*[staff(n) for n in range(1, 40)])
    run = feed(
        *[staff(n) for n in range(3, 40)],
        staff(2, unit="T2", last="Okafor", email="o@example.org"),
        staff(50),
    )

    revert_staff_feed(by=None, run_id=run.pk)

    left, moved, added = (User.objects.get(staff_number=f"N{n}") for n in (1, 2, 50))
    assert left.is_active
    assert left.posts.get(ends_on=None).starts_on == TODAY + datetime.timedelta(days=1)
    assert (moved.last_name, moved.email) == ("Bell", "n2@example.org")
    assert moved.posts.get(ends_on=None).unit.code == "T1"
    assert not added.is_active
    assert added.posts.get().ends_on is not None
    assert Unit.objects.get(code="T2").closed_on == TODAY
    run.refresh_from_db()
    assert run.state == STATE.REVERTED


def test_undoing_puts_units_back_to_the_top_and_closes_what_was_reopened():
    other = Unit.add_root(code="G", name="Guild")
    closed = Unit.add_root(code="T9", name="Team T9", closed_on=datetime.date(2026, 1, 1))
    feed(staff(1))
    top = "N8,n8@example.org,Ann,Bell,2020-01-31,G,Guild,F,other,,"
    run = feed(staff(1), top, "N9,n9@example.org,Ann,Bell,2020-01-31,T9,Team T9,,other,,")
    other.refresh_from_db()
    assert other.get_parent().code == "F"

    revert_staff_feed(by=None, run_id=run.pk)

    assert Unit.objects.get(code="G").is_root()
    closed.refresh_from_db()
    assert closed.closed_on == TODAY


def test_undoing_twice_changes_nothing_and_importing_again_works():
    run = feed(staff(1))
    revert_staff_feed(by=None, run_id=run.pk)
    before = facts()
    revert_staff_feed(by=None, run_id=run.pk)
    assert facts() == before

    again = feed(staff(1))

    assert again.counts["returners"] == 2
    assert User.objects.get(staff_number="N1").is_active


def test_what_somebody_corrected_since_stays():
    feed(staff(1))
    run = feed(staff(1, last="Okafor"))
    User.objects.filter(staff_number="N1").update(last_name="By hand")

    revert_staff_feed(by=None, run_id=run.pk)

    assert User.objects.get(staff_number="N1").last_name == "By hand"


def test_only_the_latest_import_can_be_undone():
    first, second = feed(staff(1)), feed(staff(1), staff(2))

    with pytest.raises(Conflict, match=f"Undo run {second.pk} first"):
        revert_staff_feed(by=None, run_id=first.pk)
    with pytest.raises(Conflict, match="changed nothing"):
        revert_staff_feed(by=None, run_id=feed(staff(1), dry_run=True).pk)
    with pytest.raises(NotFound):
        revert_staff_feed(by=None, run_id=10_000)


people = st.lists(
    st.builds(
        staff,
        st.integers(1, 6),
        unit=st.sampled_from(["T1", "T2", "T3"]),
        job=st.sampled_from(["other", "supervisor"]),
        leads=st.sampled_from(["", "yes"]),
        last=st.sampled_from(["Bell", "Okafor"]),
    ),
    max_size=6,
)


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(files=st.lists(people, min_size=1, max_size=3))
def test_whatever_came_before_the_same_file_again_changes_nothing(db, files):
    with undone():
        for lines in files:
            feed(*lines, confirm_mass_change=True)
        before = facts()

        feed(*files[-1], confirm_mass_change=True)

        assert facts() == before
        assert not User.objects.filter(is_active=False, posts__ends_on=None).exists()
