"""What a person does with a topic pack that is shown: look at it as an agency will, print it, add it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from s11desk import app
from s11desk.desktop import standalone
from s11desk.desktop.parts.services import Services
from s11desk.desktop.saving.jobs import JobRunner
from s11desk.desktop.standalone.documents.print_documents import PrintDocuments
from s11desk.desktop.standalone.topics.topic_actions import TopicActions
from s11desk.wording.topics.pack_review_sentences import added_line

if TYPE_CHECKING:
    from s11desk.app.home.workspace import Clock
    from s11desk.app.incoming import CheckedPack
    from s11desk.app.pack_preview import PackPreview
    from s11desk.desktop.shell.appearance import Appearance
    from s11desk.desktop.shell.dialogs import Dialogs
    from s11desk.desktop.standalone.page_stack import PageStack
    from s11desk.desktop.standalone.topics.pack_page import PackPage
    from s11desk.desktop.standalone.topics.pack_preview_page import PackPreviewPage, PreviewSession
    from s11desk.desktop.standalone.topics.topics_page import TopicsPage
    from s11desk.domain.topics.topic import Topic


@dataclass(frozen=True, slots=True)
class PackWindow:
    """What the window offers to these actions. ``reload_home``: there is a new topic to begin."""

    clock: Clock
    jobs: JobRunner
    page_stack: PageStack
    appearance: Appearance
    dialogs: Callable[[], Dialogs]
    reload_home: Callable[[], None]


class PackActions:
    """The actions of a :class:`PackPage`. ``topics``: what the person does who writes topics."""

    def __init__(self, window: PackWindow, print_documents: PrintDocuments) -> None:
        self._window = window
        self._print_documents = print_documents
        self.topics = TopicActions(window.clock, window.jobs, window.page_stack, window.dialogs, window.reload_home)

    def page(self, services: Services, seen: CheckedPack) -> PackPage:
        """Make the page that shows a pack."""
        page = standalone.PackPage(services, seen)
        topic = seen.topic
        if topic is not None:
            page.add_wanted.connect(lambda confirmed: self._keep(seen, topic, confirmed=confirmed))
            page.preview_wanted.connect(lambda: self.preview(topic))
            page.blank_wanted.connect(lambda: self._print_documents.show_blank(topic))
            page.pack_wanted.connect(lambda: self.topics.save_pack(topic))
            page.workbook_wanted.connect(lambda: self.topics.save_workbook(topic))
            page.sign_wanted.connect(lambda: self.topics.sign(topic))
        return page

    def show_topics(self, choose: Callable[[], None]) -> None:
        """Show the topics of this computer. ``choose``: asks for a workbook or pack and opens it."""
        self._window.jobs.submit_long(
            lambda workspace, _: app.list_topics(workspace),
            lambda topics: self._window.page_stack.show(lambda services: self._topics_page(services, topics, choose)),
        )

    def _topics_page(self, services: Services, topics: tuple[Topic, ...], choose: Callable[[], None]) -> TopicsPage:
        page, actions = standalone.TopicsPage(services, topics), self.topics
        page.template_wanted.connect(actions.save_template)
        page.open_wanted.connect(choose)
        page.preview_wanted.connect(self.preview)
        page.blank_wanted.connect(self._print_documents.show_blank)
        page.workbook_wanted.connect(actions.save_workbook)
        page.pack_wanted.connect(actions.save_pack)
        page.sign_wanted.connect(actions.sign)
        return page

    def preview(self, topic: Topic) -> None:
        """Show the topic as an agency will see it, in a home of its own that is removed afterwards."""

        def begun(preview: PackPreview) -> None:
            session = standalone.PreviewSession(preview, self._window.clock, self._window.jobs)
            page_stack = self._window.page_stack
            session.open(lambda: page_stack.show(lambda services: self._preview_page(services, session), session.close))

        self._window.jobs.submit_long(lambda workspace, _: app.begin_preview(workspace, topic), begun)

    def _preview_page(self, services: Services, session: PreviewSession) -> PackPreviewPage:
        page = standalone.PackPreviewPage(services, session)
        view, appearance = page.view, self._window.appearance
        view.smaller.connect(lambda: appearance.zoom(-1))
        view.larger.connect(lambda: appearance.zoom(1))
        view.colours_wanted.connect(appearance.next_scheme)
        view.home_wanted.connect(page.left)
        copies = PrintDocuments(session.own_jobs, self._window.page_stack, self._window.dialogs)
        view.copy_wanted.connect(lambda: copies.show_copy(view.open_draft))
        return page

    def _keep(self, seen: CheckedPack, topic: Topic, *, confirmed: bool) -> None:
        """Keep the topic that was shown, whatever is at its path by now."""
        window, review = self._window, seen.review
        signer = review.signer if review is not None else None

        def kept(_: None) -> None:
            window.page_stack.leave_all()
            window.reload_home()
            window.dialogs().show_message("The topic was added", added_line(topic, review.in_use if review else None))

        window.jobs.submit_long(
            lambda workspace, _: app.keep_pack(workspace, topic, seen.path, signer, confirmed=confirmed), kept
        )
