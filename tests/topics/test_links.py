"""Links of a topic: what an address may be, that nothing passes for another, and that older packs stay as they are."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest

from s11desk.app.pack_review import changes_between
from s11desk.domain.asking.asked_topic import asked_topic
from s11desk.domain.topics.pack_changes import PackPart
from s11desk.domain.topics.pack_problems import Problem, ProblemCode
from s11desk.domain.topics.topic import Link, Topic
from s11desk.domain.topics.translations import TranslatedText, Translation
from s11desk.topics.check_pack import examine
from s11desk.topics.checks.format_checks import lowest_format
from s11desk.topics.files.pack_file_names import PackFiles
from s11desk.topics.pack import decode_topic, encode_topic, load_pack
from s11desk.topics.workbook.reading.from_workbook import examine_workbook_bytes
from s11desk.topics.workbook.writing.to_workbook import topic_workbook
from s11desk.wording.topics.pack_review_sentences import change_line
from s11desk.wording.topics.pack_sentences import problem_sentence
from tests.samples import NOON, small_topic

GOLDEN = Path(__file__).parents[1] / "golden" / "packs" / "format-4"
P = ProblemCode


@pytest.fixture(scope="module")
def golden() -> Topic:
    return load_pack(GOLDEN)


def errors_of(topic: Topic) -> list[Problem]:
    found = examine(PackFiles(msgspec.json.encode(topic), is_single=True)).problems
    return [one for one in found if not one.is_warning]


def with_link(address: str = "https://help.example", title: str = "Help") -> Topic:
    return msgspec.structs.replace(small_topic(), format=4, links=(Link("help", title, address),))


def test_the_pack_of_format_4_is_read_as_it_was_written(golden: Topic) -> None:
    content = (GOLDEN / "topic.json").read_bytes()
    assert encode_topic(golden) == content
    assert encode_topic(decode_topic(content)) == content
    assert [(one.id, one.shown_address, one.is_mail) for one in golden.links] == [
        ("toolbox", "https://www.familytoolbox.example/?from=audit#find", False),
        ("hubs", "http://hubs.council.gov.uk/near-you", False),
        ("team", "early.help@council.gov.uk", True),
    ]


def test_only_links_need_format_4(golden: Topic) -> None:
    assert lowest_format(golden) == 4
    without = msgspec.structs.replace(golden, links=(), translations=())
    assert lowest_format(without) == lowest_format(small_topic())
    assert b"links" not in encode_topic(without)
    (problem,) = errors_of(msgspec.structs.replace(golden, format=3))
    assert (problem.code, problem.place, problem.limit) == (P.FORMAT_TOO_LOW, "links", 4)


@pytest.mark.parametrize(
    "address",
    [
        "https://www.gov.uk",
        "http://a.b-c.example:8080/x/y?z=1&t=a%20b#part",
        "https://x.example?q=1",
        "mailto:first.last+audit@x-y.example",
    ],
)
def test_an_address_of_a_page_or_of_e_mail_is_taken(address: str) -> None:
    assert errors_of(with_link(address)) == []


@pytest.mark.parametrize(
    "address",
    [
        *("", " ", "www.gov.uk", "ftp://x.example", "file:///etc/passwd", "javascript:alert(1)", "HTTPS://x.example"),
        *("https://gov.uk@evil.example", "https://user:pass@x.example", "https://localhost", "http://2130706433"),
        *("http://127.0.0.1/", "https://[::1]/", "https://xn--80ak6aa92e.com", "https://a.XN--p1ai.example"),
        *("https://g\u043ev.uk", "https://x.example/\u0430", "https://x.example/a b", "https://x.example\n"),
        *("https://x.example/<b>", 'https://x.example/"', "https://x.example\\@y.example", "https://x.example/%0d%0aa"),
        *("https://x.example/\u202eabc", "https://x.example//%zz", "https://.example", "https://x..example"),
        *("mailto:a@b.example?attach=c", "mailto:a@b.example,c@d.example", "mailto:a", "mailto:a%40b@c.example"),
    ],
)
def test_any_other_address_is_refused_at_its_place(address: str) -> None:
    places = {one.place for one in errors_of(with_link(address))}
    assert places == {"links[0] (id help).address"}


def test_a_long_address_title_or_list_is_refused() -> None:
    assert [one.code for one in errors_of(with_link("https://x.example/" + "a" * 300))] == [P.TEXT_TOO_LONG]
    assert [one.code for one in errors_of(with_link(title="a" * 151))] == [P.TEXT_TOO_LONG]
    many = tuple(Link(f"l{number}", "Help", "https://x.example") for number in range(21))
    assert [one.code for one in errors_of(msgspec.structs.replace(with_link(), links=many))] == [P.ENTRIES_TOO_MANY]


@pytest.mark.parametrize("title", ["www.gov.uk", "Help at g\u043ev.uk", "<b>Help</b>", "[Help](x)", "ask@gov.uk"])
def test_a_title_with_markup_or_another_address_is_refused_in_every_language(title: str) -> None:
    (problem,) = errors_of(with_link(title=title))
    assert (problem.code, problem.place) == (P.LINK_TITLE_WRONG, "links[0] (id help).title")
    welsh = Translation("cy", (TranslatedText("links/help/title", title),))
    (problem,) = errors_of(msgspec.structs.replace(with_link(), translations=(welsh,)))
    assert (problem.code, problem.place) == (P.LINK_TITLE_WRONG, "translations[0].texts[0].text")


def test_a_title_may_name_the_site_to_which_it_leads() -> None:
    assert errors_of(with_link("https://www.gov.uk/help", "Help on GOV.UK")) == []


def test_links_come_back_from_a_workbook_with_their_translations(golden: Topic) -> None:
    back = examine_workbook_bytes("topic.xlsx", topic_workbook(golden, NOON))
    assert back.topic is not None, [problem_sentence(problem) for problem in back.problems]
    assert (back.topic.format, back.topic.links) == (4, golden.links)
    assert back.topic.in_language("cy").links[1].title == "Hybiau Teulu yn eich ardal chi"


def test_a_wrong_address_in_a_workbook_is_named_by_sheet_row_and_column() -> None:
    content = topic_workbook(with_link("https://gov.uk@evil.example"), NOON)
    (problem,) = [one for one in examine_workbook_bytes("topic.xlsx", content).problems if not one.is_warning]
    assert problem.code is P.LINK_WRONG
    assert problem_sentence(problem).startswith(
        "topic.xlsx, links, row 2, address: “https://gov.uk@evil.example” cannot"
    )


def test_a_changed_link_is_named_before_a_pack_is_kept(golden: Topic) -> None:
    first, *rest = golden.links
    moved = msgspec.structs.replace(first, address="https://elsewhere.example")
    (change,) = changes_between(golden, msgspec.structs.replace(golden, links=(moved, *rest)))
    assert change.part is PackPart.LINKS
    assert change_line(change).startswith("A link to help: Family toolbox (https://www.familytoolbox.example/")
    assert "Family toolbox (https://elsewhere.example)" in change_line(change)


def test_a_colleague_who_is_asked_gets_the_links(golden: Topic) -> None:
    part = asked_topic(golden, ["motto"])
    assert part.links == golden.links
    assert part.in_language("cy").links[1].title == "Hybiau Teulu yn eich ardal chi"
