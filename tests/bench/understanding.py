"""How long a long ledger takes to be understood: 100,000 rows of 20 columns, as a reader hands them over."""

import random
import time
import tracemalloc
from collections.abc import Iterator
from datetime import datetime, timedelta

from hkdesk.exchange.ledgers.guess import best_guess
from hkdesk.exchange.ledgers.rows import LedgerRow
from hkdesk.exchange.ledgers.sheets import RawBook, RawCell, RawSheet
from hkdesk.exchange.ledgers.table import read_rows

ROWS = 100_000
HEADINGS = (
    *("序号", "企业名称", "统一社会信用代码", "联系人", "联系电话", "登记时间", "来源渠道", "问题类型", "诉求事项"),
    *("诉求内容", "责任单位", "协办单位", "联络员", "办理期限", "办理情况", "办理状态", "融资金额（万元）"),
    *("保障用工（人）", "满意度", "备注"),
)


def rows(count: int) -> Iterator[list[RawCell]]:
    """Rows of an invented ledger of appeals: names and texts that differ, days, sums and words that recur."""
    dice = random.Random(6)
    first = datetime(2024, 1, 1)  # noqa: DTZ001 - a spreadsheet's days have no zone
    for n in range(count):
        yield [
            float(n + 1),
            f"云溪{n % 3000}号新材料有限公司",
            "91431281MA4L3QTN3K" if n % 2 else None,
            "王建国",
            float(13800000000 + n % 5000),
            first + timedelta(days=dice.randrange(800)),
            dice.choice(("走访", "电话", "微信群")),
            dice.choice(("融资", "用工", "用地厂房", "政策兑现")),
            f"{n}号车间普工缺口",
            f"{n}号生产线扩产，缺普工{n % 90}人，最迟{n % 30}天内到岗。",
            dice.choice(("人社局", "金融办", "发改局")),
            None,
            dice.choice(("李敏", "张伟")),
            "2026.3.5",
            "已对接，正在办理",
            "办理中",
            round(dice.random() * 5000, 2),
            float(dice.randrange(200)),
            "满意",
            None,
        ]


def measure(count: int = ROWS) -> dict[str, float]:
    """Seconds to guess and to read, and the memory that reading took, in MB."""
    sheet = RawSheet("台账", [list(HEADINGS), *rows(count)])
    start = time.perf_counter()
    guess = best_guess(RawBook((sheet,), "xlsx"))
    guessed = time.perf_counter()
    read = sum(isinstance(row, LedgerRow) for row in read_rows(guess.mapping, sheet))
    done = time.perf_counter()
    assert read == count
    tracemalloc.start()
    for _ in read_rows(guess.mapping, sheet):
        pass
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return {"guess_s": guessed - start, "read_s": done - guessed, "peak_mb": peak / 2**20}


if __name__ == "__main__":
    print({name: round(value, 3) for name, value in measure().items()})
