from exercises.formats import called, cited, says
from tests.factories.exercises import exercise_document


def test_what_is_cited_is_found_with_its_passage_and_its_mark() -> None:
    document = exercise_document("matching")
    document["alternative"] = {"work": exercise_document("calendar")["work"]}
    document["work"]["parts"][0]["statements"][2]["coming"] = ["next/d-proposal"]
    found = [(one.passage, one.ref, one.mark) for one in cited(document)]
    assert found[:3] == [
        ("first/monthly", "2006/monthly", "history"),
        ("first/bail", "2020/r6-bail", ""),
        ("first/both", "next/d-proposal", "coming"),
    ]
    assert found[3] == ("alternative/august/police", "2020/r6-bail", "")
    for one in cited(document):
        value = document
        for step in one.path:
            value = value[step]
        assert value == one.ref


def test_only_what_people_read_is_said() -> None:
    texts = dict(says(exercise_document("rewriting")))
    said = set(texts.values())
    assert "It blames." in said
    assert "One of your own" in said
    for hidden in ("failed to appear", "visit", "t-log", "rewriting", "refused"):
        assert hidden not in said
    assert "failed to appear" in dict(says(exercise_document("rewriting"), specimens=True)).values()


def test_a_card_says_its_days_and_names_and_not_its_keys() -> None:
    said = {text for _path, text in says(exercise_document("card"))}
    assert {"Ring Mina", "Tuesday 1 September 2026", "The Unit"} <= said
    assert not {"tuesday", "mina", "2026-09-01", "2020/r6-bail", "standard"} & said


def test_a_passage_is_called_by_what_stands_there() -> None:
    document = exercise_document("calendar")
    document["alternative"] = {"work": exercise_document("matching")["work"]}
    assert called(document, "august/police") == "Before a bank holiday: The police"
    assert called(document, "enhanced") == "With Enhanced Rights"
    assert called(document, "alternative/first/bail") == ("As one hears it: There is news of bail.")
    for gone in ("", "august/nobody", "first/bail", "alternative"):
        assert called(document, gone) == "A small calendar"
    for one in cited(document):
        assert called(document, one.passage) != "A small calendar"
