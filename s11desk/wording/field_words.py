"""What the fields of a person and of an action are called, and how far an action is: one word for each, everywhere."""

from __future__ import annotations

from s11desk.domain.audit import ActionStatus
from s11desk.domain.topic import Detail

DETAILS: dict[Detail, str] = {
    Detail.NAME: "Name",
    Detail.JOB_TITLE: "Job title",
    Detail.EMAIL: "E-mail",
    Detail.TELEPHONE: "Telephone",
}
"""What a person's details are called on a form."""

DETAILS_IN_SENTENCES: dict[Detail, str] = {
    Detail.NAME: "name",
    Detail.JOB_TITLE: "job title",
    Detail.EMAIL: "e-mail address",
    Detail.TELEPHONE: "telephone number",
}

STATUSES: dict[ActionStatus, str] = {
    ActionStatus.NOT_STARTED: "Not started",
    ActionStatus.IN_PROGRESS: "In progress",
    ActionStatus.DONE: "Done",
}
