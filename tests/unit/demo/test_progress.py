import io

from django.core.management.base import OutputWrapper

from demo.progress import Progress


class Terminal(io.StringIO):
    def isatty(self):
        return True


def test_a_log_gets_at_most_eleven_lines():
    out = io.StringIO()
    bar = Progress(OutputWrapper(out), "People", 1000)
    for _ in range(1000):
        bar.add(1)
    lines = out.getvalue().splitlines()
    assert len(lines) <= 11
    assert lines[-1] == "People: 1,000 of 1,000"


def test_a_person_sees_a_bar():
    out = Terminal()
    bar = Progress(OutputWrapper(out), "People", 4)
    bar.add(1)
    bar.add(3)
    assert " 25%" in out.getvalue()
    assert out.getvalue().splitlines()[-1].startswith("[" + "#" * 30 + "] 100%")


def test_nothing_to_do_is_done():
    out = io.StringIO()
    Progress(OutputWrapper(out), "People", 0).add(0)
    assert "0 of 0" in out.getvalue()
