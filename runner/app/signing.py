"""The keys of those who keep collections: made, kept in a file, used to sign and to check. Ed25519, RFC 8032.

`cryptography` is imported where it is used: most commands need none of it, and a list should not wait for it.
"""

from __future__ import annotations

import base64
import os
import stat
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from runner.errors import BundleError, RecordsError
from runner.flow.manifest import MAX_HANDOVERS, Handover, Manifest, fingerprint, from_base64
from runner.locale import _, per_front
from runner.records.files import FILE_MODE, NEW

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

_MAKES = "`optout flows key`"
_MOST = 4_096  # bytes; a key of ours has about 120


@dataclass(frozen=True)
class SigningKey:
    """A keeper's key: `public` in base64; the private part is in its file, and signs."""

    path: Path
    public: str
    _private: Ed25519PrivateKey

    @property
    def fingerprint(self) -> str:
        """The public key in a form that two people can read to each other."""
        return fingerprint(self.public)

    def sign(self, message: bytes) -> str:
        """The signature of a message, in base64; of the same message always the same."""
        return base64.b64encode(self._private.sign(message)).decode("ascii")

    def hand_over_to(self, new: SigningKey, collection: str) -> Handover:
        """This key's word that from now on another signs for its collection."""
        unsigned = Handover(self.public, new.public, "")
        return Handover(self.public, new.public, self.sign(unsigned.message(collection)))


def make_key(path: Path) -> SigningKey:
    """Makes a key and its file, which only its owner may read: PKCS #8 as PEM, as OpenSSL has it.

    Raises BundleError where something lies there already, RecordsError where it cannot be written.
    """
    from cryptography.hazmat.primitives import serialization
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    private = Ed25519PrivateKey.generate()
    form = serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8
    text = private.private_bytes(*form, serialization.NoEncryption())
    try:
        with os.fdopen(os.open(path, NEW, FILE_MODE), "wb") as out:
            out.write(text)
            out.flush()
            os.fsync(out.fileno())
    except FileExistsError:
        raise BundleError(_("{path} is there already, and a key is never written over", path=path)) from None
    except OSError as error:
        raise RecordsError(_("{path} cannot be written: {reason}", path=path, reason=error.strerror)) from error
    return _known(path, private)


def read_key(path: Path) -> SigningKey:
    """The key in a file; raises BundleError where it is none, or where others on this computer may read it."""
    from cryptography.exceptions import UnsupportedAlgorithm
    from cryptography.hazmat.primitives import serialization
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    try:
        with path.open("rb") as file:
            mode, text = os.fstat(file.fileno()).st_mode, file.read(_MOST)
        private = serialization.load_pem_private_key(text, None)
    except OSError as error:
        why: str = _("the key {path} cannot be read: {reason}", path=path, reason=error.strerror)
        if isinstance(error, FileNotFoundError):
            why = per_front(
                _(
                    "the key {path} cannot be read: {reason}; {command} makes one",
                    path=path,
                    reason=error.strerror,
                    command=f"`optout flows key {path}`",
                ),
                why,
            )
        raise BundleError(why) from None
    except (ValueError, TypeError, UnsupportedAlgorithm):
        raise BundleError(
            per_front(
                _("{path} is not a key that {command} has made", path=path, command=_MAKES),
                _("{path} is not a key that Optout has made", path=path),
            )
        ) from None
    if not isinstance(private, Ed25519PrivateKey):
        raise BundleError(
            per_front(
                _(
                    "{path} is a key of another kind; {command} makes those that are needed here",
                    path=path,
                    command=_MAKES,
                ),
                _("{path} is a key of another kind than those that are needed here", path=path),
            )
        )
    if os.name == "posix" and stat.S_IMODE(mode) & 0o077:
        raise BundleError(
            per_front(
                _(
                    "others on this computer may read the key {path}: {command} keeps them out",
                    path=path,
                    command=f"`chmod 600 {path}`",
                ),
                _("others on this computer may read the key {path}: let nobody but you read that file", path=path),
            )
        )
    return _known(path, private)


def _known(path: Path, private: Ed25519PrivateKey) -> SigningKey:
    return SigningKey(path, base64.b64encode(private.public_key().public_bytes_raw()).decode("ascii"), private)


def is_signed(key: str, message: bytes, signature: str) -> bool:
    """Whether a signature is this public key's, of this very message; all but the message is in base64."""
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

    try:
        Ed25519PublicKey.from_public_bytes(from_base64(key)).verify(from_base64(signature), message)
    except (InvalidSignature, ValueError):
        return False
    return True


def follows(manifest: Manifest, known: str) -> bool:
    """Whether a bundle's key is the one that is known, or one that this has handed over to, over several as well."""
    key, left = known, list(manifest.handovers)
    for __ in range(MAX_HANDOVERS + 1):
        if key == manifest.key:
            return True
        found = next((one for one in left if one.old == key and _is_word(one, manifest.collection)), None)
        if found is None:
            return False
        left.remove(found)
        key = found.new
    return False


def _is_word(one: Handover, collection: str) -> bool:
    return is_signed(one.old, one.message(collection), one.signature)
