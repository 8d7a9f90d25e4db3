"""A long ledger on paper: prints seconds, the peak of memory in MB, and the longest wait in ms for being given up.

python -m tests.bench.paper STARTED ROWS FOLDER
"""

import os
import resource
import sys
import time
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

os.environ["QT_QPA_PLATFORM"] = "offscreen"

from hkdesk.documents.model import Align, Cell, CellKind, Column, Document, PageKind, Table

NAMES = ("洪江市高新区", "湖南省美德乐器制造有限公司", "怀化市惠瑞农业有限公司", "恒光科技", "桐诚新材")
CHANNELS, PROVIDERS = ("电话", "走访", "微信群"), ("企业服务中心", "企业家联合会")
COLUMNS = (
    Column("编号", kind=CellKind.CODE),
    Column("日期", Align.CENTRE, CellKind.DATE),
    Column("渠道"),
    Column("企业", weight=2),
    Column("代码", kind=CellKind.CODE),
    Column("类别"),
    Column("诉求内容", weight=3),
    Column("承办"),
    Column("金额", Align.RIGHT, CellKind.MONEY),
    Column("人数", Align.RIGHT, CellKind.NUMBER),
    Column("办结", Align.CENTRE, CellKind.DATE),
    Column("状态"),
)


class Rows(Sequence[tuple[Cell, ...]]):
    """Rows that are made when they are asked for, as a ledger reads its own."""

    def __init__(self, count: int) -> None:
        self._count = count

    def __len__(self) -> int:
        return self._count

    def __getitem__(self, place: Any) -> Any:
        numbers = range(self._count)[place]
        return _row(numbers) if isinstance(numbers, int) else [_row(n) for n in numbers]


def ledger(rows: int) -> Document:
    """A ledger of so many rows and twelve columns."""
    table = Table("", COLUMNS, Rows(rows))
    about = ("诉求台账", "2026年", "zh_CN", "洪江市高新区", "2026年", False, "李敏", date(2026, 11, 24))
    return Document(*about, (table,), PageKind.LEDGER_LANDSCAPE)


def _row(n: int) -> tuple[Cell, ...]:
    said = f"企业反映第{n}号车间厂房漏水，请协调修缮并尽快答复"
    code, amount = f"91431281MA4L{n:06}", f"{n * 13.7:,.2f}"
    texts = (f"HJ-2026-{n:06}", "2026-03-05", CHANNELS[n % 3], NAMES[n % 5], code, "融资服务", said, PROVIDERS[n % 2])
    return tuple(map(Cell, (*texts, amount, str(n % 50), "2026-04-01", "办理中")))


def main(rows: int, folder: Path) -> None:
    """Write it, and look how long it would take to give up."""
    from PySide6.QtGui import QGuiApplication

    from hkdesk.printing.pdf import write_pdf

    app = QGuiApplication([])
    last, longest = time.perf_counter(), 0.0

    def step(_: int) -> None:
        nonlocal last, longest
        now = time.perf_counter()
        last, longest = now, max(longest, now - last)

    begun = time.perf_counter()
    write_pdf(ledger(rows), folder / "ledger.pdf", step)
    took = time.perf_counter() - begun
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024 / 1e6
    print(took, peak, max(longest, time.perf_counter() - last) * 1000)
    del app


if __name__ == "__main__":
    main(int(sys.argv[2]), Path(sys.argv[3]))
