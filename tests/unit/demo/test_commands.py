import io

import pytest
from django.core.management import CommandError, call_command

from accounts.models import User
from tests.factories.tracking import release


def run(*args, **kwargs):
    out, err = io.StringIO(), io.StringIO()
    call_command(*args, stdout=out, stderr=err, **kwargs)
    return out.getvalue(), err.getvalue()


def test_a_staff_file_is_written(tmp_path):
    path = tmp_path / "staff.csv"
    out, _err = run("make_staff_file", str(path), people=150, bad_rows=3)
    assert "153 rows, 3 of them with a fault" in out
    assert len(path.read_text(encoding="utf-8").splitlines()) == 154


@pytest.mark.parametrize(("people", "bad"), [(0, 0), (5, 9), (1_000_000, 0)])
def test_sizes_that_make_no_sense_are_refused(tmp_path, people, bad):
    with pytest.raises(CommandError, match="people"):
        run("make_staff_file", str(tmp_path / "x.csv"), people=people, bad_rows=bad)


def test_a_place_that_cannot_be_written_is_said(tmp_path):
    with pytest.raises(CommandError, match="cannot be written"):
        run("make_staff_file", str(tmp_path / "no" / "x.csv"), people=10)


@pytest.mark.parametrize("command", ["simulate", "load_demo"])
def test_invented_people_come_only_where_they_are_allowed(settings, command):
    settings.ALLOW_DEMO = False
    with pytest.raises(CommandError, match="ALLOW_DEMO"):
        run(command)


@pytest.mark.django_db
@pytest.mark.parametrize("command", ["simulate", "load_demo"])
def test_the_module_must_be_released_first(command):
    with pytest.raises(CommandError, match="release"):
        run(command, people=120)


@pytest.mark.django_db
def test_simulate_says_what_it_did_and_how_far_it_is():
    release()
    out, err = run("simulate", people=120, months=6, seed=4)
    assert out.startswith("120 people")
    assert "People: 120 of 120" in err
    assert User.objects.count() == 120
    assert "already" in run("simulate", people=120, months=6, seed=4)[0]


@pytest.mark.parametrize("options", [{"people": 0}, {"months": 0}, {"people": 10**6}])
def test_simulate_refuses_sizes_that_make_no_sense(options):
    with pytest.raises(CommandError, match="people"):
        run("simulate", **options)


def test_a_demonstration_needs_some_people():
    with pytest.raises(CommandError, match="from 100"):
        run("load_demo", people=20)
