"""What a person should know of a form before beginning it: old questions, no address for returns, no contact details.

In each case there is one thing that always works: to reply to the e-mail that asked for the audit.
"""

from __future__ import annotations

from s11desk.domain.topics.topic import OriginKind, Topic
from s11desk.wording.form_words import Say, say_english

BEFORE_YOU_BEGIN = "Before you begin"

_CARRIED = (
    "If the partnership asked you for this audit, this is the right form, and you can begin now. Its questions are "
    "those of {}, because the {} form was not out when this was made. You can copy your answers into a newer form "
    "later."
)
_NO_ADDRESS = (
    "This form does not say where to send your return. When it is ready, reply to the e-mail that asked for this audit "
    "and attach the file."
)
_NO_DETAILS = "We do not have contact details for {}."
_REPLY = "You can reply to the e-mail that asked for this audit."


def before_begin_lines(topic: Topic) -> tuple[str, ...]:
    """Everything to know before the first answer. Empty if the form is this year's and names an address and details."""
    address = no_address_line(topic)
    is_said = has_contact_details(topic) or address  # that line says already to reply to the e-mail
    contact = "" if is_said else f"{say_english(_NO_DETAILS, topic.contact.name)} {_REPLY}"
    return tuple(filter(None, (carried_line(topic), address, contact)))


def carried_line(topic: Topic) -> str:
    """Say that the questions are those of an earlier form, and what to do. Empty if they are this year's."""
    years = carried_years(topic)
    return say_english(_CARRIED, years, topic.year) if years else ""


def no_address_line(topic: Topic) -> str:
    """Say how a return reaches a partnership that names no address. Empty if it names one."""
    return "" if topic.return_to.email else say_english(_NO_ADDRESS)


def has_contact_details(topic: Topic) -> bool:
    """Whether the form says how to reach the person to ask."""
    return bool(topic.contact.email.strip() or topic.contact.telephone.strip())


def contact_lines(topic: Topic, say: Say = say_english) -> tuple[str, ...]:
    """Whom to ask, one detail a line. Where there are no details, it says so, and what to do instead."""
    contact = topic.contact
    if has_contact_details(topic):
        return tuple(filter(None, (_whose_line(topic), contact.email, contact.telephone, contact.note)))
    lacking = say(_NO_DETAILS, contact.name)
    rest = contact.note.removeprefix(_NO_DETAILS.format(contact.name)).removeprefix(lacking).strip()
    return tuple(filter(None, (_whose_line(topic), lacking, say(_REPLY), rest)))


def _whose_line(topic: Topic) -> str:
    """The contact, and the partnership that they are at."""
    name, partnership = topic.contact.name, topic.partnership.name
    return f"{name}, {partnership}" if name.strip() and name.casefold() not in partnership.casefold() else name


def carried_years(topic: Topic) -> str:
    """Return the years of earlier forms that questions come from. Empty if all questions are from this year's form."""
    carried = [question.origin.source for question in topic.questions if question.origin.how is OriginKind.CARRIED_OVER]
    sources = (topic.source(name) for name in dict.fromkeys(carried))
    years = dict.fromkeys(source.year for source in sources if source is not None and source.year != topic.year)
    return " and ".join(years)
