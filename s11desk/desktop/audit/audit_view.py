"""One open audit: the steps at the side, the page, and the footer. The draft holds the content of every page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from s11desk import app
from s11desk.desktop.audit.audit_layout import AuditLayout
from s11desk.desktop.audit.begin_page import PassedPage, arrive, begin_page
from s11desk.desktop.audit.change_after_return import follow_returns
from s11desk.desktop.audit.footer import Footer
from s11desk.desktop.audit.go_back import begin_at_first, go_back_to, go_to_first
from s11desk.desktop.audit.left_places import LeftPlaces
from s11desk.desktop.audit.letter_remarks import LetterRemarks
from s11desk.desktop.audit.page_drop import DropPage
from s11desk.desktop.audit.search_hits import SearchHits
from s11desk.desktop.audit.sidebar import Sidebar
from s11desk.desktop.audit.top_bar import SaveAnnouncer, TopBar
from s11desk.desktop.audit.unfinished_line import say_unfinished
from s11desk.desktop.messages.keeping_words import keeping_words
from s11desk.desktop.pages.page import Page
from s11desk.desktop.pages.page_for_step import page_for_step
from s11desk.desktop.pages.question.question_page import QuestionPage
from s11desk.desktop.parts.focus.focus_place import MAIN_AREA, FocusPlace, come_back, running_application
from s11desk.desktop.parts.focus.tab_order import order_as_laid_out
from s11desk.desktop.parts.layout.scroll_area import ScrollArea, scrolls
from s11desk.desktop.parts.reading.announcing import announce, announce_found
from s11desk.desktop.parts.services import Services
from s11desk.desktop.saving.conflict import ask_which_version
from s11desk.desktop.saving.edits import Conflict, Saved
from s11desk.desktop.saving.open_draft import OpenDraft
from s11desk.desktop.saving.resume_point import ResumePointKeeper, resume_point_on
from s11desk.desktop.saving.typing_undo import TypingUndo
from s11desk.desktop.saving.undo_actions import ShownChange, UndoActions
from s11desk.desktop.theme.theme import locale_of
from s11desk.domain.audits.flow import CHECK, SIGN, Step, StepKind, next_step, previous_step, steps
from s11desk.override import override

if TYPE_CHECKING:
    import datetime as dt

    from s11desk.app.audits.resume import ResumePoint
    from s11desk.app.home.workspace import Clock
    from s11desk.desktop.inputs.evidence.evidence_panel import EvidencePanel


class AuditView(DropPage):
    """An open audit. ``copy_wanted``: print the draft. ``page_shown`` is emitted with the heading of the new page.

    ``ask_wanted``: ask a colleague about the questions with these ids.
    """

    home_wanted = Signal()
    copy_wanted = Signal()
    smaller = Signal()
    larger = Signal()
    colours_wanted = Signal()
    page_shown = Signal(str)
    ask_wanted = Signal(object)
    language_wanted = Signal(str)

    def __init__(
        self,
        services: Services,
        open_draft: OpenDraft,
        step: Step,
        clock: Clock,
        point: ResumePoint | None = None,
        before: AuditView | None = None,
    ) -> None:
        super().__init__()
        self._services = services
        self._theme = services.theme
        self._clock = clock
        self.open_draft = open_draft
        self.step = step
        self.returns_to: Step | None = None  # the check, or the page to sign, from which the person came
        self.page: Page | None = None
        self._walks_list = False
        self._save_announcer = SaveAnnouncer(lambda text, urgent: announce(self, text, at_once=urgent))
        self._resumes = point
        self._comes_back: FocusPlace | None = None
        self._is_rebuilt = before is not None
        self._point_keeper = ResumePointKeeper(self, services.jobs, open_draft.draft.audit.id, self.resume_point)
        self._reverted = ShownChange(step, "")
        self._make_parts()
        self._connect()
        self.go(step)
        self.returns_to = before.returns_to if before is not None else None

    def _make_parts(self) -> None:
        self._typing_undo = TypingUndo(self.open_draft)
        self._left_places = LeftPlaces()
        self._letter_remarks = LetterRemarks(self._services.jobs)
        self._undo_actions = UndoActions(self, self.open_draft, self._services.dialogs, self._show_reverted)
        self.side = Sidebar(self._theme)
        self._words = keeping_words(is_preview=self._services.is_preview)
        self.top = TopBar(self._theme, self._words.state)
        self.footer = Footer(self._theme)
        self.area = ScrollArea()
        self.area.setObjectName(MAIN_AREA)
        self.passed_page = PassedPage(self.area, self.side.state_words_of)
        self._hits = SearchHits(self._services.jobs, self.open_draft, self.side, self.area, self._go_from_list)
        self._layout = AuditLayout(self, self._theme, self.side, self.top, self.area, self.footer)

    def go(self, step: Step) -> None:
        """Leave this page, which saves its text, and show another."""
        self.open_draft.flush()
        self._left_places.note(self.step, self.page, self.area)
        self.top.leave_page()
        self._hits.clear()
        self._walks_list = False
        if self.step in {CHECK, SIGN} and step.kind in {StepKind.QUESTION, StepKind.ACTION_PLAN}:
            self.returns_to = self.step
        elif step in {CHECK, SIGN}:
            self.returns_to = None
        self.step = step
        self._show_page()
        self._layout.unfold(show_steps=False)

    def take_over(self, before: AuditView) -> None:
        """Take over what only ``before`` held. This view replaces it after a change of colours or sizes."""
        self.side.take_over(before.side)
        if self.page is not None and before.page is not None:
            self.page.take_over(before.page)

    def go_to_point(self, point: ResumePoint) -> None:
        """Go to a step, as :meth:`go`, and to one field of its page."""
        self._resumes = point
        self.go(point.step)

    def begin_search(self) -> None:
        """Give the keyboard to the search."""
        self._layout.unfold(show_steps=True)
        self.side.search_panel.begin()

    def undo(self) -> None:
        """Undo the last word typed on this page, or else the last saved change, and stay on the page."""
        if not self._typing_undo.undo(self.page):
            self._undo_actions.undo()

    def redo(self) -> None:
        """Redo the change that was undone last, and show the result."""
        self._undo_actions.redo()

    def _show_reverted(self, changed: ShownChange) -> None:
        draft = self.open_draft.draft
        self._reverted = changed
        is_elsewhere = changed.step != self.step and changed.step in steps(draft.topic, draft.audit)
        is_elsewhere = is_elsewhere or (changed.step == self.step and self._is_out_of_sight(changed.field))
        self.top.show_extra(changed.words, elsewhere=is_elsewhere, is_lacking=changed.is_lacking)
        self._show_state()
        announce_found(self.page or self, changed.words)

    def _is_out_of_sight(self, field: str) -> bool:
        """Whether the page has to be scrolled to show this field."""
        found = self.page.findChild(QWidget, field) if self.page is not None and field else None
        return found is not None and found.isVisible() and found.visibleRegion().isEmpty()

    def _go_from_list(self, step: Step) -> None:
        self.go(step)
        self._walks_list = True

    def go_on(self) -> None:
        """Confirm this page, and go to the next or back to the page from which the person came."""
        if self.page is not None:
            self.page.confirm()
            say_unfinished(self, self.open_draft, self.step, self._show_reverted)
        if self.returns_to is not None:
            self._return_to(self.returns_to)
        else:
            self.skip()

    def back(self) -> None:
        """Go to the previous step."""
        draft = self.open_draft.draft
        self._return_to(previous_step(draft.topic, draft.audit, self.step))

    def _return_to(self, step: Step) -> None:
        """Go to a step that the person came from, to the place on its page where they were."""
        self._comes_back = self._left_places.of(step)
        self.go(step)

    def skip(self) -> None:
        """Go to the next step without confirming this page."""
        self.returns_to = None
        draft = self.open_draft.draft
        self.go(next_step(draft.topic, draft.audit, self.step))

    def refresh(self) -> None:
        """Show the saved draft at the side, on the page and in the bar."""
        draft = self.open_draft.draft
        if self.step not in steps(draft.topic, draft.audit):
            self.go(next_step(draft.topic, draft.audit, self.step))
            return
        self.side.show_draft(draft, self.step)
        if self.page is not None:
            self.page.show_draft()
            self._letter_remarks.look(self.page)
            self._show_footer()
        self._show_state()

    def resume_point(self) -> ResumePoint | None:
        """Return the place where the person is now."""
        if self.page is None:
            return None
        return resume_point_on(self.page, self.step, self.area.verticalScrollBar().value(), self.open_draft.unparsed)

    def keep_place(self) -> None:
        """Keep now where the person is, and what was typed that cannot be read yet."""
        self._point_keeper.keep()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Scroll the page with the keys for that, also where the keyboard is on a button of the bars."""
        if scrolls(event) and not event.modifiers():
            self.area.keyPressEvent(event)
        else:
            super().keyPressEvent(event)

    @override
    def drop_panel(self) -> EvidencePanel | None:
        return self.page.evidence if isinstance(self.page, QuestionPage) else None

    @override
    def hideEvent(self, event: QHideEvent) -> None:
        """Store the resume point: the person goes home, or the window closes."""
        super().hideEvent(event)
        self.keep_place()
        if not event.spontaneous():
            jobs = self._services.jobs
            jobs.submit_long(lambda workspace, _: app.remove_viewing_copies(workspace.home), lambda _: None)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._layout.follow(self.page)

    def _connect(self) -> None:
        self.side.home_wanted.connect(self.home_wanted)
        self.side.step_wanted.connect(self._go_from_list)
        self.side.page_wanted.connect(lambda: self.passed_page.enter(self.page))
        self.footer.go_on.connect(self.go_on)
        self.footer.back.connect(self.back)
        self.footer.skip.connect(self.skip)
        self.top.extra_ended.connect(self._show_state)
        self.top.there_wanted.connect(
            lambda: self.go_to_point(app.ResumePoint(self._reverted.step, field=self._reverted.field))
        )
        self.top.again_wanted.connect(self.open_draft.reopen)
        self.top.steps_wanted.connect(lambda: self._layout.unfold(show_steps=True))
        self.top.smaller.connect(self.smaller)
        self.top.larger.connect(self.larger)
        self.top.colours_wanted.connect(self.colours_wanted)
        self.top.copy_wanted.connect(self.copy_wanted)
        self.area.verticalScrollBar().valueChanged.connect(lambda _: self._note_place())
        self.open_draft.changed.connect(self.refresh)
        self.open_draft.state_changed.connect(self._show_state)
        self.open_draft.unparsed_changed.connect(self._note_place)
        self.open_draft.conflicted.connect(self._resolve)
        self._change = follow_returns(self._services, self.open_draft, self.side, self.footer)
        running_application().focusChanged.connect(self._on_focus_moved)

    def _show_page(self) -> None:
        self._save_announcer.begin_page()
        page = self._page_filled_again() or self._new_page()
        visit = page.visit
        self.area.verticalScrollBar().setValue(0)
        self._layout.follow(page)
        self.refresh()
        if self.page is not page or page.visit is not visit:
            return  # this question is no longer asked, and refresh() went to the next
        order_as_laid_out(self)
        stays = self.area.hasFocus() and self.area.accessibleName() != page.spoken_heading()  # nobody says it
        self.area.setAccessibleName(page.spoken_heading())
        self._change.begin(page)
        self.page_shown.emit(page.heading)
        arrive(page, self._services.jobs, lambda: self._begin(page, stays=stays), opens=not self._is_rebuilt)

    def _page_filled_again(self) -> Page | None:
        """Show the question on the page of the former one. None if it cannot: then a new page is made.

        To fill the widgets takes a fraction of the time in which Qt makes, styles and deletes them.
        """
        question = self.open_draft.draft.topic.question(self.step.question)
        page = self.page
        if question is None or not isinstance(page, QuestionPage) or not page.may_show_another:
            return None
        self.area.leave_page()
        self.open_draft.flush()  # what the field that had the keyboard gave as its last text
        page.show_question(self.step, question)
        page.show_draft()
        return page

    def _new_page(self) -> Page:
        page = self.make_page(self._services, self._clock().astimezone().date())
        page.wanted.connect(self.go)
        page.point_wanted.connect(self.go_to_point)
        page.ask_wanted.connect(self.ask_wanted)
        page.language_wanted.connect(self._choose_language)
        page.first_field_changed.connect(lambda: self._focus_first(page))
        page.field_wanted.connect(lambda: go_to_first(page))
        page.setLocale(locale_of(self.open_draft.draft.topic.language))
        page.show_draft()  # before the layout: a page that grows later is squeezed for a moment
        self.page = page
        self._layout.put(page)
        return page

    def _begin(self, page: Page, *, stays: bool) -> None:
        """Give the keyboard to the page. A screen reader says the page first, unless only its look has changed."""
        if self._is_rebuilt:
            self._is_rebuilt = page.arrives = False
            self._focus_first(page)
            return
        if page.arrives and self._walks_list and self.side.steps.hasFocus():
            self.passed_page.begin(page)
            return
        has_field = (self._resumes and self._resumes.field) or (self._comes_back and self._comes_back.kind)
        at_top = not (stays or self._walks_list or self._hits.is_chosen or has_field or page.is_done())
        state, point = self.side.state_words_of(page.step), self._resumes
        field = page.findChild(QWidget, point.field) if point is not None and point.field else None
        page.expect_return(self._comes_back)
        begin_page(page, self.area, state, lambda: self._focus_first(page), at_top=at_top, field=field)

    def _choose_language(self, language: str) -> None:
        """Show the form in another language. The view is built again, when the button has finished its click."""
        self.open_draft.language = language
        QTimer.singleShot(0, self, lambda: self.language_wanted.emit(language))

    def make_page(self, services: Services, today: dt.date) -> Page:
        """Make the page of the step. It is deleted when the person goes to a step of another kind."""
        return page_for_step(services, self.open_draft, self.step, today)

    def _focus_first(self, page: Page) -> None:
        """Leave the keyboard in the list of steps while the person walks through it."""
        if self._hits.show_chosen(page, self.step if page is self.page else None):
            return
        if page is not self.page or page.arrives or (self._walks_list and self.side.list_has_focus()):
            return
        self._note_place()
        point, self._resumes = self._resumes, None
        place, self._comes_back = page.place_left(self._comes_back), None
        if place is not None and point is None:
            come_back(page, self.area, place, visit=page.visit)
        elif point is None or point.step != self.step or not go_back_to(page, self.area, point):
            begin_at_first(page, self.area, self.footer.primary)

    def _show_footer(self) -> None:
        primary = self.page.next_button_text() if self.page is not None else ""
        self.footer.show_buttons(self._words, self.step, self.returns_to, primary)

    def _show_state(self) -> None:
        self._note_place()
        self.top.show_state(self.open_draft.state, self._clock())
        if not self._services.is_preview or self.open_draft.state.saved is Saved.NO:
            self._save_announcer.follow(self.open_draft.state)

    def _resolve(self, conflict: Conflict) -> None:
        ask_which_version(self._services.dialogs, self.open_draft, conflict)

    def _on_focus_moved(self, old: QWidget | None, new: QWidget | None) -> None:
        if old is not None and self.isAncestorOf(old):
            self._typing_undo.note_left(old)
            self.open_draft.flush()
            self._note_place()
        self.passed_page.note_keyboard(self.page, new)

    def _note_place(self) -> None:
        """Keep the place soon. More movements do not delay it: somebody who types steadily never stops moving."""
        if not self._point_keeper.isActive():
            self._point_keeper.start()

    def stop_listening(self) -> None:
        """Stop listening to the application, because another view replaces this one."""
        self._point_keeper.stop()
        self.open_draft.changed.disconnect(self.refresh)
        self.open_draft.state_changed.disconnect(self._show_state)
        self.open_draft.unparsed_changed.disconnect(self._note_place)
        self.open_draft.conflicted.disconnect(self._resolve)
        running_application().focusChanged.disconnect(self._on_focus_moved)
