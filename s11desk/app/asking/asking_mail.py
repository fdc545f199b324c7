"""The e-mails with questions for a colleague, and with their answers. A person checks and sends them."""

from __future__ import annotations

from s11desk.app.asking.ask_questions import Asked
from s11desk.app.asking.send_back import SentBack
from s11desk.app.asking.write_asking_file import WrittenFile
from s11desk.app.returns.mailing.mail import Mail
from s11desk.app.returns.mailing.mail_headers import header_text
from s11desk.domain.returns.mail_size import mail_fit
from s11desk.wording.amounts import counted
from s11desk.wording.plain_text import short_line

_LOCKED = "The file is locked. I will tell you the passphrase in another way."
_GREETING = "Kind regards"


def questions_mail(asked: Asked, agency: str, line: str) -> Mail:
    """The e-mail with the questions. ``line``: what the person wrote to the colleague; may be empty."""
    questions = counted(asked.questions, "question")
    name = short_line(asked.colleague)
    paragraphs = (
        f"Hello {name}," if name else "Hello,",
        *((line,) if line else ()),
        f"Please answer {questions} of our safeguarding audit. They are in the attached file {asked.file.path.name}.",
        *((_LOCKED,) if asked.is_locked else ()),
        "Save it, and open it in s11desk with “Open a file you were sent…”. When you have answered, “Send back my "
        "answers” makes a file. Please send me that file.",
        _GREETING,
    )
    return _mail(f"{questions} for our audit: {short_line(agency)}", paragraphs, asked.file)


def answers_mail(sent: SentBack, agency: str) -> Mail:
    """The e-mail with the answers of a colleague, to the person who asked."""
    paragraphs = (
        "Hello,",
        f"My answers to your questions are in the attached file {sent.file.path.name}.",
        *((_LOCKED,) if sent.is_locked else ()),
        "Save it, and open it in s11desk with “Open a file you were sent…”.",
        f"{_GREETING}\n{short_line(sent.name)}",
    )
    return _mail(f"My answers for the audit: {short_line(agency)}", paragraphs, sent.file)


def _mail(subject: str, paragraphs: tuple[str, ...], file: WrittenFile) -> Mail:
    body = "\n\n".join(paragraphs) + "\n"
    return Mail((), header_text(subject), body, file.path, file.sha256, mail_fit(file.size))
