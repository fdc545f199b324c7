"""A link of a topic: a page or an e-mail address where a person finds help who has nobody to ask."""

from __future__ import annotations

import re
from typing import Annotated

import msgspec
from msgspec import Meta

from s11desk.domain.topics.topic_limits import LINK_LIMIT, LINK_PATTERN, LINK_TITLE_LIMIT, TEXT_PATTERN, Id

MAIL = "mailto:"
"""The start of a link to an e-mail address."""
_MARKUP = re.compile(r"[<>\[\]{}\\`|]")
_NAMED_HOST = re.compile(r"(?:[\w-]+\.)+[^\W\d_]{2,}")
"""A word that people read as the name of a site, in whatever letters."""


class Link(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """``title``: what people find there. ``address``: http, https or mailto, in plain letters only.

    Nothing opens it unless a person asks for it.
    """

    id: Id
    title: Annotated[str, Meta(pattern=TEXT_PATTERN, max_length=LINK_TITLE_LIMIT)]
    address: Annotated[str, Meta(pattern=LINK_PATTERN, max_length=LINK_LIMIT)]

    @property
    def is_mail(self) -> bool:
        """Whether it leads to an e-mail address."""
        return self.address.startswith(MAIL)

    @property
    def shown_address(self) -> str:
        """The address as people read it: an e-mail address without ``mailto:``."""
        return self.address.removeprefix(MAIL)


def is_plain_title(title: str, address: str) -> bool:
    """Whether ``title`` has no markup, and names no other site than that of ``address``."""
    named = {_plain_host(word) for word in _NAMED_HOST.findall(title)}
    return not _MARKUP.search(title) and named <= {_plain_host(_host(address))}


def _host(address: str) -> str:
    if address.startswith(MAIL):
        return address.rpartition("@")[2]
    return re.split(r"[/:?#]", address.partition("://")[2])[0]


def _plain_host(name: str) -> str:
    return name.casefold().removeprefix("www.")
