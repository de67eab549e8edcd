"""The committed corpus and the letters of the demo, by the words that fix each sample.

``python -m samples.selection`` writes ``samples/corpus`` anew. Development layouts only.
"""

import hashlib
from dataclasses import dataclass
from pathlib import Path

from samples import make

CORPUS = Path(__file__).parent / "corpus"


@dataclass(frozen=True, slots=True)
class Entry:
    """One file of the corpus, and why it is there."""

    stem: str
    layout: str
    channel: str
    why: str

    def sample(self) -> make.Sample:
        """Return the file and its truth as the generator makes them."""
        return make.a_sample(self.stem, "dev", self.layout, self.channel)


ENTRIES = (
    Entry("clean-letter-43", "classic", "scan300", "all is there and legible: no person needed"),
    Entry("clean-form-7", "boxed_form", "scan300", "T.C. number in printed boxes, ruled cells"),
    Entry("no-labels-2", "narrative", "scan200_skewed", "number, name and address in sentences"),
    Entry("fax-with-cover-1", "fax_cover", "fax_fine", "a cover sheet that is not the petition"),
    Entry("standard-fax-1", "classic", "fax_standard", "204 × 98 dots an inch: marks vanish"),
    Entry("parent-and-child-1", "parent", "fax_standard", "two valid numbers, one is the child's"),
    Entry("joint-petition-6", "joint", "scan200_skewed", "many signatories with their numbers"),
    Entry("bimer-form-1", "bimer_form", "fax_fine", "given and family name apart, maiden surname"),
    Entry("lawyers-letter-8", "lawyer", "scan200_skewed", "the lawyer signs, the client petitions"),
    Entry("company-letter-1", "business", "fax_fine", "a tax number and no T.C. number"),
    Entry("hidden-identity-1", "tip_off", "fax_standard", "the one number is the accused's"),
    Entry("upside-down-24", "classic", "fax_fine", "fed upside down, header line upright"),
    Entry("blank-back-19", "narrative", "scan200_skewed", "scanned on both sides, the back empty"),
    Entry("no-number-24", "classic", "fax_fine", "no T.C. number: not required by law 3071"),
    Entry("unsigned-12", "boxed_form", "fax_fine", "no signature: a finding for a person"),
)

#: What ``make run`` drops: something to be accepted, something for a person.
DEMO = (
    "clean-letter-43",
    "clean-form-7",
    "fax-with-cover-1",
    "standard-fax-1",
    "parent-and-child-1",
    "hidden-identity-1",
)


def demo_files() -> list[Path]:
    """Return the paths of the demo's letters in the committed corpus."""
    return [next(CORPUS.glob(f"{stem}.*")) for stem in DEMO]


def checksums(folder: Path) -> str:
    """Return the SHA-256 of every sample in ``folder``, as ``sha256sum`` prints them."""
    files = sorted(p for p in folder.iterdir() if p.suffix in (".tif", ".pdf", ".jpg", ".png"))
    return "".join(f"{hashlib.sha256(p.read_bytes()).hexdigest()}  {p.name}\n" for p in files)


def main() -> None:
    """Write the corpus and its checksums."""
    for entry in ENTRIES:
        make.write(entry.sample(), CORPUS)
    (CORPUS / "truth" / "SHA256SUMS").write_text(checksums(CORPUS), encoding="utf-8")


if __name__ == "__main__":
    main()
