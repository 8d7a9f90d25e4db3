"""Whatever was typed is found by any part of it, and nothing else is."""

import shutil

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from hkdesk.bundled import bundled
from hkdesk.store.desk_file import open_desk_file
from hkdesk.store.pinyin import READINGS_KEPT, initials
from hkdesk.store.search_index import SEARCHABLE, _token, document, grams, range_of
from hkdesk.work.changes import redo, undo
from hkdesk.work.commands.enterprises import add_enterprise, edit_enterprise
from hkdesk.work.commands.projects import add_project, edit_project
from hkdesk.work.commands.requests import log_request
from hkdesk.work.desk import Desk
from hkdesk.work.queries import enterprises, ledger
from hkdesk.work.queries.records import load, records, resolve
from hkdesk.work.queries.search import find, find_kind

TYPED = (
    "恒光科技湖南省年产吨𠮷㵲㐀䶿䷀鿿〇々ABCabc019%_'\"\\<b>&=+*^:-(){}|.,;，。“”😀👩🏭🇨🇳ΣσςİıſKéÅß"
    "\u0301\u200b\u200d\ufeff\ud800\udc00 \t\n\u3000"
)
CHARACTERS = st.sampled_from(TYPED) | st.characters(codec="utf-8")
TEXTS = st.text(CHARACTERS, min_size=1, max_size=12)
LEDGER, ALL = enterprises.LEDGER, ledger.View()
KINDS = [s.kind for s in SEARCHABLE]


@pytest.fixture(scope="module")
def busy(seeded_folder, tmp_path_factory):
    """One desk for the many examples."""
    folder = tmp_path_factory.mktemp("search") / "desk"
    shutil.copytree(seeded_folder, folder)
    desk = Desk(open_desk_file(folder))
    yield desk
    desk.close()


def plain(text):
    """As LIKE compares: only the letters of ASCII are alike in both cases."""
    return "".join(c.lower() if c.isascii() else c for c in text)


def documents(desk):
    """What the index holds, read without it: {kind: {id: text}}."""
    found = desk.read(lambda c: c.exec_driver_sql("SELECT kind, entity_id, text FROM search_doc ORDER BY rid").all())
    return {kind: {key: text for k, key, text in found if k == kind} for kind in KINDS}


def hits(desk, kind, query):
    return {hit.id.bytes for hit in desk.read(find_kind, kind, query, 10**6)}


def parts(text):
    """Every part of a text without spaces."""
    for word in text.split():
        for start in range(len(word)):
            for end in range(start + 1, len(word) + 1):
                yield word[start:end]


def agree(desk, query):
    """The index finds exactly those whose text holds every word of a query."""
    words = [plain(word) for word in query.split()]
    for kind, texts in documents(desk).items():
        assert hits(desk, kind, query) == {k for k, t in texts.items() if all(w in plain(t) for w in words)}, kind


@settings(max_examples=80, deadline=None)
@given(TEXTS)
@example("ΑΣ")
@example("ΑΣΑ")
@example("䷀䷿")
@example("x4e2dx 中")
@example("\ud83d")
def test_a_record_is_found_by_every_part_of_what_was_typed_into_it(busy, text):
    key = busy.do(add_enterprise, {"name": f"企业{busy.read(ledger.count, LEDGER, ALL, busy.today)}", "note": text})
    kept = busy.read(load, "Enterprise", key.result).values["note"]
    for part in set(parts(kept)):
        assert key.result.bytes in hits(busy, "Enterprise", part), part
    agree(busy, text)


@settings(max_examples=80, deadline=None)
@given(st.text(CHARACTERS, min_size=1, max_size=4))
@example("%")
@example("_")
@example("\\")
@example("'")
@example('"')
@example("*")
@example("NEAR AND OR")
@example("公 司")
def test_no_query_gives_a_false_hit_or_misses_a_true_one(busy, query):
    if query.strip():
        agree(busy, query)
    else:
        assert busy.read(find, query) == []


@settings(max_examples=40, deadline=None)
@given(st.text(CHARACTERS, min_size=1, max_size=3))
def test_the_ledger_the_command_line_and_the_global_search_find_the_same(busy, query):
    if not query.strip():
        return
    view = ledger.View(search=query)
    keys = b"".join(busy.stream(ledger.all_keys, LEDGER, view, busy.today))
    found = {keys[i : i + 16] for i in range(0, len(keys), 16)}
    assert found == hits(busy, "Enterprise", query)
    assert found == {r.id.bytes for r in busy.stream(records, "Enterprise", search=query)}
    assert len(found) == busy.read(ledger.count, LEDGER, view, busy.today)


@settings(max_examples=300)
@given(TEXTS)
def test_the_fast_way_to_grams_gives_each_pair_and_the_last_of_each_word(text):
    words = text.lower().replace("ς", "σ").split()
    assert grams(text).split() == [_token(word[i : i + 2]) for word in words for i in range(len(word))]


@pytest.mark.parametrize("length", [3_999, 20_000])
def test_a_whole_article_pasted_into_the_search_finds_nothing_and_breaks_nothing(desk, length):
    for article in ("项" * length, "项目 " * (length // 3), "".join(chr(0x4E00 + i % 20000) for i in range(length))):
        assert [h.title for h in desk.read(find, article + " 没有的")] == []
        assert list(desk.stream(records, "Project", search=article + " 没有的")) == []


def test_a_long_text_is_found_by_its_end(desk):
    text = "甲乙丙丁" * 900 + "尾巴"
    key = desk.do(add_enterprise, {"name": "长文企业", "note": text}).result
    assert key.bytes in hits(desk, "Enterprise", "丁尾巴")
    assert key.bytes in hits(desk, "Enterprise", text)


@pytest.mark.parametrize(("text", "query"), [("a_ _b acb", "a_b"), ("a% %b acb", "a%b"), ("甲_ _乙 甲丙乙", "甲_乙")])
def test_a_sign_that_stands_for_others_elsewhere_stands_for_itself_here(desk, text, query):
    key = desk.do(add_enterprise, {"name": "新企业", "note": text}).result
    assert key.bytes not in hits(desk, "Enterprise", query)
    desk.do(edit_enterprise, key, {"note": query})
    assert key.bytes in hits(desk, "Enterprise", query)


def test_several_words_must_all_be_there_in_any_order(desk):
    assert [h.title for h in desk.read(find, "有限 美德")] == [h.title for h in desk.read(find, "美德 有限")] != []
    assert desk.read(find, "美德 恒光") == []


def test_capitals_and_small_letters_find_each_other(desk):
    key = desk.do(add_enterprise, {"name": "HengGuang Ltd"}).result
    for query in ("hengguang", "HENGGUANG", "gG", "L"):
        assert key.bytes in hits(desk, "Enterprise", query)


# What is searched follows what is kept.


@pytest.fixture
def firm(desk):
    """An enterprise with a project and an appeal."""
    firm = desk.do(add_enterprise, {"name": "旧名企业", "short_name": "老短"}).result
    project = desk.do(add_project, {"name": "某项目", "enterprise": "旧名企业"}).result
    request = desk.do(log_request, {"enterprise": "旧名企业", "title": "缺水"}).result
    return firm, project, request


def found(desk, query):
    return {(h.kind, h.id) for h in desk.read(find, query, 100)}


def test_renaming_an_enterprise_finds_its_appeals_and_projects_by_the_new_name_only(desk, firm):
    all_three = set(zip(("Enterprise", "Project", "ServiceRequest"), firm, strict=True))
    assert found(desk, "旧名") == found(desk, "jmqy") == all_three
    desk.do(edit_enterprise, firm[0], {"name": "崭新企业"})
    assert found(desk, "旧名") == found(desk, "jmqy") == set()
    assert found(desk, "崭新") == found(desk, "zxqy") == all_three
    desk.do(undo)
    assert found(desk, "崭新") == set()
    assert found(desk, "旧名") == all_three
    desk.do(redo)
    assert found(desk, "崭新") == all_three


def test_a_short_name_finds_the_appeals_too(desk, firm):
    assert ("ServiceRequest", firm[2]) in found(desk, "老短")
    desk.do(edit_enterprise, firm[0], {"short_name": "新短"})
    assert found(desk, "老短") == set()
    assert ("ServiceRequest", firm[2]) in found(desk, "新短")


def test_a_project_that_changes_hands_is_found_by_its_new_enterprise(desk, firm):
    desk.do(edit_project, firm[1], {"enterprise": "恒光科技"})
    assert ("Project", firm[1]) in found(desk, "恒光")
    assert ("Project", firm[1]) not in found(desk, "旧名")


def test_what_is_deleted_is_found_no_more_and_undo_brings_it_back(desk, firm):
    desk.do(undo)  # the logging of the appeal
    assert found(desk, "缺水") == set()
    assert desk.read(lambda c: c.exec_driver_sql("SELECT count(*) FROM search_dirty").scalar()) == 0
    desk.do(redo)
    assert found(desk, "缺水") == {("ServiceRequest", firm[2])}


def test_the_index_holds_every_searchable_record_and_no_other(desk, firm):
    for searchable in SEARCHABLE:
        (first, last), texts = range_of(searchable.kind), documents(desk)[searchable.kind]
        kept = desk.read(lambda c, s=searchable: c.exec_driver_sql(f"{s.select} ORDER BY r.id").all())
        assert texts == {row[0]: document(row[1:], searchable.spelled) for row in kept}
        rids = desk.read(
            lambda c, k=searchable.kind: c.exec_driver_sql("SELECT rid FROM search_doc WHERE kind=?", (k,)).all()
        )
        assert all(first < rid <= last for (rid,) in rids)


def test_a_queue_that_a_killed_desk_left_is_brought_home_at_the_next_start(desk, firm, open_at):
    with desk._file.writer.begin() as connection:  # a commit after which nothing drained
        connection.exec_driver_sql("UPDATE project SET note='死前所记' WHERE id=?", (firm[1].bytes,))
    assert found(desk, "死前所记") == set()
    desk.close()
    assert found(open_at(desk.folder), "死前所记") == {("Project", firm[1])}


def test_the_newest_of_a_kind_come_first(desk):
    keys = [desk.do(log_request, {"enterprise": "恒光科技", "title": f"缺工{n}"}).result for n in range(8)]
    assert [h.id for h in desk.read(find, "缺工")] == list(reversed(keys))[:6]


# Pinyin initials.


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("恒光科技", ["hgkj"]),
        ("湖南久日新材", ["hnjrxc"]),
        ("重庆银行", ["cqyh", "zqyh", "cqyx", "zqyx"]),
        ("四维5G", ["sw5g"]),
        ("A股·B", ["agb"]),
        ("plain", []),
        ("", []),
        ("😀%_", []),
    ],
)
def test_initials_are_those_of_every_reading(text, wanted):
    given_initials = initials(text)
    assert set(wanted) <= set(given_initials)
    assert bool(given_initials) == bool(wanted)


@pytest.mark.parametrize(("query", "line"), [("hgkj", ""), ("二号", "云溪路二号楼")])
def test_a_line_is_told_where_it_says_something_to_a_reader(desk, query, line):
    desk.do(log_request, {"enterprise": "恒光科技", "title": "用电", "content": "云溪路二号楼"})
    hits = [hit for hit in desk.read(find, query) if hit.kind == "ServiceRequest"]
    assert [hit.line for hit in hits] == [line]


def test_a_name_of_many_readings_keeps_a_few(desk):
    assert len(initials("乐行重长朝降")) <= READINGS_KEPT


@pytest.mark.parametrize("query", ["hgkj", "HGKJ", "gk", "恒光"])
def test_initials_find_an_enterprise_and_what_is_its(desk, query):
    key = desk.read(resolve, "Enterprise", "恒光科技")
    assert ("Enterprise", key) in found(desk, query)
    assert {kind for kind, _ in found(desk, query)} >= {"Enterprise", "Project"}


def test_both_readings_of_a_name_find_it(desk):
    for query in ("mdlq", "mdyq"):  # 美德乐器: 乐 is le and yue
        assert any("美德乐器" in h.title for h in desk.read(find, query)), query


def test_every_table_that_is_searched_is_watched(desk):
    triggers = desk.read(lambda c: c.exec_driver_sql("SELECT sql FROM sqlite_master WHERE type='trigger'").all())
    for s in SEARCHABLE:
        assert sum(f"ON {s.table} " in sql and f"'{s.kind}'" in sql for (sql,) in triggers) == 3
    assert bundled("resources/pinyin/initials.txt").exists()
