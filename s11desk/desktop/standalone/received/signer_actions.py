"""The people whom a person has checked: show them, rename one, remove one."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from s11desk import app
from s11desk.desktop import standalone
from s11desk.desktop.parts.services import Services
from s11desk.desktop.saving.jobs import JobRunner
from s11desk.wording.plain_text import short_line

if TYPE_CHECKING:
    from s11desk.app.home.paths import Home
    from s11desk.app.identity.known_signers import KnownSigner
    from s11desk.desktop.shell.dialogs import Dialogs
    from s11desk.desktop.standalone.page_stack import PageStack


class SignerActions:
    """Shows the known signers, and changes their list when the person asks.

    ``side_jobs``: run beside the worker, because the list is read even if the drafts cannot be opened.
    """

    def __init__(
        self, home: Home, side_jobs: Callable[[], JobRunner], page_stack: PageStack, dialogs: Callable[[], Dialogs]
    ) -> None:
        self._home = home
        self._side_jobs = side_jobs
        self._page_stack = page_stack
        self._dialogs = dialogs

    def show(self) -> None:
        """Show the signers that the person knows."""
        self._read(lambda signers: self._page_stack.show(lambda services: self._page(services, signers)))

    def _show_again(self) -> None:
        self._read(lambda signers: self._page_stack.replace(lambda services: self._page(services, signers)))

    def _read(self, then: Callable[[tuple[KnownSigner, ...]], None]) -> None:
        home = self._home
        self._side_jobs().submit_closed(lambda: app.known_signers(home), then)

    def _page(self, services: Services, signers: tuple[KnownSigner, ...]) -> standalone.SignersPage:
        page = standalone.SignersPage(services, signers)
        page.rename_wanted.connect(self._rename)
        page.remove_wanted.connect(self._remove)
        return page

    def _rename(self, fingerprint: str, name: str) -> None:
        home = self._home
        self._side_jobs().submit_closed(
            lambda: app.rename_known_signer(home, fingerprint, name), lambda _: self._show_again()
        )

    def _remove(self, signer: KnownSigner) -> None:
        headline = f"Remove {short_line(signer.name)} from the people you have checked?"
        text = (
            "Returns that they signed are then shown as not confirmed. Compare the signature check code with them to "
            "add them again. No return is changed."
        )
        home = self._home
        if self._dialogs().confirm(headline, text, yes="Remove", no="Keep"):
            self._side_jobs().submit_closed(
                lambda: app.remove_known_signer(home, signer.fingerprint), lambda _: self._show_again()
            )
