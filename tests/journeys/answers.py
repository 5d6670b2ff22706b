"""Answers to the questions on the screen, by the content files, whatever their type."""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Any

import yaml
from django.conf import settings

from assessments.formats.limits import answer_of
from assessments.formats.parts import Limit

FORM = "main form:has(fieldset, .govuk-input__wrapper)"
STEM = f"{FORM} :is(legend, label.govuk-label--m)"


@lru_cache(maxsize=1)
def questions() -> dict[str, dict[str, Any]]:
    """Every question of the files by its stem."""
    folder = settings.BASE_DIR / "content" / "questions"
    banks = [yaml.safe_load(one.read_text(encoding="utf-8")) for one in folder.glob("*.yaml")]
    return {one["stem"]: one for bank in banks for one in bank["questions"]}


def asked(page) -> dict[str, Any]:
    """The question on the screen."""
    return questions()[page.locator(STEM).first.inner_text().strip()]


def right_texts(question: dict[str, Any]) -> list[str]:
    """The texts of the right options."""
    return [one["text"] for one in question["options"] if one.get("correct")]


def right_choices(question: dict[str, Any]) -> dict[str, str]:
    """What is to be chosen beside each label: matches, or places."""
    if question["type"] == "matching":
        return {one["text"]: one["match"] for one in question["pairs"]}
    return {one["text"]: str(place) for place, one in enumerate(question["steps"], 1)}


def right_words(question: dict[str, Any]) -> dict[str, str]:
    """What is to be written beside each label."""
    stem = question["stem"]
    if question["type"] == "workingday":
        answer = answer_of(Limit(**question["limit"]))
        if isinstance(answer, int):
            return {stem: str(answer)}
        return {"Day": str(answer.day), "Month": str(answer.month), "Year": str(answer.year)}
    right = next(one for one in question["answers"] if one.get("correct"))
    return {stem: str(right.get("accept", right.get("value"))).replace("*", "")}


def moved_by_buttons(page) -> bool:
    """Whether steps are put in order by buttons: with script they are."""
    return page.locator("[data-ordering] button").count() > 0


def moves(page, question: dict[str, Any]) -> Iterator[tuple[str, int]]:
    """Steps from the first, each with how many places it has to go up by then."""
    for place, step in enumerate(question["steps"]):
        stand = page.locator("[data-ordering] li").all_inner_texts()
        now = next(n for n, one in enumerate(stand) if one.strip().startswith(step["text"]))
        yield step["text"], now - place


def answer_rightly(page) -> None:
    """Answer the question on the screen."""
    question = asked(page)
    if question["type"] == "ordering" and moved_by_buttons(page):
        for step, times in moves(page, question):
            for _ in range(times):
                page.locator("[data-ordering] li", has_text=step).locator("[data-by='-1']").click()
    elif "options" in question:
        for text in right_texts(question):
            page.get_by_label(text, exact=True).check()
    elif question["type"] in ("matching", "ordering"):
        for label, choice in right_choices(question).items():
            page.get_by_label(label, exact=True).select_option(label=choice)
    else:
        for label, words in right_words(question).items():
            page.get_by_label(label, exact=True).fill(words)


def answer_by_keyboard(keys) -> str:
    """Answer the question on the screen rightly, without a mouse. A label, to look at again."""
    page, question = keys.page, asked(keys.page)
    if "options" in question:
        return _choose(keys, right_texts(question))
    if question["type"] == "ordering" and moved_by_buttons(page):
        for label, times in moves(page, question):
            if times:
                keys.to(f"(?s)^Move up.*{re.escape(label)}")
            for _ in range(times):
                page.keyboard.press("Enter")
        return str(label)
    if question["type"] in ("matching", "ordering"):
        right = right_choices(question)
        for label in page.locator("fieldset label").all_inner_texts():
            keys.to(f"^{re.escape(label.strip())}$")
            options = page.locator(":focus option").all_inner_texts()
            place = [one.strip() for one in options].index(right[label.strip()])
            for _ in range(place):
                page.keyboard.press("ArrowDown")
    else:
        for label, words in right_words(question).items():
            keys.to(f"^{re.escape(label)}$")
            page.keyboard.type(words)
    page.keyboard.press("Tab")  # what was written is written once its field is left
    return label.strip()


def _choose(keys, right: list[str]) -> str:
    page = keys.page
    labels = page.locator("fieldset label").all_inner_texts()
    several = page.locator("fieldset input[type=checkbox]").count() > 0
    keys.to(re.escape(labels[0].strip()))
    for number, label in enumerate(labels):
        if number and several:
            page.keyboard.press("Tab")
        elif number:
            page.keyboard.press("ArrowDown")
        if label.strip() in right:
            page.keyboard.press("Space")
            if not several:
                break
    return right[0]
