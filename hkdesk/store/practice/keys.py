"""Keys and people drawn from a seed, so that the same seed gives the same."""

from random import Random

from hkdesk.store.practice.words import GIVEN, ODD_PEOPLE, SURNAMES

ODD_EVERY = 500  # one of so many bears a text that tries what the desk makes of it


def key(rng: Random, ms: int) -> bytes:
    """A key in the form of uuid7: its instant is given, its random part comes from the seed."""
    noise = rng.getrandbits(74)
    return (ms << 80 | 7 << 76 | (noise >> 62) << 64 | 2 << 62 | noise & (1 << 62) - 1).to_bytes(16)


def person(rng: Random, n: int) -> str:
    """A name; every so often one with rare characters."""
    if n % ODD_EVERY == 7:
        return rng.choice(ODD_PEOPLE)
    return rng.choice(SURNAMES) + rng.choice(GIVEN)


def phone(rng: Random) -> str:
    """A mobile number of a block that practice alone has."""
    return f"1990000{rng.randrange(10000):04d}"
