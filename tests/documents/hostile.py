"""Texts that mean something elsewhere, or are longer than any page: what every document must bear."""

FORMULA, MARKUP, EMOJI = "=1+1", "<b>厂房&漏水</b>", "😀👷🏽"
LONG = "此处文字很长，" * 428 + "到此为止"  # 3,000 characters
ENTERPRISE = "湖南省洪江市美德乐器制造及树脂工艺品进出口贸易有限责任公司"


def hostile_request(**values):
    """What an officer might type of an appeal, each field with something that bites."""
    return {
        "enterprise": ENTERPRISE,
        "title": f"{FORMULA} {MARKUP} {EMOJI}",
        "content": LONG,
        "contact_name": "=王厂长",
        "contact_phone": "13812345678",
        "note": LONG,
        **values,
    }
