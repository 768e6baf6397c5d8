"""What the weights of intents are learnt from, and how well they tell the intents of mails they have not seen.

    uv run python -m benchmarks.train_intents

prints the latter (five parts in turn), the rules alone beside it; `python -m benchmarks.calibrate` writes the weights.
Mails kept aside take no part.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import chain

from benchmarks.labelled import CORPUS, mails
from benchmarks.training.learning import Model, learn
from benchmarks.training.lines import lines
from benchmarks.training.mails import met, practice, unseen
from mailflow.config.event_file import load_event
from mailflow.understanding import understand
from mailflow.understanding.reading import NOTHING_KNOWN

MILDNESS = 0.3  # C of scikit-learn: the less, the nearer all weights stay to nothing
PARTS = 5
BLOCK = 40  # lines that stand together, often on one matter, are not split
WHOLE = 3.0  # how much a whole mail counts beside a line


@dataclass(frozen=True, slots=True)
class Sample:
    """A mail's signs, its intent, what the rules say, and what it must not be split from."""

    name: str
    signs: frozenset[str]
    intent: str
    ruled: str
    group: str


def samples() -> list[Sample]:
    """All mails that may be learnt from."""
    found = []
    events = {"it": "given/events/fabbrica-idee.toml", "en": "given/events/ceramics-forum.toml"}
    for number, line in enumerate(lines()):
        event = load_event(CORPUS / events[line.language])
        outcome = understand.examine(line.message, event, NOTHING_KNOWN)
        if outcome is not None:
            block = f"line {number // BLOCK}"
            name = f"line {number}"
            found.append(Sample(name, frozenset(outcome.signs), line.intent.value, outcome.ruled.value, block))
    for mail in chain(mails(), practice(), met(), unseen()):
        outcome = None if mail.held else understand.examine(mail.message, mail.event, NOTHING_KNOWN)
        if outcome is not None:
            told = mail.label["intent"]
            found.append(Sample(mail.file, frozenset(outcome.signs), told, outcome.ruled.value, mail.event.id))
    return found


def fit(of: list[Sample]) -> Model:
    """The regression over the signs that are met often enough."""
    weight = [1.0 if sample.group.startswith("line ") else WHOLE for sample in of]
    return learn([sample.signs for sample in of], [sample.intent for sample in of], weight, MILDNESS)


def tell(model: Model, of: list[Sample]) -> list[tuple[str, float]]:
    """The intent of each sample and its probability."""
    shares = model.shares([sample.signs for sample in of])
    return [max(row.items(), key=lambda kind: kind[1]) for row in shares]


def cross() -> None:
    """Print how samples are told by weights that have not seen their group."""
    of = samples()
    groups = sorted({sample.group for sample in of})
    told: list[tuple[Sample, str, float]] = []
    for part in range(PARTS):
        out = {group for number, group in enumerate(groups) if number % PARTS == part}
        model = fit([sample for sample in of if sample.group not in out])
        test = [sample for sample in of if sample.group in out]
        told += [(s, intent, share) for s, (intent, share) in zip(test, tell(model, test), strict=True)]
    for name, kind in (("lines", True), ("mails", False)):
        rows = [row for row in told if row[0].group.startswith("line ") == kind]
        right = sum(intent == s.intent for s, intent, _ in rows) / len(rows)
        ruled = sum(s.ruled == s.intent for s, _, _ in rows) / len(rows)
        print(f"{name}: {len(rows)}, told rightly {right:.1%} (rules alone {ruled:.1%})")
        for least in (0.6, 0.7, 0.8, 0.9, 0.95):
            sure = [intent == s.intent for s, intent, share in rows if share >= least]
            print(f"  at {least}: {len(sure) / len(rows):.1%} sure, of these {len(sure) - sum(sure)} wrong")


if __name__ == "__main__":
    cross()
