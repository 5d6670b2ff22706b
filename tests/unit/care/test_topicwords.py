import pytest

from care import topicwords
from care.notes import LEAST_STRENGTH, Topic
from care.topicwords import named_in, told_in


@pytest.mark.parametrize(
    ("text", "topics"),
    [
        ("He was stabbed outside the shop.", [Topic.ASSAULT]),
        ("Her son was murdered.", [Topic.HOMICIDE]),
        (
            "He died in a crash,\nand took his own life is another sentence.",
            [Topic.ROAD_DEATH, Topic.SUICIDE],
        ),
        ("Follow the beaten track, and hit the target.", []),
        ("If he was harmed himself, he is a victim too.", []),
        ("", []),
    ],
)
def test_words_that_tell(text, topics):
    assert sorted(told_in(text)) == sorted(topics)


def test_words_that_name_are_another_matter():
    text = "Victims of domestic abuse and sexual offences have Enhanced Rights."
    assert told_in(text) == {}
    assert named_in(text) == {
        Topic.DOMESTIC_ABUSE: "domestic abuse",
        Topic.SEXUAL_VIOLENCE: "sexual offences",
    }


def test_every_topic_from_cw2_up_has_words_that_tell():
    having = {topic for topic, _pattern in topicwords._patterns("told")}
    assert {topic for topic, least in LEAST_STRENGTH.items() if least >= "CW2"} <= having
