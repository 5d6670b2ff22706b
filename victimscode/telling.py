"""What a change of the Code is, in sentences that an editor and a learner can both use."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from victimscode.changing import Aspect, Change, LimitChange, RightChange
from victimscode.formats import LimitText


def sentences(
    change: Change,
    before: Sequence[str],
    after: Sequence[str],
    *,
    agencies: Mapping[str, str],
    rights: Sequence[RightChange] = (),
) -> tuple[str, ...]:
    """What is different, the weightiest first; nothing for what stands as it stood.

    `before` and `after` are what the old and the new duties say, `agencies` names by key, and
    `rights` what became of the rights.
    """
    said: list[str] = []
    for aspect in change.aspects:
        if aspect == Aspect.LIMIT:
            said += [_limit(one) for one in change.limits]
        elif aspect == Aspect.AGENCY:
            said.append(_agency(change, agencies))
        elif aspect == Aspect.RIGHT:
            said.append(_right(change, rights))
        elif aspect in (Aspect.SPLIT, Aspect.MERGED):
            said.append(_joined(aspect, before, after))
        elif aspect == Aspect.WORDING:
            if not {Aspect.SPLIT, Aspect.MERGED} & set(change.aspects):
                said.append(_words(before, after))
        else:
            said.append(_plain(aspect))
    return tuple(said)


def _plain(aspect: Aspect) -> str:
    return {
        Aspect.NEW: _("It is new."),
        Aspect.ENDED: _("It is no longer part of the Code."),
        Aspect.FORCE: _("Whether it is in force has changed."),
    }[aspect]


def _limit(one: LimitChange) -> str:
    group = {
        "standard": _("for everyone else"),
        "enhanced": _("with Enhanced Rights"),
    }[one.group]
    facts = {"group": group, "before": _limits(one.before), "after": _limits(one.after)}
    if not one.before:
        return _("There is a limit %(group)s now: %(after)s.") % facts
    if not one.after:
        return _("There is no limit %(group)s any more. It was %(before)s.") % facts
    return _("The limit %(group)s is now %(after)s. It was %(before)s.") % facts


def _limits(limits: Iterable[LimitText]) -> str:
    return _and(str(limit) for limit in limits)


def _agency(change: Change, names: Mapping[str, str]) -> str:
    before, after = (
        _and(sorted(_the(names.get(slug, slug)) for slug in slugs)) for slugs in change.agencies
    )
    if not before:
        return _("It is now the duty of %s.") % after
    if not after:
        return _("It is nobody’s duty by name any more. It was that of %s.") % before
    facts = {"before": before, "after": after}
    return _("It is now the duty of %(after)s. It was that of %(before)s.") % facts


def _the(name: str) -> str:
    return (
        name
        if name[:1].islower() or name.split(maxsplit=1)[0] in ("The", "All", "Anyone")
        else f"the {name}"
    )


def _right(change: Change, rights: Sequence[RightChange]) -> str:
    before, after = (_numbers(sorted(numbers)) for numbers in change.rights)
    if not after:
        return _("It stands under no right any more. It stood under %s.") % before
    if not before:
        return _("It stands under %s now.") % after
    said = _("It stands under %(after)s now. It stood under %(before)s.") % {
        "after": after,
        "before": before,
    }
    split = [one for one in rights if one.split and one.number in change.rights[0]]
    for one in split:
        said += " " + _("Right %(number)d has become %(now)s.") % {
            "number": one.number,
            "now": _numbers(one.now),
        }
    return said


def _numbers(numbers: Sequence[int]) -> str:
    word = ngettext("Right", "Rights", len(numbers))
    return f"{word} {_and(str(number) for number in numbers)}" if numbers else ""


def _joined(aspect: Aspect, before: Sequence[str], after: Sequence[str]) -> str:
    if aspect == Aspect.SPLIT:
        return _("It has become %(number)d: %(after)s. It said: %(before)s.") % {
            "number": len(after),
            "after": _quoted(after),
            "before": _quoted(before),
        }
    return _("It is one with another now: %(after)s. They said: %(before)s.") % {
        "after": _quoted(after),
        "before": _quoted(before),
    }


def _words(before: Sequence[str], after: Sequence[str]) -> str:
    if list(before) == list(after):
        return _("When it applies, or what is noted about it, has changed.")
    return _("It now says: %(after)s. It said: %(before)s.") % {
        "after": _quoted(after),
        "before": _quoted(before),
    }


def _quoted(texts: Iterable[str]) -> str:
    return _and(f"“{text}”" for text in texts)


def _and(words: Iterable[str]) -> str:
    found = list(words)
    if len(found) < 2:
        return "".join(found)
    return _("%(some)s and %(last)s") % {"some": ", ".join(found[:-1]), "last": found[-1]}
