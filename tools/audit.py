"""Follow every figure of an edition back to its fact, its readings and the bytes of the articles.

    python tools/audit.py OUT [--archive FOLDER]

OUT is the folder of an edition: its files and `manifest.json`. Nothing of briefgen is used, nor
any library: this reads the XML itself, and `auditing` works out from the facts and readings in the
manifest what each place may show. A figure is a run of digits or the name of a month. One line a
finding; exit 0 when all is followed, 1 when something is not, 2 for wrong use.

Not followed: the numbers of pages, which Word counts; sizes, colours, scales and identifiers in the
markup; numbers in words, as `five`, where no bookmark of the brief marks them as a fact; the text
of formulas, but for the keys they look for (their values are). Where the marks of a chart lie
across its lanes, and where its months begin, is compared with what the manifest says was drawn.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import re
import sys
import unicodedata
from pathlib import Path
from zipfile import BadZipFile

from auditing.brief import BriefWalk
from auditing.facts import Facts, figures, numbers_in
from auditing.meaning import Meaning
from auditing.office import read
from auditing.workbook import WorkbookWalk

BLANK = ("not_stated", "disputed")


def words(text: str) -> str:
    """The words of a text, a space around each."""
    found = re.findall(r"\w+", unicodedata.normalize("NFC", text))
    return f" {' '.join(found)} "


class Audit:
    """The walk through an edition: what was found, and how much was walked."""

    def __init__(self, out: Path) -> None:
        self.out = out
        self.manifest = json.loads((out / "manifest.json").read_bytes())
        self.findings: list[str] = []
        self.walked = self.passages = 0

    def say(self, file: str, where: str, shown: str, told: str) -> None:
        """One finding."""
        self.findings.append(f"{file}: {where}: {' '.join(shown.split())[:90]}: {told}")

    def walk(self, archive: Path | None) -> Facts:
        """Every file of the edition; returns what its manifest knows."""
        known = Facts(self.manifest)
        self.facts(known)
        if archive:
            self.articles(known, archive)
        for file, digest in self.manifest["files"].items():
            path = self.out / file
            content = path.read_bytes() if path.is_file() else b""
            if hashlib.sha256(content).hexdigest() != digest:
                self.say(file, "the file", digest, "is not its SHA-256: it has changed")
            if content:
                self.file(file, content)
        return known

    def file(self, file: str, content: bytes) -> None:
        """Every figure that one file shows."""
        *_, language, ending = file.split(".")
        if ending in ("xlsx", "docx"):
            kind = WorkbookWalk if ending == "xlsx" else BriefWalk
            walk = kind(file, {}, Meaning(self.manifest, language))
            try:
                walk.parts = read(content)
                walk.walk()
            except (LookupError, ValueError, StopIteration, SyntaxError, BadZipFile) as fault:
                walk.say("the file", repr(fault), "cannot be walked to its end")
            self.findings += walk.findings
            self.walked += walk.walked

    def facts(self, known: Facts) -> None:
        """Every fact is what a reading says, or is known to differ; figures stand in anchors."""
        for fact in known.facts:
            held, claims = known.get(fact), known.said.get(fact, [])
            borne = {known.relation(fact, one.value, held) for one in claims} if held else {"says"}
            if not borne & {"says", "spelling"} and not known.because(fact):
                self.say("manifest.json", fact, str(held), "no reading says so")
            told = ", ".join(held) if isinstance(held, list) else held or ""
            if (
                isinstance(told, str)
                and told != known.facts[fact]
                and (told or known.facts[fact] not in BLANK)
            ):
                self.say("manifest.json", fact, told, f"the facts have {known.facts[fact]}")
        for language in self.manifest["languages"]:
            self.names(Meaning(self.manifest, language))
        for fact, claims in known.said.items():
            kind = known.type(fact)["type"]
            for one in claims:
                printed = numbers_in(" | ".join(one.anchors))
                told = str(one.value).replace("-36", "")
                numbers = {int(number) for number in re.findall(r"\d+", told)} - printed
                if kind in ("Quantity", "When") and numbers and not one.inferred:
                    self.say("manifest.json", f"{one.at} {fact}", told, "is not in the anchors")

    def names(self, meaning: Meaning) -> None:
        """The figures in what a record is called are its own, or those of what it points at."""
        for one, called in meaning.called.items():
            record = meaning.records[one]
            told = json.dumps(record, ensure_ascii=False)
            told += "".join(f" {meaning.called[o]}" for o in meaning.called if f'"{o}"' in told)
            shown = {int(re.sub(r"\D", "", figure)) for figure in figures(called).split()}
            if shown - numbers_in(f"{one} {told}"):
                self.say("manifest.json", one, called, "its own figures are others")

    def articles(self, known: Facts, archive: Path) -> None:
        """Every anchor stands in the bytes of its paragraph, and the text is the one read."""
        for source in known.of("Source"):
            record = known.records[source]
            path = archive / Path(record["archive"]).name
            if not path.is_file():
                self.say(str(path), source, record["archive"], "is not there")
                continue
            content = path.read_bytes()
            lines = [
                line
                for line in re.split(r"\r\n|\r|\n", content.decode("utf-8-sig"))
                if words(line).strip()
            ]
            if hashlib.sha256(content).hexdigest() != record["sha256"]:
                self.say(path.name, source, record["sha256"], "is not the SHA-256 of the file")
            if len(lines) != int(record["paragraphs"]):
                self.say(path.name, source, record["paragraphs"], f"it has {len(lines)} paragraphs")
            for one in known.readings:
                at, _, place = one["at"].rpartition(".")
                number = int(re.sub(r"\D", "", place))
                text = words(lines[number - 1]) if at == source and number <= len(lines) else ""
                for anchor in one["anchors"] if at == source else ():
                    self.passages += words(anchor) in text
                    if words(anchor) not in text:
                        self.say(path.name, one["at"], anchor, f"is not in paragraph {number}")


def main() -> int:
    """Read the arguments, walk, and tell what was found."""
    parser = argparse.ArgumentParser(
        description="Follow every figure of an edition to the articles."
    )
    parser.add_argument("out", type=Path, help="the folder of the edition")
    parser.add_argument("--archive", type=Path, help="the folder of the articles")
    asked = parser.parse_args()
    if not (asked.out / "manifest.json").is_file():
        parser.error(f"there is no manifest.json in {asked.out}")
    audit = Audit(asked.out)
    near = [
        folder / "archive" / audit.manifest["dossier"]
        for folder in (Path(), *asked.out.resolve().parents)
    ]
    archive = asked.archive or next((folder for folder in near if folder.is_dir()), None)
    if asked.archive and not asked.archive.is_dir():
        parser.error(f"there is no folder {asked.archive}")
    known = audit.walk(archive)
    print(*audit.findings, sep="\n", end="\n" * bool(audit.findings))
    looked = f"{audit.passages} passages found" if archive else "passages not looked up"
    counts = f"{len(known.facts)} facts, {len(known.readings)} readings, {looked}"
    print(f"{audit.walked} figures walked, {counts}: {len(audit.findings)} findings")
    return int(bool(audit.findings))


if __name__ == "__main__":
    sys.exit(main())
