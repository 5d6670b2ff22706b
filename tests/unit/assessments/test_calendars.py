from datetime import date

import pytest

from assessments.calendars import months_beside
from assessments.formats import Limit
from tests.factories.assessments import document_of_way


def test_the_calendar_names_the_event_and_the_bank_holidays():
    (april,) = months_beside(document_of_way("workingday"))
    days = [day for week in april.weeks for day in week if day]
    assert [day.day.day for day in days] == list(range(1, 31))
    assert [day.day.day for day in days if day.role] == [2]
    assert [day.holiday for day in april.holidays] == ["Good Friday", "Easter Monday"]
    assert sum(day.weekend for day in days) == 8


def test_both_days_of_a_count_are_marked():
    (april,) = months_beside(document_of_way("counted"))
    roles = {day.day.day: day.role for week in april.weeks for day in week if day and day.role}
    assert roles == {2: "event", 13: "until"}


@pytest.mark.parametrize("days", [1, 10, 30])
def test_every_answer_that_somebody_may_give_is_on_it(days):
    question = document_of_way("workingday", limit=Limit(date(2026, 3, 20), "date", days=days))
    shown = {
        day.day for month in months_beside(question) for week in month.weeks for day in week if day
    }
    assert date.fromisoformat(question["answer"]) in shown
    assert {date.fromisoformat(slip) for slip in question["slips"].values()} <= shown


def test_it_ends_where_the_bank_holidays_are_not_known():
    question = document_of_way("workingday")
    question["limit"] = {"event": "2027-12-20", "asks": "date", "days": 200}
    assert months_beside(question)
