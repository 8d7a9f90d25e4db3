"""What is no ledger is refused in one sentence that says why and what to do, and never takes the desk down."""

import os
import resource
import time
from collections.abc import Callable
from pathlib import Path

import psutil
import pytest

from hkdesk.domain.errors import Cancelled, DeskError
from hkdesk.exchange.ledgers import child_process, reading
from hkdesk.exchange.ledgers.child.caps import MEMORY_MB
from hkdesk.exchange.ledgers.reading import Reader, read_book, read_first
from hkdesk.wording import refusal, use_language
from tests.exchange.ledgers import offices
from tests.exchange.ledgers.bad_files import BOMBS, MISTAKEN

LONGEST_S = 30  # a hang
KEPT_MB = 120  # what the desk's own process may grow by
CUT = [name for name in offices.OFFICES if not name.endswith((".csv", ".tsv")) and name != "文本.xls"]


def processes() -> set[int]:
    """Those that this one has begun; other tests may have left some."""
    return {child.pid for child in psutil.Process().children()}


def peak_kb() -> int:
    """The most that any process begun by this one has held so far."""
    return resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss


def refused(path: Path) -> str:
    """The sentence of a refusal, which must be of the file and whole."""
    others, before = processes(), psutil.Process().memory_info().rss
    with pytest.raises(DeskError) as caught:
        read_book(path, password=offices.PASSWORD)
    assert psutil.Process().memory_info().rss - before < KEPT_MB * 1e6
    assert processes() == others
    said = refusal(caught.value)
    assert path.name in said
    assert said.endswith(".")
    assert "{" not in said
    return said


@pytest.mark.parametrize("name", BOMBS)
def test_a_bomb_is_a_sentence(tmp_path: Path, name: str) -> None:
    make, word = BOMBS[name]
    path = tmp_path / "来件.xlsx"
    path.write_bytes(make())
    begun, most_kb = time.monotonic(), max(MEMORY_MB * 1024, peak_kb())
    assert word in refused(path)
    assert time.monotonic() - begun < LONGEST_S
    assert peak_kb() <= most_kb


def test_entities_in_a_sheet_are_never_expanded(tmp_path: Path) -> None:
    from tests.exchange.ledgers.bad_files import laughing_sheet

    path = tmp_path / "来件.xlsx"
    path.write_bytes(laughing_sheet())
    assert "damaged" in refused(path)


@pytest.mark.parametrize("name", MISTAKEN)
def test_another_kind_of_file_is_called_what_it_is(tmp_path: Path, name: str) -> None:
    content, word = MISTAKEN[name]
    path = tmp_path / "台账.xlsx"
    path.write_bytes(content)
    assert word in refused(path)


@pytest.mark.parametrize("name", CUT)
@pytest.mark.parametrize("part", [0.2, 0.5, 0.9])
def test_a_file_that_is_cut_off_is_not_half_read(tmp_path: Path, name: str, part: float) -> None:
    path = offices.make(tmp_path, name)
    whole = path.read_bytes().rstrip().removesuffix(b"</body></html>")  # a page may do without
    path.write_bytes(whole[: int(len(whole) * part)])
    assert "damaged" in refused(path)


def test_text_that_ends_within_a_character_is_cut_off(tmp_path: Path) -> None:
    path = tmp_path / "台账.csv"
    for encoding in ("utf-8", "gb18030", "utf-16"):
        path.write_bytes("企业名称,电话\n甲公司,0745\n乙公司".encode(encoding)[:-1])
        assert "damaged" in refused(path)


def test_what_cannot_be_opened_at_all_says_so(tmp_path: Path) -> None:
    assert "not there any more" in refused(tmp_path / "台账.xlsx")
    (tmp_path / "文件夹").mkdir()
    assert "folder" in refused(tmp_path / "文件夹")
    (tmp_path / "空.xlsx").touch()
    assert "empty" in refused(tmp_path / "空.xlsx")
    os.mkfifo(tmp_path / "管道")
    assert "no table" in refused(tmp_path / "管道")
    assert "could not be opened" in refused(tmp_path / ("长" * 300))
    with (tmp_path / "大.csv").open("wb") as file:
        file.truncate(reading.LIMIT_BYTES + 1)
    assert "256 MB" in refused(tmp_path / "大.csv")


def test_what_is_kept_beside_an_open_workbook_is_called_that(tmp_path: Path) -> None:
    path = tmp_path / "~$台账.xlsx"
    path.write_bytes(b"\x05admin" + b" " * 159)
    assert "choose the workbook itself" in refused(path)


def test_the_sentences_are_chinese_for_a_chinese_officer(tmp_path: Path) -> None:
    path = tmp_path / "台账.xlsx"
    path.write_bytes(MISTAKEN["a picture"][0])
    use_language("zh_CN")
    with pytest.raises(DeskError) as caught:
        read_book(path)
    assert refusal(caught.value) == "“台账.xlsx”是图片，请向提供者索要 Excel 工作簿形式的台账。"


@pytest.fixture(scope="module")
def long_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Some seconds of reading."""
    path = tmp_path_factory.mktemp("long") / "长.csv"
    path.write_text("".join(f"第{n}家企业,{n},2026-03-05,洪江市高新区\n" for n in range(1_000_000)), "utf-8")
    return path


def test_a_reading_that_is_given_up_ends_at_once(long_file: Path) -> None:
    given_up: list[float] = []
    others = processes()
    begun = time.monotonic()

    def report(rows: int) -> None:
        if time.monotonic() - begun > 0.6:
            given_up.append(time.monotonic())
            raise Cancelled

    with pytest.raises(Cancelled):
        read_book(long_file, report=report)
    assert time.monotonic() - given_up[0] < LONGEST_S / 30  # the benchmark holds it to 200 ms
    assert child_process.TICK_S <= 0.05
    assert processes() == others


def test_rows_are_reported_as_they_come(long_file: Path) -> None:
    seen: list[int] = []

    def report(rows: int) -> None:
        seen.append(rows)
        if rows > 100_000:
            raise Cancelled

    with pytest.raises(Cancelled):
        read_book(long_file, report=report)
    assert seen == sorted(seen)
    assert any(0 < rows < 100_000 for rows in seen)


def test_a_process_that_is_silent_for_too_long_is_ended(long_file: Path) -> None:
    with Reader(silence_s=0.01) as reader, pytest.raises(DeskError, match="was not read within"):
        reader.read(long_file)


@pytest.mark.parametrize("rows_before", [-1, 1])
def test_a_process_that_dies_leaves_a_sentence_and_the_next_file_is_read(
    tmp_path: Path, long_file: Path, rows_before: int
) -> None:
    others = processes()

    def kill(rows: int) -> None:
        if rows > rows_before:
            for process in processes() - others:
                psutil.Process(process).kill()

    with Reader() as reader:
        with pytest.raises(DeskError, match="memory"):
            reader.read(long_file, report=kill)
        assert len(reader.read(offices.make(tmp_path, "诉求.xlsx")).sheets) == 2


def test_the_folder_at_hand_cannot_slip_its_own_code_in(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("json.py", "zipfile.py", "hkdesk.py", "python_calamine.py"):
        (tmp_path / name).write_text(f"open({str(tmp_path / 'ran')!r}, 'w')", "utf-8")
    path = offices.make(tmp_path, "诉求.xlsx")
    monkeypatch.chdir(tmp_path)
    assert len(read_first(path, 5).sheets) == 2
    assert not (tmp_path / "ran").exists()


@pytest.mark.parametrize(
    "line",
    [
        b"\x80\x04K\x01.\n",
        b'["rows",[[1]]]\n',
        b'["book","exe",""]\n',
        b'["book","xlsx",""]\n["sheet","a"]\n["rows",[[[1]]]]\n',
        b'["book","xlsx",""]\n["sheet","a"]\n["rows",[[{"a":1}]]]\n',
        b'["book","xlsx",""]\n["sheet","a"]\n["end",[[1,2]],[],false,false]\n',
        b'["book","xlsx",""]\n["sheet","a"]\n["done"]\n',
        b'["book","xlsx",""]\n["sheet","a"]\n["end",[[5,0,4,0]],[],false,false]\n["done"]\n',
        b'["book","xlsx",""]\n["sheet","a"]\n["end",[],[-1],false,false]\n["done"]\n',
        b'["done"]\n',
        b"[" * 100_000 + b"\n",
        b'["refused","{0.__class__}",{"field":"x","message":"y"}]\n',
        b'["refused","bomb",{"sizes":1}]\n',
        b'["rows",[[NaN]]]\n',
    ],
)
def test_what_a_shaken_process_writes_is_not_believed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, line: bytes
) -> None:
    said = tmp_path / "said"
    said.write_bytes(line)
    code = f"import sys; sys.stdin.readline(); sys.stdout.buffer.write(open({str(said)!r}, 'rb').read())"
    _instead(monkeypatch, lambda: [child_process.sys.executable, "-c", code])
    assert "damaged" in refused(offices.make(tmp_path, "诉求.xlsx"))


def test_where_no_process_can_be_started_the_officer_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _instead(monkeypatch, lambda: [str(tmp_path / "nothing")])
    assert "no process could be started" in refused(offices.make(tmp_path, "诉求.xlsx"))


def test_a_process_that_ends_before_it_reads_is_not_taken_for_a_file_that_is_too_large(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _instead(monkeypatch, lambda: [child_process.sys.executable, "-c", "raise SystemExit(3)"])
    assert "no process could be started (3)" in refused(offices.make(tmp_path, "诉求.xlsx"))


def _instead(monkeypatch: pytest.MonkeyPatch, command: Callable[[], list[str]]) -> None:
    monkeypatch.setattr(child_process, "command", command)
