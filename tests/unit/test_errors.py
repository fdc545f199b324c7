"""Errors carry typed facts, keep their codes, and every one of them is known to the shells."""

from __future__ import annotations

import ast
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import FrozenInstanceError
from pathlib import Path

import pytest

from s11desk.app.every_error import known_error
from s11desk.errors import ErrorKind, UserError
from s11desk.errors.evidence_errors import EvidenceTooLarge
from tests.error_examples import EVERY_ERROR, example

CHECKOUT = Path(__file__).parents[2]


def classes_in_the_source() -> Iterator[str]:
    for path in (CHECKOUT / "s11desk").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ClassDef) and any(getattr(base, "id", "") == "UserError" for base in node.bases):
                yield node.name


def test_the_union_lists_every_error_class_once() -> None:
    listed = sorted(error_class.__name__ for error_class in EVERY_ERROR)
    assert listed == sorted(classes_in_the_source())


def test_a_class_that_is_not_listed_is_a_fault_of_the_program() -> None:
    class UnlistedError(UserError, code="input.unlisted"):
        pass

    with pytest.raises(TypeError, match="UnlistedError is not in"):
        known_error(UnlistedError())


def test_codes_are_those_that_scripts_know() -> None:
    golden = (CHECKOUT / "tests" / "golden" / "error-codes.txt").read_text(encoding="utf-8").split()
    assert sorted(error_class.code for error_class in EVERY_ERROR) == golden


@pytest.mark.parametrize("error_class", EVERY_ERROR)
def test_the_text_of_an_exception_holds_its_code_and_no_fact(error_class: type[UserError]) -> None:
    error = example(error_class, "Amina Shah")
    assert str(error) == error_class.code
    assert error.kind is ErrorKind(error_class.code.partition(".")[0])
    assert "Amina" not in repr(error)
    assert "Amina" not in "".join(traceback.format_exception(error))


def test_errors_with_the_same_facts_are_equal() -> None:
    first, same, other = (EvidenceTooLarge("film.png", size=size, limit=10) for size in (11, 11, 12))
    assert first == same != other
    assert len({first, same, other}) == 2


def test_a_fact_cannot_be_changed() -> None:
    error = EvidenceTooLarge("film.png", size=11, limit=10)
    with pytest.raises(FrozenInstanceError):
        error.size = 12  # type: ignore[misc]


def test_an_error_passes_through_a_context_manager() -> None:
    """``contextlib`` sets the traceback of what it passes on, which a frozen dataclass would refuse."""

    @contextmanager
    def block() -> Iterator[None]:
        yield

    with pytest.raises(EvidenceTooLarge), block():
        raise EvidenceTooLarge("film.png", size=11, limit=10)
