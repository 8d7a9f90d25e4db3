"""Practice desks: invented parks, enterprises, projects and appeals, as many as wanted."""

from hkdesk.store.practice.fill import PracticeFill, fill_practice

__all__ = ["PracticeFill", "fill_practice"]
