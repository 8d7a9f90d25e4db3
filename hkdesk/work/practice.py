"""The practice desk, for those who may not touch the store."""

from hkdesk.store.practice.fill import PracticeFill, fill_practice

__all__ = ["PracticeFill", "fill_practice"]
