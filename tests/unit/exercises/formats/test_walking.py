from exercises.formats import cited, says
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
