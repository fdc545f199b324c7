"""Turns the expressions of a workbook into the conditions and limits of a topic's JSON, and back."""

from __future__ import annotations

from collections.abc import Iterable

from s11desk.domain.questions import Comparison, Condition
from s11desk.topics.workbook.expressions import ExpressionUnusable, Group, Test, parse_expression
from s11desk.topics.workbook.names import id_of, name_of

_NEGATED = {"=": "!=", "!=": "=", "<": ">=", ">=": "<", ">": "<=", "<=": ">"}


def conditions_of(expression: str) -> list[dict[str, object]]:
    """The value of ``show_when``. Raises :class:`ExpressionUnusable`."""
    conditions: list[dict[str, object]] = []
    for alternatives in parse_expression(expression):
        comparisons = _merged([_compared(group) for group in alternatives])
        conditions.append(comparisons[0] if len(comparisons) == 1 else {"any": comparisons})
    return _joined(conditions)


def _merged(comparisons: list[dict[str, object]]) -> list[dict[str, object]]:
    """Alternatives about one question become one list of codes: ``a or b`` of the same question."""
    kept: list[dict[str, object]] = []
    for comparison in comparisons:
        same = next((one for one in kept if _takes_codes(one, comparison)), None)
        if same is None:
            kept.append(comparison)
        else:
            same["any_of"] = [*_codes(same), *_codes(comparison)]
    return kept


def _takes_codes(one: dict[str, object], other: dict[str, object]) -> bool:
    return set(one) == set(other) == {"question", "any_of"} and one["question"] == other["question"]


def _codes(comparison: dict[str, object]) -> list[object]:
    codes = comparison["any_of"]
    return codes if isinstance(codes, list) else []


def _joined(conditions: list[dict[str, object]]) -> list[dict[str, object]]:
    """Two bounds of one number become one condition."""
    kept: list[dict[str, object]] = []
    for condition in conditions:
        bound = set(condition) & {"at_least", "at_most"}
        same = next((one for one in kept if bound and one.get("question") == condition.get("question")), None)
        if same is not None and not set(same) & bound and set(same) <= {"question", "at_least", "at_most"}:
            same.update(condition)
        else:
            kept.append(condition)
    return kept


def _compared(group: Group) -> dict[str, object]:
    """The comparison that says all tests of ``group``."""
    whole: dict[str, object] = {}
    for test in group:
        one = _comparison(test)
        if set(one) & set(whole) - {"question"}:
            raise ExpressionUnusable(test.value)
        whole |= one
    return whole


def _comparison(test: Test) -> dict[str, object]:
    operator = _NEGATED[test.operator] if test.is_not else test.operator
    question: dict[str, object] = {"question": id_of(test.subject)}
    if test.value_question or test.subject == ".":
        raise ExpressionUnusable(test.value_question or test.subject)
    if not test.is_number:
        if operator not in {"=", "!="} or not test.value:
            raise ExpressionUnusable(f"{operator} '{test.value}'")
        return question | {"any_of" if operator == "=" else "none_of": [id_of(test.value)]}
    return question | _bounds(operator, test.value)


def _bounds(operator: str, text: str) -> dict[str, object]:
    number: float = float(text) if "." in text else int(text)
    step = 1 if isinstance(number, int) else None
    match operator:
        case "=":
            return {"at_least": number, "at_most": number}
        case ">=":
            return {"at_least": number}
        case "<=":
            return {"at_most": number}
        case ">" if step:
            return {"at_least": number + step}
        case "<" if step:
            return {"at_most": number - step}
        case _:
            raise ExpressionUnusable(f"{operator} {text}")


def limits_of(expression: str) -> dict[str, object]:
    """The limits of a number or date: minimum, maximum, not_above, earliest, latest.

    Raises :class:`ExpressionUnusable`.
    """
    limits: dict[str, object] = {}
    for alternatives in parse_expression(expression):
        if len(alternatives) != 1:
            raise ExpressionUnusable("or")
        for test in alternatives[0]:
            limits |= _limit(test)
    return limits


def _limit(test: Test) -> dict[str, object]:
    if test.subject != "." or test.is_not:
        raise ExpressionUnusable(test.subject)
    if test.value_question:
        if test.operator != "<=":
            raise ExpressionUnusable(test.operator)
        return {"not_above": id_of(test.value_question)}
    names = ("minimum", "maximum") if test.is_number else ("earliest", "latest")
    value: object = test.value
    if test.is_number:
        value = float(test.value) if "." in test.value else int(test.value)
    match test.operator:
        case ">=":
            return {names[0]: value}
        case "<=":
            return {names[1]: value}
        case ">" if isinstance(value, int):
            return {names[0]: value + 1}
        case "<" if isinstance(value, int):
            return {names[1]: value - 1}
        case _:
            raise ExpressionUnusable(test.operator)


def relevant_text(conditions: Iterable[Condition], several: frozenset[str]) -> str:
    """The expression for ``show_when``. ``several``: the ids of questions to which several answers may be given."""
    parts = []
    for condition in conditions:
        comparisons: Iterable[Comparison] = condition.any or (condition,)
        words = [_comparison_text(one, several) for one in comparisons]
        words = [f"({text})" if len(words) > 1 and " and " in text else text for text in words]
        parts.append(words[0] if len(words) == 1 else f"({' or '.join(words)})")
    return " and ".join(parts)


def _comparison_text(comparison: Comparison, several: frozenset[str]) -> str:
    subject = f"${{{name_of(comparison.question)}}}"
    is_several = comparison.question in several
    tests = []
    if comparison.any_of:
        equal = [_code_text(subject, code, is_several=is_several) for code in comparison.any_of]
        tests.append(equal[0] if len(equal) == 1 else f"({' or '.join(equal)})")
    for code in comparison.none_of:
        text = _code_text(subject, code, is_several=is_several)
        tests.append(f"not({text})" if is_several else f"{subject} != '{name_of(code)}'")
    tests += [f"{subject} >= {comparison.at_least:.15g}"] if comparison.at_least is not None else []
    tests += [f"{subject} <= {comparison.at_most:.15g}"] if comparison.at_most is not None else []
    return " and ".join(tests)


def _code_text(subject: str, code: str, *, is_several: bool) -> str:
    return f"selected({subject}, '{name_of(code)}')" if is_several else f"{subject} = '{name_of(code)}'"
