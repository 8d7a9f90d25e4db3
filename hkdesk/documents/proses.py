"""The documents that are written by templates, by the names under which they are asked for."""

from hkdesk.documents.half_year import HALF_YEAR
from hkdesk.documents.quarterly_review import QUARTERLY_REVIEW

PROSES = {prose.name: prose for prose in (QUARTERLY_REVIEW, HALF_YEAR)}
