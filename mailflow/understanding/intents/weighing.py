"""What the words of a mail weigh for each intent (`intents.weights.gz`, by `python -m benchmarks.calibrate`)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from mailflow.understanding.intents.intent import Wanted
from mailflow.understanding.learnt.weights import weights
from mailflow.understanding.reading import Intent

INTENTS = "intents"
AGREED = 0.6  # the least probability at which an intent stands out that is plain to the rules, too
SURE = 0.7  # ... that is not
GIVING_UP = 0.75  # ... by which a place is given up: somebody else has it then
EVEN = 0.5  # the least probability at which an intent is more probable than all others together
SUSPECT = 0.3  # from there on a mail may be one sent to everybody, where nothing else stands out
LEAST = 0.4  # below it the words tell too little, and the rules decide


def weighed(ruled: Wanted, signs: Iterable[str]) -> Wanted:
    """The most probable intent, clear where it stands out; what the rules doubt in it stays a doubt."""
    shares = weights(INTENTS).probabilities(signs)
    likeliest = max(shares, key=lambda intent: shares[intent])
    best, share = Intent(likeliest), shares[likeliest]
    bar = GIVING_UP if best in (Intent.CANCEL, Intent.DECLINE) else SURE
    if best is ruled.intent:
        plain = ruled.clear and not ruled.doubts
        return replace(ruled, clear=share >= (AGREED if plain else bar), share=share)
    if share < EVEN and shares[Intent.SPAM] >= SUSPECT and best is not Intent.SPAM:
        return Wanted(Intent.SPAM, clear=False, share=share)  # a person looks at it, and nobody is answered meanwhile
    if share < LEAST or (share < EVEN and ruled.intent is Intent.OTHER):  # nor where the rules see nothing of ours
        return replace(ruled, clear=False, share=share)
    return Wanted(best, clear=share >= bar, share=share)
