"""The agencies that a search at a desk is narrowed to, by the names on the list and by the names in the returns."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from s11desk.app.receiving.desk.receiving_desk import ReceivingDesk
from s11desk.domain.receiving.desk_agencies import AgencyMatch, DeskAgency, MatchDecision, match_key, match_returns
from s11desk.domain.receiving.desk_values import ReceivedReturn
from s11desk.domain.text.typed_names import has_name_words
from s11desk.register.agency_rows import all_agencies, match_decisions
from s11desk.register.received_rows import returns_of_audit, returns_signed_with

_LEFT_OUT = str.maketrans("", "", "'’-.")
"""What one person writes in a name and the next one does not: St Mary's, St Marys."""


@dataclass(frozen=True)
class SearchedAgencies:
    """``typed``: the words for the name of an agency; empty for every agency.

    Few returns are read, also at a desk with very many: those on which the officer has said whose they are.
    """

    desk: ReceivingDesk
    typed: str

    @cached_property
    def _agencies(self) -> Mapping[str, DeskAgency]:
        return {one.id: one for one in all_agencies(self.desk.register)}

    @cached_property
    def _decisions(self) -> dict[str, MatchDecision]:
        return match_decisions(self.desk.register)

    @cached_property
    def _decided(self) -> tuple[ReceivedReturn, ...]:
        """Every return of which the officer has said whose it is."""
        audits = dict.fromkeys(key.split(" ", 1)[0] for key in self._decisions)
        found = (one for audit in audits for one in returns_of_audit(self.desk.register, audit))
        return tuple(one for one in found if match_key(one) in self._decisions)

    @cached_property
    def _fitting(self) -> frozenset[str]:
        """The ids of the agencies of which a name on the list has the words."""
        if not self.typed:
            return frozenset()
        agencies = self._agencies.values()
        return frozenset(one.id for one in agencies if any(has_name_words(name, self.typed) for name in _names(one)))

    @cached_property
    def other_names(self) -> tuple[str, ...]:
        """The names in returns of these agencies that do not have the words themselves."""
        listed = [name for which in self._fitting for name in _names(self._agencies[which])]
        found = [*listed, *(name.translate(_LEFT_OUT) for name in listed), *self._names_by_the_officer()]
        return tuple(sorted({name for name in found if not has_name_words(name, self.typed)}))

    def _names_by_the_officer(self) -> Iterator[str]:
        """In the returns that the officer gave to these agencies, and in those that the same keys signed."""
        given = [one for one in self._decided if self._decisions[match_key(one)].agency in self._fitting]
        yield from (one.agency for one in given)
        for key in {one.signer_key for one in given} - {""}:
            yield from (one.agency for one in returns_signed_with(self.desk.register, key))

    def matches_of(self, returns: Iterable[ReceivedReturn]) -> dict[str, AgencyMatch]:
        """Whose these returns are, by ``match_key``. Not which name is most like theirs: that takes long."""
        of_all = (*self._decided, *returns)
        return match_returns(tuple(self._agencies.values()), of_all, self._decisions, finds_nearest=False)

    def has(self, received: ReceivedReturn, match: AgencyMatch) -> bool:
        """Whether the search is for this return: its own name has the words, or it is of an agency that fits."""
        return not self.other_names or match.agency in self._fitting or has_name_words(received.agency, self.typed)

    def type_of(self, match: AgencyMatch) -> str | None:
        """The type of the agency on the list; None if the return is of nobody there."""
        return self._agencies[match.agency].expected.type if match.agency else None

    def shown_name(self, received: ReceivedReturn, match: AgencyMatch) -> str:
        """The name on the list, as everywhere at the desk; that in the return if it is of nobody on the list."""
        return self._agencies[match.agency].name if match.agency else received.agency


def _names(agency: DeskAgency) -> tuple[str, ...]:
    return agency.name, *agency.expected.other_names
