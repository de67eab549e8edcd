"""May the chosen name be believed: who, complete, and read alike by independent reads."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from domain.page import CropRead
from extract import gazetteer, name_bounds, name_readings, name_words, people
from extract.gazetteer import Known
from extract.labels import Labels
from extract.letter import Letter, letters
from extract.name_readings import Readings, Words
from extract.names import Mention
from extract.people import Person

_TURKISH_LETTERS = frozenset("çğıöşüÇĞİÖŞÜ")
#: How sure the engine must be of a word that no list knows (EXTRACTION 8: exact ones 96 at the
#: median, wrong ones 60).
_SURE = 0.8
#: And of a listed one that but two reads have: two reads of bad pixels may be wrong alike.
_FAIR = 0.6
#: Of a person for whom no evidence speaks, or not enough where somebody else may be meant.
_UNSURE = 0.5
#: What else shows that a name below the closing is the signer's.
_SUPPORT = frozenset({"near_ink", "near_imza", "near_number", "repeated"})


@dataclass(frozen=True, slots=True)
class Verdict:
    """The mention to propose and the codes of what stands against it; empty when accepted."""

    mention: Mention | None
    against: tuple[str, ...]
    p_select: float = 0.0  #: that this is the petitioner
    p_read: float = 0.0  #: that every letter is right
    measures: Mapping[str, float] = field(default_factory=dict)  #: what gates ask for

    @property
    def confidence(self) -> float:
        """Probability that the value is right."""
        return self.p_select * self.p_read


def judge(
    letter: Letter, labels: Labels, everybody: Sequence[Person], crops: Sequence[CropRead]
) -> Verdict:
    """Pass the likeliest petitioner through the name gate."""
    nobody = people.gate("nobody")
    able = [p for p in everybody if p.score > people.gate("least") and "office" not in p.signs]
    if not able:
        return Verdict(None, ("name.missing",))
    top, mention = able[0], able[0].best
    p_select = people.probability(top, everybody)
    against: list[str] = []
    if p_select < people.gate("select"):
        second = max((p.score for p in able[1:]), default=nobody)
        against.append("name.two_people" if second > nobody else "name.doubtful")
    if not people.kinds(top) or people.speaks_against(top):
        against.append("name.doubtful")
        p_select = min(p_select, _UNSURE)
    elif people.contested(top, everybody):
        against.append("name.two_people")
        p_select = min(p_select, _UNSURE)
    everyone = [m for person in everybody for m in person.mentions]
    if _may_be_a_stranger(letter, labels, top, everyone):
        against.append("name.two_people")
        p_select = min(p_select, _UNSURE)
    readings = name_readings.of(letter, top, mention, crops)
    line = name_readings.whole_line(mention, crops)
    longer = name_readings.hidden(mention, line)
    hides = _is_incomplete(letter, mention, able) or _may_hide(letter, top, mention, line)
    repeated = _repeated(top)
    if longer or hides or not name_bounds.witnessed(letter, labels, mention, repeated=repeated):
        against.append("name.incomplete")
    words = longer or readings.best
    against += _reading_doubts(letter, mention, words, readings)
    chosen = mention if words == letters(mention.value) else _reread(mention, words)
    measures = {
        "witnesses": readings.votes(words),
        "known": float(gazetteer.whole(words) is Known.LISTED),
        "signs": float(people.evidence(top, able)),
    }
    p_read = _p_read(words, readings)
    return Verdict(chosen, tuple(dict.fromkeys(against)), p_select, p_read, measures)


def _may_be_a_stranger(
    letter: Letter, labels: Labels, person: Person, everyone: Sequence[Mention]
) -> bool:
    """Say whether the writer's own name may have gone unseen: nothing but its place speaks for who
    was chosen, and that place is not the writer's alone; or a label asked for another."""
    if name_bounds.unanswered(letter, labels, everyone):
        return True
    if people.kinds(person) != {"block"}:
        return False
    if person.signs.isdisjoint(_SUPPORT) or name_bounds.passed_over(letter, labels, everyone):
        return True
    return "repeated" not in person.signs and name_bounds.is_last(letter, labels, person.best)


def _reread(mention: Mention, words: Words) -> Mention:
    return replace(mention, words=words)


def _repeated(person: Person) -> bool:
    """Say whether the same words are the person's name in another place of the letter."""
    places = {(m.at.row, m.folded) for m in person.mentions if m.folded == person.best.folded}
    return len(places) > 1


def _p_read(words: Words, readings: Readings) -> float:
    """Return the share of names read right by votes and lists (development letters, rounded)."""
    by_votes = (0.5, 0.6, 0.9, 0.96)[min(readings.votes(words), 3)]
    listed = gazetteer.whole(words) is Known.LISTED
    return by_votes + (0.99 - by_votes) * 0.8 if listed and readings.votes(words) > 1 else by_votes


def _is_incomplete(letter: Letter, mention: Mention, able: Sequence[Person]) -> bool:
    if mention.leftover or not 2 <= len(mention.words) <= 5 or len(mention.words[-1]) < 2:
        return True
    if name_words.has_hyphen_break(mention.words) or _lacks_surname(mention.words):
        return True
    others = [p.best for p in able if len(p.best.words) > 1]
    if any(people.extends(other, mention) for other in others):
        return True
    # A shorter form of the name is no doubt where a signature hides the rest of it.
    shorter = (other for other in others if people.extends(mention, other))
    return not all(name_readings.beside_ink(letter, other) for other in shorter)


def _lacks_surname(words: Words) -> bool:
    """Say whether a name ends with a given name that is no surname: ``GÜLER ÖZGE``."""
    last = name_words.stem(words[-1]).split("-")[-1]
    return gazetteer.given(last) is Known.LISTED and gazetteer.family(last) is Known.UNKNOWN


def _may_hide(letter: Letter, person: Person, mention: Mention, line: frozenset[Words]) -> bool:
    """Say whether ink beside the name may hide a word: the line as a whole shows no other."""
    alone = letters(mention.value) in line
    return not alone and not _repeated(person) and name_readings.beside_ink(letter, mention)


def _reading_doubts(
    letter: Letter, mention: Mention, words: Words, readings: Readings
) -> list[str]:
    marked = _writes_marks(letter.layout.text)
    lost = any(word[0].islower() for word in words)  # a capital was read as something else
    # Who types no Turkish letters has none in his name.
    if lost or (not marked and _TURKISH_LETTERS.intersection("".join(words))):
        return ["name.doubtful"]
    votes, known = readings.votes(words), gazetteer.whole(words, marked=marked)
    if votes < 2:
        return ["name.reads_differ" if len(readings.sources) > 1 else "name.doubtful"]
    if readings.rival(words, marked=marked):
        return ["name.reads_differ"]
    if known is Known.LISTED:
        return [] if votes > 2 or mention.at.confidence >= _FAIR else ["name.doubtful"]
    if marked and any(map(gazetteer.lost_marks, words)):
        return ["name.doubtful"]
    sure = known is Known.FORMED or mention.at.confidence >= _SURE
    return [] if votes > 2 and sure else ["name.doubtful"]


def _writes_marks(text: str) -> bool:
    """Say whether the letter is written with Turkish letters, not typed in ASCII."""
    return 100 * sum(c in _TURKISH_LETTERS for c in text) > len(text)
