"""Whether a key belongs to a file: tells a wrong key from damage when the first page does not open.

The encrypted file signs each of its pages (SQLCipher 4: HMAC-SHA512 over page, vector and page
number). Where any page agrees with the key, the key is right and the file is damaged.
"""

import hashlib
import hmac
from pathlib import Path

_PAGE = 4096
_SALT = 16
_SIGNATURE = 64
_LOOK_AT = 64


def key_fits(path: Path, key: bytes) -> bool:
    """Whether there is a page in this file that this key signed."""
    try:
        size = path.stat().st_size
        with path.open("rb") as file:
            salt = file.read(_SALT)
            if len(salt) < _SALT:
                return False
            signing = hashlib.pbkdf2_hmac("sha512", key, bytes(byte ^ 0x3A for byte in salt), 2, 32)
            for number in range(1, min(size // _PAGE, _LOOK_AT) + 1):
                file.seek((number - 1) * _PAGE)
                if _signed(file.read(_PAGE), number, signing):
                    return True
    except OSError:
        return False
    return False


def _signed(page: bytes, number: int, signing: bytes) -> bool:
    start = _SALT if number == 1 else 0
    content, signature = page[start:-_SIGNATURE], page[-_SIGNATURE:]
    made = hmac.new(signing, content + number.to_bytes(4, "little"), hashlib.sha512).digest()
    return hmac.compare_digest(made, signature)
