"""The edits of an open draft that are not on the disk yet: which are to be saved first, and which wait for a choice."""

from __future__ import annotations

from dataclasses import replace

from s11desk.desktop.saving.edits import Key, PendingEdit, Value


class WaitingEdits:
    """The edits in the order in which they are saved.

    An edit can be *due*: it is saved even while the person types on. It can be *held*: a conflict waits for the
    person's choice, so it is not saved until then.
    """

    def __init__(self) -> None:
        self._edits: dict[Key, PendingEdit] = {}
        self._due: set[Key] = set()
        self._held: set[Key] = set()

    def __len__(self) -> int:
        """How many edits wait, the held ones too."""
        return len(self._edits)

    def __contains__(self, key: Key) -> bool:
        """Whether there is an edit of ``key``."""
        return key in self._edits

    def __getitem__(self, key: Key) -> PendingEdit:
        """The edit of ``key``. Raises KeyError if there is none."""
        return self._edits[key]

    @property
    def held(self) -> tuple[Key, ...]:
        """What waits for the person's choice between two versions."""
        return tuple(self._held)

    @property
    def has_due(self) -> bool:
        """Whether an edit is due that can be saved now."""
        return bool(self._due & self._edits.keys() - self._held)

    def value(self, key: Key) -> Value | None:
        """What was typed for ``key``; None if that is saved."""
        edit = self._edits.get(key)
        return edit.value if edit is not None else None

    def put(self, key: Key, value: Value, stored: Value | None) -> bool:
        """Take a new value; ``stored`` is the saved one. Returns whether the value is another than before."""
        edit = self._edits.get(key)
        if value == (edit.value if edit else stored):
            return False
        self._edits[key] = PendingEdit(value, edit.base if edit else stored)
        return True

    def make_all_due(self) -> None:
        """Have every edit that waits now saved, even if the person types on."""
        self._due.update(self._edits)

    def next_key(self) -> Key | None:
        """What to save next: what is due comes first. None if nothing can be saved now."""
        free = [key for key in self._edits if key not in self._held]
        return next((key for key in free if key in self._due), free[0] if free else None)

    def begin(self, key: Key) -> PendingEdit:
        """Return the edit of ``key``, which is being saved from now on."""
        self._due.discard(key)
        return self._edits[key]

    def end(self, key: Key, sent: PendingEdit, stored: Value | None) -> None:
        """Drop the edit that is saved. Later typing began from ``stored``, so its next save compares with that."""
        edit = self._edits.get(key)
        if edit is not None and edit.value == sent.value:
            del self._edits[key]
        elif edit is not None:
            self.rebase(key, stored)

    def rebase(self, key: Key, stored: Value | None) -> None:
        """Compare with ``stored`` when the edit of ``key`` is saved."""
        self._edits[key] = replace(self._edits[key], base=stored)

    def forget_due(self) -> None:
        """Forget which edits were due of those that are saved or held now."""
        self._due &= self._edits.keys() - self._held

    def put_last(self, key: Key) -> None:
        """Let other edits go first next time: one that is refused must not keep them from the disk."""
        if key in self._edits:
            self._edits[key] = self._edits.pop(key)

    def drop(self, key: Key) -> None:
        """Drop what was typed for ``key``."""
        self._edits.pop(key, None)

    def hold(self, key: Key) -> None:
        """Do not save ``key`` until :meth:`release`."""
        self._held.add(key)

    def release(self, key: Key) -> None:
        """Save ``key`` again like any other."""
        self._held.discard(key)
