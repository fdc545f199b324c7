"""The names of a person's details and of an action's statuses, the same everywhere."""

from __future__ import annotations

from s11desk.domain.audits.audit import ActionStatus
from s11desk.domain.topics.topic import Detail

DETAILS: dict[Detail, str] = {
    Detail.NAME: "Name",
    Detail.JOB_TITLE: "Job title",
    Detail.EMAIL: "E-mail",
    Detail.TELEPHONE: "Telephone",
}
"""The names of a person's details on a form."""

DETAILS_ASKED: dict[Detail, str] = {**DETAILS, Detail.JOB_TITLE: "Role or job title"}
"""What the window asks for: a volunteer has a role. The documents keep their words, which are compared."""

DETAILS_IN_SENTENCES: dict[Detail, str] = {
    Detail.NAME: "name",
    Detail.JOB_TITLE: "job title or role",
    Detail.EMAIL: "e-mail address",
    Detail.TELEPHONE: "telephone number",
}

STATUSES: dict[ActionStatus, str] = {
    ActionStatus.NOT_STARTED: "Not started",
    ActionStatus.IN_PROGRESS: "In progress",
    ActionStatus.DONE: "Done",
}
