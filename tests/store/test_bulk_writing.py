"""Written many at once, records, their log and what is found of them are just what they are written one by one."""

import json
import shutil
from datetime import date
from uuid import UUID

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy.orm.exc import StaleDataError
from uuid_utils.compat import uuid7

from hkdesk.domain.codes import KeyLevel
from hkdesk.domain.errors import DeskError
from hkdesk.domain.stage import Stage
from hkdesk.store.bulk_writing import Edited, Gone, New
from hkdesk.store.desk_file import open_desk_file
from hkdesk.tables.all import RECORDS, table_of
from hkdesk.tables.enterprise import Enterprise, Qualification
from hkdesk.tables.project import Project
from hkdesk.work.commands.enterprises import add_enterprise, save_qualification
from hkdesk.work.commands.projects import add_project
from hkdesk.work.commands.visits import save_visit
from hkdesk.work.desk import Desk
from hkdesk.work.queries.records import resolve
from hkdesk.work.queries.search import find_kind
from tests.conftest import NOW

TEXTS = st.text(max_size=12).map(lambda text: text.encode("utf-8", "replace").decode().replace("\x00", ""))
NAMES = st.text("恒光科技湖南省长沙行𠮷Ab1 （）", min_size=1, max_size=8).filter(str.strip)
DAYS = st.none() | st.dates(date(1990, 1, 1), date(2030, 1, 1))
FIELDS = {
    Enterprise: {
        "name": NAMES,
        "short_name": TEXTS,
        "is_above_scale": st.none() | st.booleans(),
        "settled_on": DAYS,
        "note": TEXTS,
    },
    Project: {
        "name": NAMES,
        "total_investment_fen": st.none() | st.integers(0, 10**18),
        "stage": st.sampled_from(Stage),
        "key_level": st.none() | st.sampled_from(KeyLevel),
        "signed_on": DAYS,
        "industry": TEXTS,
    },
    Qualification: {"name": NAMES, "granted_on": DAYS, "note": TEXTS},
}
ROWS = st.lists(
    st.one_of(
        st.tuples(
            st.just(kind),
            st.fixed_dictionaries({"name": f["name"]}, optional={k: v for k, v in f.items() if k != "name"}),
        )
        for kind, f in FIELDS.items()
    ),
    min_size=1,
    max_size=6,
)
EXAMPLES = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@pytest.fixture(scope="module")
def pair(seeded_folder, tmp_path_factory):
    """Two desks alike: one writes one by one, the other all at once."""
    desks = []
    for name in ("one by one", "at once"):
        folder = tmp_path_factory.mktemp("bulk") / name
        shutil.copytree(seeded_folder, folder)
        desks.append(Desk(open_desk_file(folder, officer="李敏", clock=lambda: NOW)))
    yield desks
    for desk in desks:
        desk.close()


def written(desk, transaction):
    """What a transaction has left, read without the desk: rows, log and search texts, by record."""

    def read(c):
        lines = c.exec_driver_sql(
            'SELECT kind, "row", op, command, undoes, desk = ?, actor, at, fields FROM "change" '
            'WHERE "transaction" = ? ORDER BY serial',
            (desk.desk_id.bytes, transaction.bytes),
        ).fetchall()
        keys = list(dict.fromkeys((kind, key) for kind, key, *_ in lines))
        rows = [
            c.exec_driver_sql(f'SELECT * FROM "{table_of(kind).name}" WHERE id = ?', (key,)).fetchall()
            for kind, key in keys
        ]
        texts = [
            c.exec_driver_sql("SELECT kind, text FROM search_doc WHERE entity_id = ?", (key,)).fetchall()
            for _, key in keys
        ]
        return [tuple(line) for line in lines], rows, texts, c.exec_driver_sql("SELECT * FROM search_dirty").fetchall()

    return desk.read(read)


def whole(desk, kind, values, key):
    given = {"id": key, **values}
    if kind is Qualification:
        return given | {"enterprise_id": desk.read(resolve, "Enterprise", "湖南立点科技有限公司")}
    return given | {"park_id": desk.read(resolve, "Park", "HJS")}


@EXAMPLES
@given(ROWS)
def test_new_records_are_written_alike(pair, rows):
    singly, at_once = pair
    keys = [uuid7() for _ in rows]

    def one_by_one(uow):
        for (kind, values), key in zip(rows, keys, strict=True):
            uow.session.add(kind(**whole(singly, kind, values, key)))

    def many(uow):
        uow.insert_many(
            [New(kind, key, whole(singly, kind, v, key)) for (kind, v), key in zip(rows, keys, strict=True)]
        )

    one_by_one.__name__ = many.__name__ = "enter"
    one, other = singly.do(one_by_one), at_once.do(many)
    assert one.changes.ids == other.changes.ids
    assert written(singly, one.changes.transaction) == written(at_once, other.changes.transaction)
    for (kind, values), key in zip(rows, keys, strict=True):
        if kind is not Qualification:
            assert key in {hit.id for hit in at_once.read(find_kind, kind.__name__, values["name"].strip(), 10**6)}


@EXAMPLES
@given(ROWS, st.data())
def test_changed_records_are_written_alike(pair, rows, data):
    keys = [uuid7() for _ in rows]
    later = [data.draw(st.fixed_dictionaries({}, optional=FIELDS[kind])) for kind, _ in rows]
    enter = [(kind, key, v) for (kind, v), key in zip(rows, keys, strict=True)]
    for desk in pair:
        desk.do(lambda uow, desk=desk: uow.insert_many([New(k, key, whole(desk, k, v, key)) for k, key, v in enter]))

    def change_singly(uow):
        for (kind, _), key, values in zip(rows, keys, later, strict=True):
            record = uow.session.get(kind, key)
            for name, value in values.items():
                setattr(record, name, value)
            uow.session.flush()

    def change_at_once(uow):
        for (kind, _), key, values in zip(rows, keys, later, strict=True):
            record = uow.session.get(kind, key)
            edits = {n: (getattr(record, n), v) for n, v in values.items() if getattr(record, n) != v}
            uow.session.expunge_all()
            uow.update_many(kind, [Edited(key, 1, edits)] if edits else [])

    change_singly.__name__ = change_at_once.__name__ = "change"
    one, other = pair[0].do(change_singly), pair[1].do(change_at_once)
    assert same_fields(written(pair[0], one.changes.transaction)) == same_fields(
        written(pair[1], other.changes.transaction)
    )


@EXAMPLES
@given(ROWS)
def test_deleted_records_are_logged_alike(pair, rows):
    keys = [uuid7() for _ in rows]
    enter = [(kind, key, v) for (kind, v), key in zip(rows, keys, strict=True)]
    for desk in pair:
        desk.do(lambda uow, desk=desk: uow.insert_many([New(k, key, whole(desk, k, v, key)) for k, key, v in enter]))

    def delete_singly(uow):
        for (kind, _), key in zip(rows, keys, strict=True):
            uow.session.delete(uow.session.get(kind, key))
            uow.session.flush()

    def delete_at_once(uow):
        for (kind, _), key in zip(rows, keys, strict=True):
            record = uow.session.get(kind, key)
            version, said = record.version, wired(uow, record)
            uow.session.expunge_all()
            uow.delete_many(kind, [Gone(key, version, said)])

    delete_singly.__name__ = delete_at_once.__name__ = "delete"
    one, other = pair[0].do(delete_singly), pair[1].do(delete_at_once)
    assert written(pair[0], one.changes.transaction) == written(pair[1], other.changes.transaction)


def same_fields(found):
    """The log's fields without their order: a record's own is that of its columns, an edit's that of the edits."""
    lines, *rest = found
    return [(*line[:-1], json.loads(line[-1])) for line in lines], *rest


def wired(uow, record):
    from hkdesk.store.layouts import layout_of

    layout = layout_of(type(record), uow.session.connection().dialect)
    return layout.wired({place.name: getattr(record, place.name) for place in layout.places})


TYPED = st.lists(
    st.one_of(
        st.tuples(
            st.just(add_enterprise), st.fixed_dictionaries({"name": NAMES, "note": TEXTS, "liaison_officer": NAMES})
        ),
        st.tuples(
            st.just(add_project),
            st.fixed_dictionaries(
                {"name": NAMES, "total_investment_fen": st.sampled_from(["", "1.2亿元"])},
                optional={"signed_on": st.sampled_from(["", "2026-03-05"]), "nature": st.just("expansion")},
            ),
        ),
        st.tuples(st.just(save_qualification), st.fixed_dictionaries({"name": NAMES, "level": TEXTS})),
        st.tuples(st.just(save_visit), st.fixed_dictionaries({"purpose": NAMES, "visited_on": st.just("2026-11-02")})),
    ),
    min_size=1,
    max_size=6,
    unique_by=lambda one: (one[0], " ".join(one[1].get("name", one[1].get("purpose", "")).split())),
)


@EXAMPLES
@given(TYPED)
def test_commands_leave_the_same_whether_what_they_enter_is_gathered_or_not(pair, typed):
    def run(uow):
        firm = resolve(uow.session.connection(), "Enterprise", "湖南立点科技有限公司")
        for command, values in typed:
            match command.__name__:
                case "save_qualification":
                    command(uow, firm, None, values)
                case "save_visit":
                    command(uow, None, {**values, "enterprise": str(firm)})
                case _:
                    command(uow, values)

    def run_gathered(uow):
        with uow.in_bulk():
            run(uow)

    run_gathered.__name__ = run.__name__
    left, refused = [], []
    for desk, command in zip(pair, (run, run_gathered), strict=True):
        try:
            left.append(by_name(desk, written(desk, desk.do(command).changes.transaction)))
        except DeskError as error:
            refused.append(str(error))
    for one, other in zip(*left, strict=True) if left else ():
        assert [x for x in one if x not in other] == [x for x in other if x not in one]
        assert one == other
    assert len(set(refused)) < 2
    assert len(left) != 1


def by_name(desk, found):
    """All that is left, ids by what they are called, in an order that does not hang on when the session flushes."""
    lines, rows, texts, waiting = found
    officers = desk.read(lambda c: c.exec_driver_sql("SELECT id, name FROM officer").fetchall())
    names = {key.hex(): f"Officer {name}" for key, name in officers}  # some were entered before
    for kind, key, *_, fields in lines:
        said = json.loads(fields)
        _, name = said.get("name") or said.get("purpose") or (None, "")  # a step has none
        names[key.hex()] = f"{kind} {name}"

    def said_of(text):
        for key, name in names.items():
            text = text.replace(key, name)
        return text

    def placed(row):
        return [[said_of(v.hex()) if isinstance(v, bytes) else v for v in one] for one in row]

    log = [(kind, said_of(key.hex()), op, *rest, said_of(fields)) for kind, key, op, *rest, fields in lines]
    return sorted(map(str, log)), sorted(map(str, map(placed, rows))), sorted(map(str, texts)), waiting


@pytest.mark.parametrize("is_gone", [True, False])
def test_a_record_of_another_version_ends_all_of_it(desk, is_gone):
    key = desk.do(add_enterprise, {"name": "甲企业"}).result

    def late(uow):
        if is_gone:
            uow.delete_many(Enterprise, [Gone(key, 7, {"name": "甲企业"})])
        else:
            uow.update_many(Enterprise, [Edited(key, 7, {"note": ("", "改")})])

    with pytest.raises(DeskError, match="Somebody has changed this record meanwhile") as refusal:
        desk.do(late)
    assert isinstance(refusal.value.__cause__, StaleDataError)
    assert isinstance(desk.read(resolve, "Enterprise", "甲企业"), UUID)


def test_every_kind_can_be_written_so(desk):
    from hkdesk.store.layouts import layout_of

    for kind in RECORDS.values():
        layout = desk.read(lambda c, kind=kind: layout_of(kind, c.dialect))
        assert [place.name for place in layout.places] == [column.key for column in layout.table.columns]
