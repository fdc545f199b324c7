"""The officer's decisions on returns. A decision is never changed: a later one takes its place."""

from __future__ import annotations

import sqlite3

import msgspec

from s11desk.domain.receiving.desk_values import Review, ReviewState
from s11desk.register.register import Register
from s11desk.register.register_rows import read_rows, write_row


def add_review(connection: sqlite3.Connection, sha256: str, review: Review) -> None:
    """Record a decision on the return. Inside a transaction."""
    write_row(connection, "review", sha256, msgspec.json.encode(review).decode())


def reviews_of(register: Register, sha256: str) -> tuple[Review, ...]:
    """Every decision on one return, the first one first."""
    with register.reading() as connection:
        rows = read_rows(connection, register.path, "review", "WHERE received = ? ORDER BY number", sha256)
        return tuple(msgspec.json.decode(str(body), type=Review) for _, body in rows)


def current_reviews(register: Register) -> dict[str, Review]:
    """The decision that has effect, by the SHA-256 of the return. Returns without one are left out."""
    with register.reading() as connection:
        rows = read_rows(connection, register.path, "review", "ORDER BY number")
        return {str(sha256): msgspec.json.decode(str(body), type=Review) for sha256, body in rows}


def current_states(register: Register, hashes: tuple[str, ...] = ()) -> dict[str, ReviewState]:
    """The state of each return that has a decision. ``hashes``: only of these; empty for all."""
    if not hashes:
        return {sha256: review.state for sha256, review in current_reviews(register).items()}
    found = ((sha256, reviews_of(register, sha256)) for sha256 in hashes)
    return {sha256: reviews[-1].state for sha256, reviews in found if reviews}


def all_reviews(register: Register) -> tuple[tuple[str, Review], ...]:
    """Every decision with the SHA-256 of its return, the first one first."""
    with register.reading() as connection:
        rows = read_rows(connection, register.path, "review", "ORDER BY number")
        return tuple((str(sha256), msgspec.json.decode(str(body), type=Review)) for sha256, body in rows)
