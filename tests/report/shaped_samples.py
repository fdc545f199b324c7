"""One line in each script that is shaped, or needs no shaping and is no Latin."""

from __future__ import annotations

import msgspec

from s11desk.domain.audits.audit import Audit

FROM_THE_LEFT = {
    "Latin with marks": "Zoe\u0308 Nguye\u0302\u0303n, S\u0323\u0301 e\u0323\u0302",
    "Latin": "Łódź Žižek Þór Ǿ ọ̈ ə́ Ŵ ŷ",
    "Greek": "Ελληνικά ἀρχὴ",
    "Cyrillic": "Плёнка їжак и\u0301",
    "Bengali": "আমরা শিশুদের সুরক্ষা করি। কো কৌ ক্ষ স্ত্রী",
    "Gujarati": "અમે બાળકોનું રક્ષણ કરીએ છીએ. ક્ષ જ્ઞ ત્ર",
    "Gurmukhi": "ਅਸੀਂ ਬੱਚਿਆਂ ਦੀ ਰੱਖਿਆ ਕਰਦੇ ਹਾਂ। ਪ੍ਰਸ਼ਨ",
    "Tamil": "நாங்கள் குழந்தைகளைப் பாதுகாக்கிறோம். கொ கோ கௌ ஸ்ரீ",
    "Devanagari": "हम बच्चों की सुरक्षा करते हैं। क्षत्रिय र्कि स्त्री",
}
FROM_THE_RIGHT = {
    "Hebrew": "שלום עולם זהו מבחן של ילדים",
    "Arabic": "السلام عليكم والأطفال بخير",
    "Urdu": "یہ ایک آزمائش ہے ہم بچوں کی حفاظت کرتے ہیں",
}
WITH_MARKS = {"Hebrew": "שָׁלוֹם עֲלֵיכֶם", "Arabic": "مُحَمَّد بِسْمِ"}
MIXED = ("Riverside שלום Trust (12%)", "زهرة and علی, 25 June", "שלום! זהו מבחן (עם סוגריים) של 12.5% ו-English.")
SHAPED = "\n".join([*FROM_THE_LEFT.values(), *FROM_THE_RIGHT.values(), *WITH_MARKS.values(), *MIXED])


def commented(audit: Audit, comment: str, question: str = "understanding") -> Audit:
    """``audit`` with another comment on one question."""
    answers = (
        msgspec.structs.replace(one, comment=comment) if one.question == question else one for one in audit.answers
    )
    return msgspec.structs.replace(audit, answers=tuple(answers))
