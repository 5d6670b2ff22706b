import datetime

import time_machine

from core.checks import check_bank_holidays


def test_it_is_said_a_year_ahead_that_bank_holidays_run_out():
    with time_machine.travel(datetime.date(2027, 12, 31)):
        assert check_bank_holidays() == []
    with time_machine.travel(datetime.date(2028, 1, 2)):
        assert [warning.id for warning in check_bank_holidays()] == ["core.W001"]
