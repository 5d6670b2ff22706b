import json

from bench.report import say, timed


def test_a_figure_is_one_json_object_a_line(capsys):
    say("page.lesson.median", 5.12345, "ms", 60)
    assert json.loads(capsys.readouterr().out) == {
        "name": "page.lesson.median",
        "value": 5.123,
        "unit": "ms",
        "n": 60,
    }


def test_what_is_told_to_whoever_waits_stays_out_of_the_figures(capsys):
    with timed("import_staff", 600):
        pass
    told = capsys.readouterr()
    (line,) = told.out.splitlines()
    assert json.loads(line)["unit"] == "s"
    assert "import_staff" in told.err
