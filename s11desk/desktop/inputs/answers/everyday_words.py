"""Words that people type for the kind of their organisation, beside the words of the list.

The list of kinds is the partnership's or a pack's: a football club looks for "football" in it and finds "Sports club".
"""

from __future__ import annotations

import re

_FEWEST = 3
"""Fewer letters begin too many words."""
_LISTED = {
    "sport": "football rugby cricket tennis netball hockey swimming gymnastics athletics dance judo karate boxing"
    " cycling rowing sailing riding golf martial arts club",
    "school": "academy nursery primary secondary sixth form teacher education pupil",
    "early years": "nursery preschool pre-school playgroup creche crèche kindergarten childminder day care childcare",
    "fostering": "children home residential foster carer adopting",
    "faith": "church chapel mosque temple synagogue gurdwara religious parish diocese",
    "cafcass": "family court guardian",
    "charity": "church mosque temple synagogue faith scouts guides brownies cadets youth club community group playgroup"
    " voluntary volunteer",
    "gp practice": "doctor surgery health centre medical",
    "nhs": "hospital ambulance dentist midwife health visitor",
    "health": "clinic dentist pharmacy optician therapist",
    "housing": "landlord tenants homes hostel",
    "probation": "community rehabilitation",
    "leisure": "library museum theatre swimming pool",
    "social care": "social work social worker care home fostering adoption",
}
"""For a part of a listed name, the words that people type instead."""


def says_the_same(typed: str, name: str) -> bool:
    """Whether the first letters ``typed``, in small letters, are those of an everyday word for ``name``."""
    wanted = typed.split()
    spoken = " ".join(words for part, words in _LISTED.items() if begins_word(part, name)).split()
    return len(typed) >= _FEWEST and all(any(word.startswith(one) for word in spoken) for one in wanted)


def begins_word(part: str, name: str) -> bool:
    """Whether a word of ``name``, in any letters, begins with ``part``, in small ones: "Transport" is no sport."""
    return re.search(rf"\b{re.escape(part)}", name.casefold()) is not None
