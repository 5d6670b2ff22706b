"""Job aids compiled: what the page of an aid is made of."""

from __future__ import annotations

from typing import Any

from courses import checks
from courses.formats import AidFile, Block, ModuleFile, format_aid
from courses.services import compiling
from victimscode.models import Duty


class CardCompiler(compiling.Compiler):
    """One job aid being compiled: a fact is a sentence and a line, as a card has little room."""

    def template(self, kind: str) -> str:
        """The template of a block."""
        return "rule" if kind == "fact" else kind

    def _limits(self, block: Block) -> dict[str, Any]:
        """Without the line below each table: a card of five tables would say it five times."""
        return {**super()._limits(block), "note": ""}


def compile_aid(aid: AidFile, module: ModuleFile, sources: compiling.Sources) -> dict[str, Any]:
    """A job aid as {"segments": [{"id", "html"}], "editions": [{"title", "href"}], …}."""
    lesson = aid.as_lesson()
    compiler = CardCompiler(lesson, module, sources)
    note = aid.content_note
    return {
        "title": aid.title,
        "lead": aid.lead,
        "for": aid.whom,
        "minutes": aid.minutes,
        "rights": list(aid.rights),
        "edition": module.edition,
        "editions": _editions([sources.duties[ref] for ref in refs_of(aid)]),
        "strength": note.strength if note else "",
        "topics": list(note.topics) if note else [],
        "segments": [segment for block in aid.blocks for segment in compiler.segments(block)],
        "source": format_aid(aid),
    }


def refs_of(aid: AidFile) -> list[str]:
    """What the aid cites, each once, in order."""
    return list(dict.fromkeys(ref for one in aid.blocks for ref, _line in checks.refs_of(one)))


def _editions(duties: list[Duty]) -> list[dict[str, str]]:
    named = {duty.edition.slug: duty.edition for duty in duties}
    return [{"title": one.title, "href": one.get_absolute_url()} for one in named.values()]


def aid_hash(aid: AidFile, sources: compiling.Sources) -> str:
    """What an aid says: its words and everything that it refers to, not its markup."""
    return compiling.blocks_hash(format_aid(aid), aid.blocks, sources)


def aid_text(aid: AidFile, sources: compiling.Sources) -> str:
    """The plain words of an aid, for the search."""
    said = [aid.title, aid.lead, aid.whom]
    said += [text for block in aid.blocks for _key, text in checks.shown(block)]
    return "\n".join([*said, *compiling.drawn_words(aid.blocks, sources)])
