"""Colours and the one style sheet, light and dark."""

from dataclasses import dataclass

from PySide6.QtGui import QColor, QFont, QPalette
from PySide6.QtWidgets import QApplication

from hkdesk.bundled import bundled

FONT_FAMILIES = (
    "Microsoft YaHei UI",
    "Noto Sans CJK SC",
    "Source Han Sans SC",
    "WenQuanYi Micro Hei",
    "PingFang SC",
    "sans-serif",
)
# Each colour by its name, in the light and in the dark.
TOKENS = """
bg F4F6F9 14171C
card FFFFFF 20252D
side FFFFFF 191D23
lane EBEEF3 1A1E25
grey_tint EBEEF3 2C343E
border E2E6EC 2B323C
strong CBD2DB 3B4552
text 1D2430 E7EAEE
sub 5A6573 A5AFBB
faint 626C79 929CA8
hover F0F4FA 262C35
accent 1664D9 5A9BFF
accent_tint E6F0FF 1D3050
on_accent FFFFFF 10151C
selection DCE9FF 22395F
green 157A4B 46C98A
green_tint E2F5EB 17362A
amber 955800 F2B04A
amber_tint FFF1D9 3B2E16
red C22F27 FF7A70
red_tint FDE8E6 43211F
violet 6A49D2 A98EFF
violet_tint EFEAFD 2C2547
"""


@dataclass(frozen=True)
class Theme:
    """The tokens of one look; every colour on the screen is one of them."""

    is_dark: bool
    tokens: dict[str, str]

    def __getitem__(self, name: str) -> QColor:
        return QColor("#" + self.tokens[name])


def theme_named(name: str) -> Theme:
    """Light, or dark if it is named so."""
    is_dark = name == "dark"
    colors = (line.split() for line in TOKENS.split("\n") if line)
    return Theme(is_dark, {token: dark if is_dark else light for token, light, dark in colors})


def apply_theme(app: QApplication, theme: Theme) -> None:
    """Dress the whole application at once."""
    app.setPalette(_palette(theme))
    arrow = bundled("resources/look/arrow-down.svg").as_posix()
    check = bundled(f"resources/look/check-{'dark' if theme.is_dark else 'light'}.svg").as_posix()
    style = STYLE.replace("$arrow", arrow).replace("$check", check)
    for token in sorted(theme.tokens, key=len, reverse=True):  # accent_tint before accent
        style = style.replace(f"${token}", f"#{theme.tokens[token]}")
    app.setStyleSheet(style)


def desk_font(points: float = 10, *, bold: bool = False) -> QFont:
    """The screen's font; the first family that is installed serves."""
    font = QFont()
    font.setFamilies(list(FONT_FAMILIES))
    font.setPointSizeF(points)
    if bold:
        font.setWeight(QFont.Weight.Bold)  # Noto draws a weight of 600 as Medium
    return font


def _palette(theme: Theme) -> QPalette:
    palette = QPalette()
    role = QPalette.ColorRole
    for name, token in (
        (role.Window, "bg"),
        (role.WindowText, "text"),
        (role.Base, "card"),
        (role.AlternateBase, "hover"),
        (role.Text, "text"),
        (role.Button, "card"),
        (role.ButtonText, "text"),
        (role.Highlight, "selection"),
        (role.HighlightedText, "text"),
        (role.PlaceholderText, "faint"),
        (role.ToolTipBase, "card"),
        (role.ToolTipText, "text"),
        (role.Link, "accent"),
        (role.Accent, "accent"),
    ):
        palette.setColor(name, theme[token])
    for name in (role.Text, role.WindowText, role.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, name, theme["faint"])
    return palette


STYLE = """
* { outline: none; }
QToolTip { background: $card; color: $text; border: 1px solid $strong; padding: 5px 8px; }
QMainWindow, QDialog { background: $bg; }
#rail { background: $side; border: none; border-right: 1px solid $border; }
#rail QPushButton { text-align: left; padding: 9px 12px; border: none; border-radius: 7px; background: transparent;
  color: $sub; }
#rail QPushButton:hover { background: $hover; color: $text; }
#rail QPushButton:checked { background: $accent_tint; color: $accent; font-weight: 700; }
#rail QPushButton:focus { border: 1px solid $accent; padding: 8px 11px; }
#rail QPushButton[small="true"], #rail QPushButton[small="true"]:focus { padding: 6px 0 6px 6px; }
#card, #detail { background: $card; border: 1px solid $border; border-radius: 10px; }
#title { font-size: 16pt; font-weight: 700; color: $text; }
#heading { font-size: 12pt; font-weight: 700; color: $text; }
#name { font-size: 12pt; font-weight: 700; color: $text; }
#sub { color: $sub; }
#faint { color: $faint; }
#count { font-size: 15pt; font-weight: 700; color: $text; }
#count:disabled, #sub:disabled { color: $faint; }
#count[pressing="true"] { color: $red; }
#figure { font-size: 23pt; font-weight: 700; color: $text; }
#error { color: $red; }
#notice { color: $amber; }
#line { background: $border; border: none; }
#banner { background: $amber_tint; color: $amber; padding: 6px 20px; font-weight: 700; }
#keys { color: $faint; font-size: 9pt; }
QPushButton { background: $card; color: $text; border: 1px solid $strong; border-radius: 7px; padding: 6px 14px; }
QPushButton:hover { background: $hover; }
QPushButton:focus { border: 1px solid $accent; }
QPushButton:disabled { color: $faint; border-color: $border; }
QPushButton#primary { background: $accent; color: $on_accent; border: 1px solid $accent; font-weight: 700; }
QPushButton#primary:hover, QPushButton#primary:focus { border: 1px solid $text; }
QPushButton#primary:disabled { background: $lane; color: $faint; border-color: $border; }
QPushButton#chip { border-radius: 13px; padding: 5px 12px; border: 1px solid $border; color: $sub; }
QPushButton#chip:checked { background: $accent_tint; color: $accent; border: 1px solid $accent; font-weight: 700; }
QPushButton#chip:focus { border: 1px solid $accent; }
QPushButton#token { border-radius: 13px; padding: 5px 10px; border: 1px solid $accent_tint; background: $accent_tint;
  color: $accent; }
QPushButton#token:focus, QPushButton#token:hover { border: 1px solid $accent; }
QPushButton#counter { text-align: left; background: $card; border: 1px solid $border; border-radius: 10px;
  padding: 0; }
QPushButton#counter:focus, QPushButton#counter:hover { border: 1px solid $accent; }
QListView#day { background: transparent; border: none; }
QPushButton#tool { padding: 5px 8px; }
QPushButton#tool::menu-indicator { width: 0; }
QPushButton#tab { border: none; border-bottom: 2px solid transparent; border-radius: 0; background: transparent;
  color: $sub; padding: 6px 2px; margin-right: 14px; }
QPushButton#tab:checked { color: $accent; border-bottom: 2px solid $accent; font-weight: 700; }
QPushButton#tab:focus { color: $text; }
QPushButton#quiet { border: 1px solid transparent; background: transparent; padding: 2px; }
QPushButton#quiet:hover { background: $hover; }
QPushButton#quiet:focus { border: 1px solid $accent; }
QPushButton#link { border: none; background: transparent; color: $accent; padding: 2px 4px 2px 0; text-align: left; }
QPushButton#link:focus, QPushButton#link:hover { text-decoration: underline; }
QLineEdit, QPlainTextEdit, QTextEdit, QComboBox, QSpinBox { background: $card; color: $text; border: 1px solid $strong;
  border-radius: 7px; padding: 5px 9px; selection-background-color: $selection; selection-color: $text; }
QLineEdit:focus, QPlainTextEdit:focus, QTextEdit:focus, QComboBox:focus,
QSpinBox:focus { border: 1px solid $accent; }
QLineEdit[wrong="true"], QPlainTextEdit[wrong="true"], QComboBox[wrong="true"] { border: 1px solid $red; }
QLineEdit:read-only { background: $lane; color: $sub; }
QComboBox::drop-down { border: none; width: 24px; }
QComboBox::down-arrow { image: url("$arrow"); width: 14px; height: 14px; }
QComboBox QAbstractItemView, QListView#popup, QMenu { background: $card; color: $text; border: 1px solid $strong;
  selection-background-color: $selection; selection-color: $text; }
QMenu::item { padding: 6px 22px 6px 12px; border-radius: 5px; }
QMenu::item:selected { background: $selection; }
QListView#files { background: transparent; border: 1px solid $border; border-radius: 7px; }
QListView#files:focus { border: 1px solid $accent; }
QListView#points { background: $card; border: 1px solid transparent; border-radius: 9px; }
QListView#points:focus { border: 1px solid $accent; }
QTableView { background: $card; border: none; gridline-color: $border; selection-background-color: $selection;
  selection-color: $text; }
QTableWidget::item { padding: 0 5px; }
QHeaderView { background: $card; border: none; }
QHeaderView::section { background: $card; color: $sub; border: none; border-bottom: 1px solid $border;
  padding: 9px 8px; font-weight: 700; }
QHeaderView::section:hover { color: $text; }
QTableCornerButton::section { background: $card; border: none; }
QScrollArea, QScrollArea > QWidget > QWidget { background: transparent; border: none; }
QAbstractScrollArea::corner { background: transparent; border: none; }
QScrollBar:vertical { background: transparent; width: 10px; margin: 2px; }
QScrollBar:horizontal { background: transparent; height: 10px; margin: 2px; }
QScrollBar::handle { background: $strong; border-radius: 3px; min-height: 32px; min-width: 32px; }
QScrollBar::handle:hover { background: $faint; }
QScrollBar::add-line, QScrollBar::sub-line, QScrollBar::add-page, QScrollBar::sub-page { background: none; border: none;
  width: 0; height: 0; }
QCheckBox::indicator, QListWidget::indicator { width: 15px; height: 15px; border: 1px solid $faint; border-radius: 4px;
  background: $card; }
QCheckBox::indicator:checked, QListWidget::indicator:checked { border: 1px solid $accent; background: $accent;
  image: url("$check"); }
QCheckBox::indicator:disabled, QListWidget::indicator:disabled { border: 1px solid $border; }
QRadioButton::indicator { width: 15px; height: 15px; border: 1px solid $faint; border-radius: 8px; background: $card; }
QRadioButton::indicator:checked { width: 7px; height: 7px; border: 5px solid $accent; }
QRadioButton::indicator:disabled { border-color: $strong; }
QCheckBox, QRadioButton { color: $text; spacing: 7px; padding: 3px; border: 1px solid transparent; border-radius: 5px; }
QCheckBox:focus, QRadioButton:focus { border: 1px solid $accent; }
QListWidget { background: $card; color: $text; border: 1px solid $border; border-radius: 10px; padding: 4px; }
QListWidget::item { padding: 7px 9px; border-radius: 6px; color: $text; }
QListWidget::item:selected { background: $accent_tint; color: $accent; }
QListWidget#values::item { padding: 3px 7px; }
QListWidget:focus { border: 1px solid $accent; }
#toast { background: $text; color: $bg; border-radius: 8px; padding: 10px 16px; }
#toast[wrong="true"] { background: $red_tint; color: $red; border: 1px solid $red; }
QProgressBar { background: $grey_tint; border: none; border-radius: 3px; max-height: 6px; }
QProgressBar::chunk { background: $accent; border-radius: 3px; }
QSplitter::handle { background: transparent; }
"""
