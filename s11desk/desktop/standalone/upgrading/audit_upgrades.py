"""Copies an audit into other questions: a newer version of its own, or those of another year or partnership.

It shows what comes over, then makes the copy and opens it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from s11desk import app
from s11desk.desktop import standalone
from s11desk.desktop.messages.title_words import title_and_year
from s11desk.desktop.parts.busy_button import begin_work
from s11desk.desktop.parts.services import Services
from s11desk.desktop.saving.jobs import JobRunner
from s11desk.wording.plain_text import short_line

if TYPE_CHECKING:
    from s11desk.app.audits.bring_forward import EarlierWork, Forward
    from s11desk.app.audits.drafts import Draft, DraftSummary
    from s11desk.app.audits.upgrade import Upgrade
    from s11desk.app.home.workspace import Workspace
    from s11desk.app.returns.verifying.verify import Verdict
    from s11desk.desktop.shell.dialogs import Dialogs
    from s11desk.desktop.standalone.page_stack import PageStack
    from s11desk.desktop.standalone.upgrading.forward_page import ForwardPage
    from s11desk.desktop.standalone.upgrading.map_page import MapPage
    from s11desk.desktop.standalone.upgrading.upgrade_page import UpgradePage
    from s11desk.domain.topics.question_map import QuestionMap
    from s11desk.domain.topics.topic import Topic

_MAX_OFFERED = 8
"""Audits in one dialog: more buttons would not fit on a small screen. The last changed come first."""
_STAYS = "That audit stays as it is. You look at each answer in the new audit before it counts."
_RETURN_FILE = "A return file…"
_WHICH_TOPIC = "Which questions should the new audit have?"
_EARLIER_STAYS = "The return stays as it is. You look at each answer in the new audit before it counts."


class AuditUpgrades:
    """``open_audit`` opens the copy. ``dialogs`` gives the dialogs of the window. ``open_file`` shows a return."""

    def __init__(
        self,
        jobs: JobRunner,
        page_stack: PageStack,
        open_audit: Callable[[str], None],
        dialogs: Callable[[], Dialogs],
        open_file: Callable[[Path], None],
    ) -> None:
        self._dialogs = dialogs
        self._jobs = jobs
        self._page_stack = page_stack
        self._open_audit = open_audit
        self._open_file = open_file
        self._wanted: tuple[Path, str] | None = None

    def show(self, audit_id: str) -> None:
        """Show what a copy of the audit would have."""
        self._jobs.submit_long(
            lambda workspace, _: app.find_upgrade(workspace, audit_id),
            lambda upgrade: self._page_stack.show(lambda services: self._page(services, upgrade)),
        )

    def begin_with(self, topic_id: str) -> None:
        """Begin an audit of a topic with the answers of an earlier audit, which the person chooses."""
        self._jobs.submit_long(
            lambda workspace, _: app.earlier_audits(workspace, topic_id), lambda found: self._choose(topic_id, found)
        )

    def begin_from(self, verdict: Verdict) -> None:
        """Begin an audit with the answers of a return that is shown. Ask for its questions, unless that is known."""
        wanted, self._wanted = self._wanted, None
        if wanted is not None and wanted[0] == verdict.path:
            self._look(lambda workspace: app.work_of_return(workspace, verdict), wanted[1])
        else:
            self._jobs.submit_long(
                lambda workspace, _: app.list_topics(workspace), lambda topics: self._choose_topic(verdict, topics)
            )

    def _choose_topic(self, verdict: Verdict, topics: Sequence[Topic]) -> None:
        """Offer the newest year first, because last year's return is most often the beginning of this year's audit."""
        offered = sorted(topics, key=lambda one: one.year, reverse=True)[:_MAX_OFFERED]
        names = tuple(short_line(title_and_year(one.title, one.year)) for one in offered)
        chosen = self._dialogs().choose(_WHICH_TOPIC, _EARLIER_STAYS, (*names, "Not now"))
        if chosen < len(offered):
            self._look(lambda workspace: app.work_of_return(workspace, verdict), offered[chosen].id)

    def _choose(self, topic_id: str, found: Sequence[DraftSummary]) -> None:
        offered = found[:_MAX_OFFERED]
        names = tuple(short_line(f"{title_and_year(one.topic_title, one.year)}, {one.agency}") for one in offered)
        chosen = self._dialogs().choose(
            "Which audit's answers do you want to copy?", _STAYS, (*names, _RETURN_FILE, "Not now")
        )
        if chosen < len(offered):
            audit_id = offered[chosen].id
            self._look(lambda workspace: app.work_of_audit(workspace, audit_id), topic_id)
        elif chosen == len(offered):
            self._choose_file(topic_id)

    def _choose_file(self, topic_id: str) -> None:
        for path in self._dialogs().files("Open a return", ("zip", "s11"), were_sent=True)[:1]:
            self._wanted = path, topic_id
            self._open_file(path)

    def _look(self, find: Callable[[Workspace], EarlierWork], topic_id: str) -> None:
        self._jobs.submit_long(
            lambda workspace, _: app.find_forward(workspace, find(workspace), topic_id),
            lambda forward: self._page_stack.show(lambda services: self._forward_page(services, forward)),
        )

    def _forward_page(self, services: Services, forward: Forward) -> ForwardPage:
        page = standalone.ForwardPage(services, forward)
        page.begin_wanted.connect(lambda: self._begin(page, forward))
        page.map_wanted.connect(lambda: self._map(forward))
        return page

    def _map(self, forward: Forward) -> None:
        """Let the person put answers to questions, keep that, and look again at what comes over."""

        def page_for(services: Services) -> MapPage:
            page = standalone.MapPage(services, forward)
            page.map_made.connect(self._keep_map(forward))
            return page

        self._page_stack.show(page_for)

    def _keep_map(self, forward: Forward) -> Callable[[QuestionMap], None]:
        def keep(made: QuestionMap) -> None:
            self._jobs.submit_long(
                lambda workspace, _: app.find_forward(
                    workspace, forward.earlier, forward.topic.id, app.keep_map(workspace.home, made)
                ),
                self._show_mapped,
            )

        return keep

    def _show_mapped(self, forward: Forward) -> None:
        self._page_stack.leave()
        self._page_stack.replace(lambda services: self._forward_page(services, forward))

    def _begin(self, page: ForwardPage, forward: Forward) -> None:
        begin_work(page.make)  # a second click would begin a second audit
        with_files = page.takes_files
        self._jobs.submit_long(
            lambda workspace, task: app.bring_forward(
                workspace, forward, with_files=with_files, cancel=task.is_cancelled
            ),
            self._made,
            what="The new audit",
        )

    def _made(self, copy: Draft) -> None:
        self._page_stack.leave_all()
        self._open_audit(copy.audit.id)

    def _page(self, services: Services, upgrade: Upgrade) -> UpgradePage:
        page = standalone.UpgradePage(services, upgrade)
        page.copy_wanted.connect(lambda: self._make(page, upgrade))
        return page

    def _make(self, page: UpgradePage, upgrade: Upgrade) -> None:
        begin_work(page.make)  # a second click would make a second copy
        self._jobs.submit_long(lambda workspace, _: app.upgrade_draft(workspace, upgrade), self._made)
