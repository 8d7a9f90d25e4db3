"""A workbook of 100,000 × 20 cells, as the desk writes it and by XlsxWriter alone. Prints both in seconds.

python -m tests.bench.workbooks STARTED ROWS FOLDER
"""

import sys
import time
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import xlsxwriter

from hkdesk.documents.model import Align, Cell, CellKind, Column, Document, Table
from hkdesk.exchange.save import save_document
from hkdesk.exchange.xlsx_out import OPTIONS
from tests.bench.paper import ledger

COLUMNS = 20


def document(rows: int) -> Document:
    """Texts, numbers and sums in turn."""
    kinds = [(CellKind.TEXT, Align.LEFT), (CellKind.NUMBER, Align.RIGHT), (CellKind.MONEY, Align.RIGHT)]
    columns = tuple(Column(f"列{n}", kinds[n % 3][1], kinds[n % 3][0]) for n in range(COLUMNS))
    return replace(ledger(0), blocks=(Table("", columns, [_row(n) for n in range(rows)]),))


def _row(n: int) -> tuple[Cell, ...]:
    makers = (
        lambda k: Cell(f"企业{n}的第{k}项", f"企业{n}的第{k}项"),
        lambda k: Cell(str(n + k), n + k),
        lambda k: Cell(f"{n}.5", Decimal(n) + Decimal("0.5")),
    )
    return tuple(makers[k % 3](k) for k in range(COLUMNS))


def bare(made: Document, path: Path) -> None:
    """The same values in the same looks, with nothing around them."""
    book = xlsxwriter.Workbook(str(path), {**OPTIONS})
    sheet = book.add_worksheet()
    text = book.add_format({"num_format": "@", "border": 1, "align": "left", "valign": "top", "text_wrap": True})
    number = book.add_format({"num_format": "#,##0", "border": 1, "align": "right", "valign": "top"})
    money = book.add_format({"num_format": "#,##0.00####", "border": 1, "align": "right", "valign": "top"})
    looks = (text, number, money)
    (table,) = (block for block in made.blocks if isinstance(block, Table))
    for place, row in enumerate(table.rows):
        for column, cell in enumerate(row):
            if column % 3:
                sheet.write_number(place, column, cell.value, looks[column % 3])
            else:
                sheet.write_string(place, column, cell.value, text)
    book.close()


def main(rows: int, folder: Path) -> None:
    """Write both, in turn, and print the shorter of two runs of each."""
    made = document(rows)
    took: dict[str, list[float]] = {"ours": [], "bare": []}
    for _ in range(2):
        for name, write in (("bare", bare), ("ours", save_document)):
            begun = time.perf_counter()
            write(made, folder / f"{name}.xlsx")
            took[name].append(time.perf_counter() - begun)
    print(min(took["ours"]), min(took["bare"]))


if __name__ == "__main__":
    main(int(sys.argv[2]), Path(sys.argv[3]))
