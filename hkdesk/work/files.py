"""Attached files, for those who may not touch the store; neither reads nor changes the database."""

from hkdesk.store.attachments import LIMIT_BYTES, StoredFile, open_copy, path_of, store_file

__all__ = ["LIMIT_BYTES", "StoredFile", "open_copy", "path_of", "store_file"]
