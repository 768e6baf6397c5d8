"""Phone numbers in a text, in international form; numbers of another kind that look like them are left alone."""

from __future__ import annotations

import re
from functools import lru_cache

import phonenumbers

from mailflow.domain.event import Event

# what may be a phone: a run of digits with the marks people put between them
RUN = re.compile(r"(?<![\w@/.])(?:\+|00)?\(?\d[\d\s().\-/]{4,20}\d(?![\w@])")
LONG = re.compile(r"\d[\d\s().\-/]{4}")  # which every such run holds, and few texts
# lands whose writers are met in another land's mailbox, and the digits of a national number with its leading zero
NEIGHBOURS = {"IE": ("GB", "IT"), "GB": ("IE", "IT")}
DIGITS = {"IE": 10, "GB": 11}
AMERICAN = re.compile(r"\(\d{3}\) ?\d{3}-\d{4}")
BRITISH_MOBILE = re.compile(r"07\d{3}[ -]\d{3}[ -]?\d{3}")  # no Italian code before a number has five digits
REGION_OF_ZONE = {"Europe/Rome": "IT", "Europe/Dublin": "IE", "Europe/London": "GB"}


@lru_cache(maxsize=256)
def _zone_region(zone: str) -> str:
    from babel.core import get_global  # noqa: PLC0415  # loaded once, and only for zones that are met

    return REGION_OF_ZONE.get(zone) or str(get_global("zone_territories").get(zone, "IT"))


def region_of(event: Event) -> str:
    """The country whose national numbers are meant: the organizer's, else the zone's."""
    regions = (_land_of(phone) for phone in event.organizer.phones if phone.strip().startswith(("+", "00")))
    return next(filter(None, regions), None) or _zone_region(str(event.timezone))


@lru_cache(maxsize=256)
def _land_of(phone: str) -> str | None:
    try:
        return phonenumbers.region_code_for_number(phonenumbers.parse(phone, "IT"))
    except phonenumbers.NumberParseException:
        return None


def phone_spans(text: str, region: str) -> tuple[tuple[int, int, str], ...]:
    """Offsets and E.164 form of every phone number."""
    found: list[tuple[int, int, str]] = []
    if not LONG.search(text):
        return ()
    for run in RUN.finditer(text):
        start = run.start()
        raw = run.group()
        line = raw.find("\n")
        if line >= 0:
            raw = raw[:line]
        if _is_date_or_clock(raw):
            continue
        number = international(raw, region)
        if number is None and (dash := re.search(r"\s[-–/]\s", raw)):  # 'int. 12 - 0544 5550377'
            start, raw = start + dash.end(), raw[dash.end() :]
            number = international(raw, region)
        if number is not None:
            found.append((start, start + len(raw.rstrip()), number))
    return tuple(found)


def _is_date_or_clock(raw: str) -> bool:
    return bool(
        re.match(r"\d{1,2}([./-])\d{1,2}\1\d{2,4}(?!\d)", raw)
        or re.match(r"\d{4}-\d\d-\d\d", raw)
        or re.match(r"\d{1,2}\s?[-–]\s?\d{1,2}[./]\d{1,2}[./]\d{2,4}(?!\d)", raw)
        or re.match(r"\d{1,2}[.:]\d\d\s*[-–]\s*\d{1,2}[.:]\d\d", raw)
    )


@lru_cache(maxsize=512)
def international(raw: str, region: str) -> str | None:
    """A number in E.164 form, None if it is none. Test numbers (555…) are numbers here."""
    digits = re.sub(r"\D", "", raw)
    if not 6 <= len(digits) <= 15:
        return None
    abroad = raw.strip().startswith(("+", "00"))
    if AMERICAN.fullmatch(raw.strip()):
        raw, abroad = f"+1 {raw}", True
    if region == "IT" and BRITISH_MOBILE.fullmatch(raw.strip()):
        region = "GB"
    if not abroad:
        region = _of_neighbour(raw, digits, region)
    try:
        parsed = phonenumbers.parse(raw, region)
    except phonenumbers.NumberParseException:
        return None
    if not abroad and not (phonenumbers.is_possible_number(parsed) and _looks_national(digits, region)):
        return None
    if abroad and len(digits) < 8:
        return None
    return phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.E164)


def _of_neighbour(raw: str, digits: str, region: str) -> str:
    """The land whose number it is: the own one, or a neighbour's where it is none of the own land but fits there."""
    lands = NEIGHBOURS.get(region, ())
    if not lands or len(digits) == DIGITS.get(region) or phonenumbers.is_valid_number(phonenumbers.parse(raw, region)):
        return region
    valid = [land for land in lands if phonenumbers.is_valid_number(phonenumbers.parse(raw, land))]
    long = [land for land in lands if len(digits) == DIGITS.get(land)]
    return next(iter([*(land for land in valid if land in long), *valid, *long]), region)


def _looks_national(digits: str, region: str) -> bool:
    if region == "IT":
        return (digits[0] == "0" and 8 <= len(digits) <= 11) or (digits[0] == "3" and 9 <= len(digits) <= 10)
    return digits[0] == "0" and 9 <= len(digits) <= 11
