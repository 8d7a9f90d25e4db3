"""What ledger and desk say of a field, as officers read it."""

from hkdesk.domain.identity import mask_phone
from hkdesk.exchange.ledgers.fields import FieldType, Kind
from hkdesk.wording import tr, word


def worded(kind: Kind, name: str, text: str) -> str:
    """A text that the commands take, as officers read it."""
    field = kind.by_name.get(name)
    if not text:
        return tr("(empty)")
    if field is None:
        return text
    match field.read_as:
        case FieldType.CODE if field.codes is not None and text in field.codes.__members__.values():
            return word(field.codes(text))
        case FieldType.YES_NO:
            return {"yes": tr("yes"), "no": tr("no")}.get(text, text)
    return text


def worded_of_desk(kind: Kind, name: str, text: str) -> str:
    """What the desk has, as officers read it: a phone is masked, as it is wherever it is not asked for."""
    field = kind.by_name.get(name)
    said = worded(kind, name, text)
    return mask_phone(said) if text and field is not None and field.read_as is FieldType.PHONE else said
