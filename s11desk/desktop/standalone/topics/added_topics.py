"""The topics that a person added from packs, each with a way to remove it again."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from s11desk import app
from s11desk.desktop.parts.layout.layouts import column, empty
from s11desk.desktop.parts.services import Services
from s11desk.desktop.parts.text.text_parts import Kind, button, label
from s11desk.domain.topics.topic import Topic

_ABOUT = (
    "You added these topics from packs that somebody sent. If one is not your partnership's, remove it. Your audits "
    "stay as they are, and a version that was here before is offered again."
)


class AddedTopics(QWidget):
    """The list of added topics; hidden while there are none. ``topics_changed``: one was removed."""

    topics_changed = Signal()

    def __init__(self, services: Services) -> None:
        super().__init__()
        self._services = services
        self._layout = column(self, services.theme)
        self.hide()
        self._load()

    def _load(self) -> None:
        self._services.jobs.look_up(
            self, lambda workspace, _: app.removable_topics(workspace), self._show, lambda _: None
        )

    def _show(self, topics: tuple[Topic, ...]) -> None:
        empty(self._layout)
        self.setVisible(bool(topics))
        if not topics:
            return
        self._layout.addWidget(label("Topics that you added", Kind.HEADING))
        self._layout.addWidget(label(_ABOUT, Kind.QUIET))
        for topic in topics:
            self._layout.addWidget(self._row(topic))

    def _row(self, topic: Topic) -> QWidget:
        whole = QWidget()
        row = QHBoxLayout(whole)
        row.setContentsMargins(0, 0, 0, 0)
        words = f"{topic.title}, {topic.year}, version {topic.version}. {topic.partnership.name}."
        row.addWidget(label(words), 1)
        remove = button("Remove…", "link", name=f"Remove {words}")
        remove.setObjectName(f"remove-{topic.id}")
        remove.clicked.connect(partial(self._ask, topic))
        row.addWidget(remove)
        return whole

    def _ask(self, topic: Topic) -> None:
        text = (
            f"“{topic.title}”, {topic.year}, version {topic.version}, is no longer offered for new audits. Nothing "
            "that you have answered is removed."
        )
        if self._services.dialogs.confirm("Remove this topic?", text, yes="Remove it", no="Keep it"):
            self._services.jobs.submit_long(
                lambda workspace, _: app.remove_topic(workspace, topic.id, topic.version),
                lambda _: self._on_removed(),
                listener=self,
            )

    def _on_removed(self) -> None:
        self.topics_changed.emit()
        self._load()
