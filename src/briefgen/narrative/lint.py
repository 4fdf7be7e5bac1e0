"""What a narrative may not say in its own words, and what each sentence must hold.

Every rule is a function; its docstring has a line that passes it and one that fails it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, TypeAlias

from msgspec import Struct

from briefgen.facts.problems import Place, Problem, in_order, listed
from briefgen.facts.records import Stage
from briefgen.facts.texts import folded
from briefgen.narrative.blocks import Heading, Shown
from briefgen.narrative.ground import Ground
from briefgen.narrative.judgements import confidence_cap, judgement, percentages
from briefgen.narrative.notes import ADDRESSES, note_of
from briefgen.narrative.typed import GAP, typed_in
from briefgen.wording.language import whole_words

if TYPE_CHECKING:
    from collections.abc import Mapping

    from briefgen.facts.dossier import Dossier
    from briefgen.narrative.blocks import Narrative, Paragraph, Sentence
    from briefgen.narrative.notes import Evidence
    from briefgen.narrative.typed import Typed
    from briefgen.wording.wording import Wording

Found: TypeAlias = Iterator[tuple[Place, str]]
"""What a rule yields: places and messages."""

_FIGURE = re.compile(
    r"\d{1,4}([-/.])\d{1,2}\1\d{1,4}"  # a date in figures
    r"|\d{1,3}(?:[ ,.'\u2019\u00a0\u202f]\d{3})+(?!\d)"  # thousands
    r"|\d+[.,]\d+|[^\W_]*\d[^\W_]*"
)
_END = re.compile(r"[.?!:\u2026][\s)\]\u00bb\u201d\"'\u2019]*$")
_STOP = re.compile(
    r"[.?!\u2026][)\]\u00bb\u201d\"'\u2019]*\s+[\u00ab\u201c\"'\u2018(\[]*\s*(?=(\S))"
)
_INITIAL = re.compile(r"(?:^|[.\-])[^\W\d_]$")
_ABBREVIATED = frozenset(
    (
        *("mr", "mrs", "ms", "dr", "prof", "gen", "col", "lt", "maj", "sen", "rep", "gov", "st"),
        *("jan", "feb", "aug", "sept", "oct", "nov", "dec", "janv", "févr", "avr", "juil", "déc"),
        *("vs", "cf", "art", "pp", "mm", "al", "approx"),
    )
)
"""Words whose full stop ends no sentence."""


class Line(Struct, frozen=True):
    """A sentence or a heading under lint."""

    sentence: Sentence
    typed: Typed
    heading: bool = False

    def let_stand(self, typed: str, proposal: str) -> str:
        """What to do about something typed that is a fact's to say."""
        if self.heading:
            return (
                f'"{typed}" is typed, and a heading carries no facts. '
                f"Leave it out, or let it stand: [{typed}]{{.asis}}"
            )
        said = f"; probably {proposal}" if proposal else ", and no fact says it"
        return f'"{typed}" is typed{said}. To let it stand: [{typed}]{{.asis}}'


def typed(line: Line, ground: Ground) -> Found:
    """A figure is printed by its fact, never typed.

    Passes: They freed {{ release-a.people }} people.
    Fails: They freed 52 people.
    """
    dates = [found.span() for found in ground.dates(line.typed.text)]
    let_stand = {str(bound) for bound in _bounds(line, ground)}
    for found in _FIGURE.finditer(line.typed.text):
        in_date = any(start <= found.start() < end for start, end in dates)
        if not in_date and found[0] not in let_stand:
            proposal = ground.proposals.containing(found[0], line.sentence.facts)
            yield line.typed.place(found.start()), line.let_stand(found[0], proposal)


def _bounds(line: Line, ground: Ground) -> Iterator[int]:
    """The percentages of the likelihoods in the sentence, which stand beside their words."""
    for found in _likelihoods(line, ground):
        for band in ground.language.likelihood:
            if _bare(band.words) == _bare(found[0]):
                yield from (band.low, band.high)


def number_word(line: Line, ground: Ground) -> Found:
    """A number in words is a form of its fact; "one" alone is no number.

    Passes: They freed {{ release-a.people words }} people and one dog.
    Fails: They freed fifty-two people.
    """
    number = whole_words(ground.language.number_words)
    banned = whole_words(ground.banned)
    for found in ground.spelled.finditer(line.typed.text):
        if number.search(found[0]) and not banned.fullmatch(found[0]):
            proposal = ground.proposals.containing(found[0], line.sentence.facts)
            yield line.typed.place(found.start()), line.let_stand(found[0], proposal)


def typed_date(line: Line, ground: Ground) -> Found:
    """A date, and a month too, is printed by its fact.

    Passes: They were freed on {{ release-a.freed }} and may leave.
    Fails: They were freed on 11 September 2025.
    """
    for found in ground.dates(line.typed.text):
        date = found[0].rstrip(",")
        facts = line.sentence.facts
        telling = any(map(str.isdigit, date))  # a month alone is part of many dates
        proposal = ground.proposals.containing(date, facts, elsewhere=telling)
        yield line.typed.place(found.start()), line.let_stand(date, proposal)


def typed_name(line: Line, ground: Ground) -> Found:
    """A person's name is printed by its fact, so that it is spelt one way; a body's may be typed.

    Passes: {{ person-a.name }} met the Committee of Ales Novak.
    Fails: They freed Novak.
    """
    text = line.typed.text
    bodies = [found.span() for found in ground.bodies.finditer(text)]
    for found in ground.persons.finditer(text):
        of_body = any(start <= found.start() and found.end() <= end for start, end in bodies)
        if found[0][0].isupper() and not of_body:
            persons = ground.names.get(_bare(found[0]), ())
            proposals = (ground.proposals.name(found[0], person) for person in persons)
            yield (
                line.typed.place(found.start()),
                line.let_stand(found[0], " or ".join(dict.fromkeys(proposals))),
            )


def banned(line: Line, ground: Ground) -> Found:
    """Words that claim too much, blur, or hold for one day only do not stand in our voice.

    Neither does what a term of the dossier is to avoid.

    Passes: They called it [a swap]{.asis}.
    Fails: It was done in exchange.
    """
    for found, reason in _words(line, ground.banned):
        quoted = f"To quote it: [{found[0]}]{{.asis}}"
        yield line.typed.place(found.start()), f'do not write "{found[0]}": {reason}. {quoted}'


def done_word(line: Line, ground: Ground) -> Found:
    """What is announced at most is not told as done, but may be as what would be.

    Passes: They would be released [^release-b.people].
    Fails: They were released on {{ release-b.announced }}.
    """
    records = dict.fromkeys(fact.rpartition(".")[0] for fact in line.sentence.facts)
    stages = {record: ground.stage_of(record) for record in records}
    open_ones = [
        f"{record} is only {stage.value}"
        for record, stage in stages.items()
        if stage is not None and stage.rank <= Stage.ANNOUNCED.rank
    ]
    if open_ones:
        for found, way_out in _words(line, ground.language.done):
            if not ground.undone.fullmatch(line.typed.text, 0, found.start()):
                message = f'"{found[0]}" tells as done what is not: {", ".join(open_ones)}'
                yield line.typed.place(found.start()), f"{message}; {way_out}"


def _words(line: Line, reasons: Mapping[str, str]) -> Iterator[tuple[re.Match[str], str]]:
    """Each of the words that was typed, with its reason."""
    by_word = {_bare(word): reason for word, reason in reasons.items()}
    for found in whole_words(reasons).finditer(line.typed.text):
        if reason := by_word.get(_bare(found[0])):  # none where only a foreign capital matched
            yield found, reason


def _bare(words: str) -> str:
    return " ".join(folded(words).replace("\u2019", "'").split())


def no_sentence(line: Line, _ground: Ground) -> Found:
    """A line is a sentence and ends like one.

    Passes: They were freed [^release-a.people].
    Fails: They were freed [^release-a.people]
    """
    text = line.sentence.text
    if not line.heading and not _END.search(text):
        end = text[-20:].lstrip()
        yield line.sentence.place, f'the line ends in "{end}", a sentence ends in . ? ! or :'


def sentence(line: Line, _ground: Ground) -> Found:
    """A line holds one sentence, so that each has its own note.

    Passes: Mr. Smith of the U.S. embassy left.
    Fails: They were freed. They left.
    """
    text = line.typed.text
    for found in _STOP.finditer(text):
        before = text[: found.start()].split()
        last = before[-1].lstrip("(\u00ab\u201c\"'") if before else ""
        shortened = folded(last) in _ABBREVIATED or _INITIAL.search(last)
        begins = found[1].isupper() or found[1] == GAP
        if begins and not (text[found.start()] == "." and shortened):
            message = "a second sentence begins on this line; put it on a line of its own"
            yield line.typed.place(found.start(1)), message


def heading_fact(line: Line, _ground: Ground) -> Found:
    """A heading carries no facts, for it has no note.

    Passes: # Who was freed
    Fails: # The {{ release-a.people }} freed
    """
    if line.heading:
        for named in line.sentence.named:
            message = f"a heading carries no facts; move {named.fact} into a sentence"
            yield named.place, message


def too_many_addresses(line: Line, ground: Ground) -> Found:
    """A note holds eight addresses at most.

    Passes: They freed {{ release-a.people }} people.
    Fails: They freed {{ release-a.people }} people of {{ estimate-a.people }}.
    """
    note = None if line.heading else note_of(line.sentence, ground.evidence)
    if note and len(note.addresses) > ADDRESSES:
        message = f"it rests on {len(note.addresses)} readings, a note holds {ADDRESSES}"
        yield line.sentence.place, f"{message}; split the sentence"


def no_evidence(line: Line, ground: Ground) -> Found:
    """What is cited rests on a reading.

    Passes: They were freed [^release-a.people].
    Fails: They were freed [^release-a.act].
    """
    for cite in line.sentence.cites:
        if not ground.evidence.addresses(cite.fact):
            yield cite.place, f"no reading speaks of {cite.fact}, so there is nothing to cite"


def doubted(line: Line, ground: Ground) -> Found:
    """A value that may be wrong is printed together with its doubt.

    Passes: They date it {{ estimate-b.as_of }}, which may be a slip.
    Fails: They date it {{ estimate-b.as_of }}.
    """
    if whole_words(ground.doubt).search(line.typed.text):
        return
    for piece in line.sentence.pieces:
        if isinstance(piece, Shown) and piece.fact in ground.doubted:
            words = listed(f'"{word}"' for word in ground.doubt)
            message = f"{piece.fact} is doubted by its readings; say so here with {words}"
            yield piece.place, message


def likelihood(line: Line, ground: Ground) -> Found:
    """One likelihood a sentence (ICD 203), and the confidence in a sentence of its own.

    Passes: It is very likely (80-95%).
    Fails: It is likely, and we say so with low confidence.
    """
    likelihoods = list(_likelihoods(line, ground))
    if not likelihoods:
        return
    first, *others = likelihoods
    for other in others:
        message = f'"{other[0]}" beside "{first[0]}"; a sentence holds one likelihood'
        yield line.typed.place(other.start()), message
    noun = ground.language.phrases["confidence"].format(level="").strip()
    for found in whole_words((noun,)).finditer(line.typed.text):
        message = f'"{found[0]}" beside "{first[0]}"; give the confidence in a sentence of its own'
        yield line.typed.place(found.start()), message


def _likelihoods(line: Line, ground: Ground) -> Iterator[re.Match[str]]:
    words = whole_words(band.words for band in ground.language.likelihood)
    return words.finditer(line.typed.text)


LINE_RULES: tuple[Callable[[Line, Ground], Found], ...] = (
    typed,
    number_word,
    typed_date,
    typed_name,
    banned,
    done_word,
    no_sentence,
    sentence,
    heading_fact,
    too_many_addresses,
    no_evidence,
    doubted,
    likelihood,
)
PARAGRAPH_RULES: tuple[Callable[[Paragraph, Ground], Found], ...] = (
    judgement,
    percentages,
    confidence_cap,
)


def lint(
    narrative: Narrative, *, dossier: Dossier, wording: Wording, evidence: Evidence
) -> list[Problem]:
    """Every problem of a narrative in order of place; all are errors."""
    ground = Ground(dossier, wording, evidence)
    problems = [
        _problem(rule.__name__, found)
        for line in _lines(narrative)
        for rule in LINE_RULES
        for found in rule(line, ground)
    ]
    problems += [
        _problem(rule.__name__, found)
        for paragraph in narrative.paragraphs()
        for rule in PARAGRAPH_RULES
        for found in rule(paragraph, ground)
    ]
    return list(in_order(problems))


def _lines(narrative: Narrative) -> Iterator[Line]:
    for block in narrative.blocks:
        if isinstance(block, Heading):
            yield Line(block.sentence, typed_in(block.sentence), heading=True)
    for each in narrative.sentences():
        yield Line(each, typed_in(each))


def _problem(rule: str, found: tuple[Place, str]) -> Problem:
    place, message = found
    return Problem(place, "", message, rule.replace("_", "-"))
