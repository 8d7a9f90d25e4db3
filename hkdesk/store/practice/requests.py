"""Invented appeals in the order in which they came in, with their steps and their place in the search index."""

from bisect import bisect_right
from collections.abc import Iterator
from itertools import accumulate
from random import Random

from hkdesk.domain.request import Category, Channel, RequestAction
from hkdesk.domain.request_number import request_number
from hkdesk.store.practice.bulk import Bulk
from hkdesk.store.practice.days import Span
from hkdesk.store.practice.documents import Documents
from hkdesk.store.practice.keys import ODD_EVERY, key, person
from hkdesk.store.practice.lives import STATE_AFTER, Life, live
from hkdesk.store.practice.people import PARKS, Firm, Town
from hkdesk.store.practice.words import ASIDES, ODD, PRODUCTS, REASONS, TOPICS

STEPS_KEPT = 20_000
MOST_GRANTS = 200
WAN = 10_000 * 100  # fen
_WORKDAY_WEIGHT, _REST_WEIGHT, _GROWTH = 20, 1, 0.75  # appeals come on working days, and more of them every year
_CHANNELS = [
    channel.value for channel, often in zip(Channel, (24, 22, 20, 12, 8, 10, 4), strict=True) for _ in range(often)
]
_TOPICS = [
    (category.value, title, content, handlings)
    for category, often in zip(Category, (14, 14, 10, 14, 12, 8, 10, 5, 5, 4, 2, 2), strict=True)
    for topics, handlings in (TOPICS[category],)
    for _ in range(often)
    for title, content in topics
]
_ASSIGN, _CLOSE, _VISIT = RequestAction.ASSIGN.value, RequestAction.CLOSE.value, RequestAction.RETURN_VISIT.value
_NOT_FOUND = (None, None, None)
_ANSWERS = (RequestAction.ACCEPT.value, RequestAction.NOT_ACCEPT.value)
_POLICY = Category.POLICY_FULFILMENT.value


class Appeals:
    """Writes the appeals, and draws everything about them from the seed."""

    def __init__(
        self, bulk: Bulk, documents: Documents, seed: int, span: Span, town: Town, letter: str, count: int
    ) -> None:
        self._bulk, self._documents, self._span, self._town = bulk, documents, span, town
        self._letter, self._count = letter, count
        self._rng = Random(f"{seed}:requests")
        self._steps_rng = Random(f"{seed}:steps")
        self._serials = [0] * len(PARKS)
        self._year = 0
        self._grants = 0

    def add(self) -> None:
        """Add all of them, the oldest first."""
        for n, (day, part) in enumerate(self._moments()):
            self._one(n, day, part)
            if self._documents.is_full:
                self._documents.write()
        self._bulk.flush()

    def _moments(self) -> Iterator[tuple[int, float]]:
        """Day and part of the day of each appeal, in order, without a sort."""
        span, rng = self._span, self._rng
        weights = [_WORKDAY_WEIGHT if works else _REST_WEIGHT for works in span.is_work[: span.today + 1]]
        ends = list(accumulate(weights))
        for n in range(self._count):
            place = ((n + rng.random()) / self._count) ** _GROWTH * ends[-1]
            day = min(bisect_right(ends, place), span.today)
            yield day, 1 - (ends[day] - place) / weights[day]

    def _one(self, n: int, day: int, part: float) -> None:
        rng, span = self._rng, self._span
        draw = rng.random
        firm = self._town.firms[int(draw() * len(self._town.firms))]
        category, title, content, handlings = _TOPICS[int(draw() * len(_TOPICS))]
        amount = 5 + int(draw() ** 3 * 3_000)
        people = 2 + int(draw() * 120)
        numbers = {
            "n": 1 + int(draw() * 40),
            "p": PRODUCTS[int(draw() * len(PRODUCTS))],
            "a": amount,
            "q": people,
            "d": 3 + int(draw() * 57),
            "m": span.days[day].month,
        }
        title = (title + ASIDES[int(draw() * len(ASIDES))]).format_map(numbers)
        content = content.format_map(numbers)
        contact, contact_phone = firm.contact, firm.contact_phone
        if n % ODD_EVERY == ODD_EVERY // 4:
            odd = ODD[n // ODD_EVERY % len(ODD)]
            title, content, contact = title + odd, content + odd, person(rng, 7)
        life = live(rng, span, day, day / span.today)
        handlers = self._town.handlers[firm.park][category]
        handler = handlers[int(draw() * len(handlers))] if life.assigned else None
        handling = handlings[int(draw() * len(handlings))] if life.replied is not None else ""
        made = key(rng, span.at(day, part * 0.8))
        number = self._number(firm.park, span.days[day].year)
        channel = _CHANNELS[int(draw() * len(_CHANNELS))]
        self._bulk.add_row(
            "ServiceRequest",
            (
                made,
                1,
                self._town.parks[firm.park],
                number,
                span.iso[day],
                channel,
                firm.id,
                contact,
                contact_phone,
                category,
                title,
                content,
                firm.liaison,
                handler,
                span.iso[life.due],
                span.is_known[life.due],
                life.state,
                life.state_before,
                handling,
                _iso(span, life.replied),
                _iso(span, life.visited),
                *life.finding,
                _iso(span, life.closed),
                *_outcomes(category, life, amount, people),
                REASONS["close"][n % 2] if life.by_leader else "",
                span.iso[span.plus(day, 1)],
                _iso(span, next((on for action, on in life.steps if action in _ANSWERS), None)),
                None,
                None,
                life.extended_workdays,
            ),
        )
        self._documents.add(firm, title, number, content, contact, made)
        if n >= self._count - STEPS_KEPT:
            self._add_steps(made, life, part * 0.8, handler, firm)
        if category == _POLICY and life.closed is not None and self._grants < MOST_GRANTS:
            self._add_grant(firm, made, day, life, amount)

    def _number(self, park: int, year: int) -> str:
        if year != self._year:
            self._year, self._serials = year, [0] * len(PARKS)
        self._serials[park] += 1
        if self._serials[park] == 1:
            return request_number(PARKS[park][0], year, self._letter, 1)
        # In the same form, without reading each one back.
        return f"{PARKS[park][0]}-{year}-{self._letter}{self._serials[park]:04d}"

    def _add_steps(self, request: bytes, life: Life, part: float, handler: bytes | None, firm: Firm) -> None:
        rng, town = self._steps_rng, self._town
        for n, (action, day) in enumerate(life.steps):
            at = self._span.at(day, part + n * 0.02)
            reasons = REASONS.get(action, ()) if action != _CLOSE or life.by_leader else ()
            self._bulk.add_row(
                "ServiceStep",
                (
                    key(rng, at),
                    1,
                    request,
                    action,
                    STATE_AFTER[action],
                    self._span.iso[day],
                    at,
                    town.actors[int(rng.random() * len(town.actors))],
                    handler if action == _ASSIGN else None,
                    reasons[int(rng.random() * len(reasons))] if reasons else "",
                    *(life.finding if action == _VISIT and day == life.visited else _NOT_FOUND),
                ),
            )

    def _add_grant(self, firm: Firm, request: bytes, day: int, life: Life, amount: int) -> None:
        span, rng = self._span, self._steps_rng
        policy, _ = rng.choice(self._town.policies[firm.park])
        self._grants += 1
        self._bulk.add(
            "Grant",
            id=key(rng, span.at(day, 0.5)),
            policy_id=policy,
            enterprise_id=firm.id,
            request_id=request,
            amount_fen=amount * WAN,
            applied_on=span.iso[day],
            confirmed_on=_iso(span, life.replied),
            paid_on=_iso(span, life.closed),
        )


def _iso(span: Span, day: int | None) -> str | None:
    return None if day is None else span.iso[day]


def _outcomes(category: str, life: Life, amount: int, people: int) -> tuple[int | None, ...]:
    """Financing, subsidy, retained investment, workers and jobs at risk of an appeal that was solved."""
    if life.closed is None or life.by_leader:
        return (None, None, None, None, None)
    match category:
        case "financing":
            return (amount * WAN, None, None, None, people if amount > 1_000 else None)
        case "policy_fulfilment":
            return (None, amount * WAN, None, None, None)
        case "labour":
            return (None, None, None, people, None)
        case "land_and_workshop" if amount > 500:
            return (None, None, amount * 10 * WAN, None, None)
        case _:
            return (None, None, None, None, None)
