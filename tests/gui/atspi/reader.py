"""A screen reader for the tests. It reads one JSON request a line and writes one JSON answer a line."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from typing import Any

import gi

gi.require_version("Atspi", "2.0")
from gi.repository import Atspi, GLib  # noqa: E402

PAUSE = 0.05
ROLES = {"push button": "button"}
"""Names that later versions of AT-SPI changed."""
PRESSES = ("Press", "Toggle", "SetFocus", "click", "press", "toggle")

MOVE = 0.5
"""Seconds in which the keyboard comes to another object, if there is one."""

announcements: list[Any] = []
focus_moves: list[Any] = []
"""The objects that said that they have the keyboard now, in order."""

page_names: list[str] = []
"""The names of the pages that got the keyboard themselves, which a screen reader says."""

Thing = Any
"""An accessible object; the bindings of AT-SPI have no types."""
Facts = dict[str, Any]


def main() -> None:
    listener = Atspi.EventListener.new(lambda event: announcements.append(event.any_data))
    listener.register("object:announcement")
    focus_listener = Atspi.EventListener.new(note_focus)
    focus_listener.register("object:state-changed:focused")
    for line in sys.stdin:
        request = json.loads(line)
        try:
            answer = {"ok": COMMANDS[request.pop("do")](**request)}
        except Exception as error:  # noqa: BLE001 - reported to the test, which fails
            answer = {"error": f"{type(error).__name__}: {error}"}
        sys.stdout.write(json.dumps(answer) + "\n")
        sys.stdout.flush()


def note_focus(event: Any) -> None:
    if event.detail1:
        focus_moves.append(event.source)
        with suppress(GLib.Error):
            if event.source.get_role_name() == "filler":
                page_names.append(event.source.get_name())


def find(role: str = "", name: str = "", within: float = 20.0) -> Facts:
    """Wait for the first visible object with this role whose name begins with ``name``. Return its facts."""
    found: Facts = polled(lambda: next(map(facts, matching(role, name)), None), within, f"not there: {role} {name!r}")
    return found


def gone(role: str = "", name: str = "", within: float = 20.0) -> Any:
    """Wait until there is no such visible object."""
    return polled(lambda: next(matching(role, name), None) is None, within, f"still there: {role} {name!r}")


def press(role: str = "", name: str = "", within: float = 20.0) -> Any:
    """Press a button, an option or a box, as the screen reader's own key does."""
    return polled(lambda: next(map(pressed, matching(role, name)), None), within, f"not there: {role} {name!r}")


def pressed(thing: Thing) -> Facts:
    names = [thing.get_action_name(place) for place in range(thing.get_n_actions())]
    found, wanted = facts(thing), next(action for action in PRESSES if action in names)
    thing.do_action(names.index(wanted))
    return found


def write(text: str, name: str = "", within: float = 20.0) -> Facts:
    """Put ``text`` into the field with this name."""
    thing = polled(lambda: next(fields(name), None), within, f"no field {name!r}")
    thing.get_editable_text_iface().set_text_contents(text)
    return facts(thing)


def fields(name: str) -> Iterator[Thing]:
    return (thing for thing in with_state(Atspi.StateType.EDITABLE) if thing.get_name().startswith(name))


def choose(place: int, role: str = "", name: str = "", within: float = 20.0) -> Any:
    """Select the entry at ``place`` of a list."""
    return waited(role, name, within).get_selection_iface().select_child(place)


def focused(within: float = 20.0) -> Facts:
    """Return the facts of the focused object."""
    return facts(polled(lambda: next(having_keyboard(), None), within, "nothing has the keyboard"))


def moves() -> int:
    """Return how often the keyboard came to another object so far."""
    wait_for_no_event()
    return len(focus_moves)


def moved(after: int, within: float = 20.0) -> Facts:
    """Return the facts of the focused object once the keyboard came to another one, ``after`` so many moves.

    As screen readers do, it asks the object that said so, and goes through the whole window only if none did.
    """
    end = time.monotonic() + MOVE
    while moves() <= after and time.monotonic() < end:
        time.sleep(PAUSE / 10)
    with suppress(GLib.Error):
        newest = focus_moves[-1] if moves() > after else None
        if newest is not None and has_keyboard(newest):
            return facts(newest)
    return focused(within)


def newest(within: float = 20.0) -> Facts:
    """Return the facts of the object that said last that it has the keyboard."""
    found: Facts = polled(lambda: facts(focus_moves[-1]) if focus_moves else None, within, "nothing has the keyboard")
    return found


def having_keyboard() -> Iterator[Thing]:
    return filter(has_keyboard, with_state(Atspi.StateType.FOCUSED))


def has_keyboard(thing: Thing) -> bool:
    """Filter out false claims: Qt calls the current entry of a list focused even if its list is not."""
    thing.clear_cache()
    states = thing.get_state_set()
    if not all(map(states.contains, (Atspi.StateType.FOCUSED, Atspi.StateType.FOCUSABLE, Atspi.StateType.VISIBLE))):
        return False
    return role_of(thing) != "list item" or bool(thing.get_parent().get_state_set().contains(Atspi.StateType.FOCUSED))


def heard(text: str, within: float = 20.0) -> Any:
    """Wait until an announcement contains ``text``, or the name of a page of text that gets the keyboard."""
    said = (announcements, page_names)
    return polled(
        lambda: next((one for heard in said for one in heard if text in str(one)), None), within, f"never said: {text}"
    )


def announced() -> list[str]:
    """Return all announcements so far, in order."""
    wait_for_no_event()
    return [str(text) for text in announcements]


def wait_for_no_event() -> None:
    while GLib.MainContext.default().iteration(False):
        pass


def unnamed() -> list[Facts]:
    """Return the visible objects that can take the keyboard and have no name."""
    return [facts(thing) for thing in with_state(Atspi.StateType.FOCUSABLE) if not thing.get_name().strip()]


def tree() -> list[str]:
    """Return everything visible as a list of roles and names."""
    return [f"{role_of(thing)}: {thing.get_name()}" for thing in in_sight()]


def waited(role: str, name: str, within: float) -> Thing:
    return polled(lambda: next(matching(role, name), None), within, f"not there: {role} {name!r}")


def polled(look: Callable[[], Any], within: float, complaint: str) -> Any:
    end = time.monotonic() + within
    while True:
        wait_for_no_event()
        try:
            found = look()
        except GLib.Error:  # a page was deleted while it was read
            found = None
        if found:
            return found
        if time.monotonic() > end:
            raise LookupError(f"{complaint}\n" + "\n".join(tree()))
        time.sleep(PAUSE)


def matching(role: str, name: str) -> Iterator[Thing]:
    for thing in in_sight():
        if (not role or role_of(thing) == role) and thing.get_name().startswith(name):
            yield thing


def with_state(state: Any) -> Iterator[Thing]:
    return (thing for thing in in_sight() if thing.get_state_set().contains(state))


def in_sight() -> Iterator[Thing]:
    """Yield the visible objects in tree order. The front window comes first: a dialog, then the window below it."""
    desktop = Atspi.get_desktop(0)
    desktop.clear_cache()
    for place in range(desktop.get_child_count()):
        program = desktop.get_child_at_index(place)
        if program is None:
            continue
        program.clear_cache()
        for number in reversed(range(program.get_child_count())):
            yield from below(program.get_child_at_index(number))


def below(thing: Thing) -> Iterator[Thing]:
    """Return ``thing`` and everything in it. Objects that were deleted since are skipped, as readers do."""
    if thing is None:
        return
    try:
        thing.clear_cache()
        is_visible, count = thing.get_state_set().contains(Atspi.StateType.VISIBLE), thing.get_child_count()
        thing.get_role_name()
    except GLib.Error:
        return
    if not is_visible:
        return
    yield thing
    for place in range(count):
        try:
            child = thing.get_child_at_index(place)
        except GLib.Error:
            continue
        yield from below(child)


def role_of(thing: Thing) -> str:
    name: str = thing.get_role_name()
    return ROLES.get(name, name)


def facts(thing: Thing) -> Facts:
    states = [state.value_nick for state in thing.get_state_set().get_states()]
    text = thing.get_text_iface()
    return {
        "role": role_of(thing),
        "name": thing.get_name(),
        "description": thing.get_description(),
        "states": states,
        "level": (thing.get_attributes() or {}).get("level", ""),  # None: the object went while it was read
        "text": Atspi.Text.get_text(thing, 0, -1) if text is not None else "",
    }


COMMANDS: dict[str, Callable[..., Any]] = {
    one.__name__: one
    for one in (find, gone, press, write, choose, focused, newest, moves, moved, heard, announced, unnamed, tree)
}

if __name__ == "__main__":
    main()
