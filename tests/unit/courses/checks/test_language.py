import pytest
from hypothesis import given
from hypothesis import strategies as st

from courses.checks import language


def found(text):
    return [said for _rule, said in language.objections(text)]


def test_every_rule_of_the_guide_says_why_and_what_to_say():
    for rule in language.guide():
        assert rule.why
        assert rule.prefer
        assert rule.phrases


@given(st.sampled_from([(r, p) for r in language.guide() for p in r.phrases]))
def test_a_phrase_is_found_in_our_own_words_and_let_be_between_quotation_marks(case):
    rule, phrase = case
    assert any(one is rule for one, _said in language.objections(f"We say {phrase} here."))
    assert found(f"We say {phrase.upper()} here.")
    assert found(f"Never write “{phrase}” in a log.") == []


@given(st.sampled_from([(r, p) for r in language.guide() for p in r.unless]))
def test_longer_phrases_that_are_fine_are_let_be(case):
    rule, phrase = case
    assert not any(one is rule for one, _said in language.objections(f"It is {phrase}."))


@pytest.mark.parametrize(
    "text",
    [
        "A claim for expenses, and at least 5 working days.",
        "A domestic abuse case. The information is passed on to the court.",
        "The page failed to load.",
        "Case closure is a stage of the file.",
        "Don’t say ‘she’s uncooperative’ to anyone.",
    ],
)
def test_words_that_only_look_like_it_are_let_be(text):
    assert found(text) == []


@pytest.mark.parametrize(
    ("question", "asks"),
    [
        ("Is the victim telling the truth?", True),
        ("Which of these shows that she is lying?", True),
        ("How credible is his account? What would you ask?", False),
        ("Do you believe her?", True),
        ("Who was made to wait? He told you the truth. Why?", False),
        ("A victim laughs while describing an assault. What does this tell you?", False),
        ("What lies ahead, and who tells the victim?", False),
        ("Whose account lies on the desk?", False),
        ("What do you do first? She does not have to tell the truth to get support.", False),
    ],
)
def test_a_question_about_the_truth_is_refused(question, asks):
    assert bool(language.asks_for_truth(question)) is asks


def test_an_answer_may_not_judge_either():
    assert language.judges_truth("That she is lying") == "is lying"
    assert language.judges_truth("Nothing about truth; reactions vary widely") == ""
