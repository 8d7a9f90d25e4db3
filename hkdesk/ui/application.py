"""Qt itself: the application, dressed, in the officer's language."""

import os
import sys

from PySide6.QtCore import QLibraryInfo, QTranslator
from PySide6.QtWidgets import QApplication

from hkdesk.settings import Settings
from hkdesk.ui.theme import apply_theme, desk_font, theme_named

QT_WORDS = "qt-words"


def make_application(settings: Settings) -> QApplication:
    """Qt, dressed; there must be a screen, or QT_QPA_PLATFORM=offscreen."""
    _prepare_input_method()
    found = QApplication.instance()
    app = found if isinstance(found, QApplication) else QApplication(sys.argv[:1])
    app.setApplicationName("hkdesk")
    app.setDesktopFileName("hkdesk")
    app.setStyle("Fusion")
    app.setFont(desk_font())
    apply_theme(app, theme_named(settings.theme))
    speak(app, settings.language)
    return app


def speak(app: QApplication, language: str) -> None:
    """Have Qt's own buttons, OK and Cancel, speak the desk's language."""
    translator = app.findChild(QTranslator, QT_WORDS)
    if language == "zh_CN" and translator is None:
        translator = QTranslator(app)
        translator.setObjectName(QT_WORDS)
        if translator.load("qtbase_zh_CN", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)):
            app.installTranslator(translator)
    elif language != "zh_CN" and isinstance(translator, QTranslator):
        app.removeTranslator(translator)
        translator.setParent(None)
        translator.deleteLater()


def has_no_screen() -> bool:
    """Whether a window would have nowhere to be."""
    if sys.platform != "linux" or os.environ.get("QT_QPA_PLATFORM"):
        return False
    return not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def _prepare_input_method() -> None:
    """Let officers on UOS and Kylin type Chinese: the wheels speak to fcitx5 through its ibus front end."""
    if sys.platform == "linux" and "fcitx" in os.environ.get("QT_IM_MODULE", "") + os.environ.get("XMODIFIERS", ""):
        os.environ.setdefault("QT_IM_MODULES", "fcitx;ibus")
