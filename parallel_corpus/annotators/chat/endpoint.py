"""Where a chat endpoint is, and the key for it: checked before anything is sent."""

from __future__ import annotations

import ipaddress
import os
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from parallel_corpus.errors import SettingsError

_HINT = "Write https://…/v1, or http://localhost:11434/v1 for a server on this machine"


@dataclass(frozen=True, slots=True)
class Endpoint:
    """A base URL and its key, which shows in no repr and no error."""

    url: str
    key: str = field(default="", repr=False)

    @property
    def host(self) -> str:
        """The host and port, as a person is told where texts go."""
        return urlsplit(self.url).netloc

    @property
    def local(self) -> bool:
        return _is_loopback(urlsplit(self.url).hostname or "")

    def headers(self) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.key}"} if self.key else {}

    def without_key(self, text: str) -> str:
        """Return `text` without the key, which a server may repeat in what it says."""
        return text.replace(self.key, "…") if self.key else text


def make_endpoint(base_url: str, key_variable: str = "") -> Endpoint:
    """Check a base URL and read the key from the environment variable of that name.

    Texts go unencrypted to this machine only. Raises SettingsError.
    """
    try:
        parts = urlsplit(base_url)
        port = parts.port
    except ValueError as error:
        raise SettingsError(f"{base_url!r} is not an address: {error}", hint=_HINT) from error
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise SettingsError(f"{base_url!r} is not an address", hint=_HINT)
    if parts.username or parts.password or parts.query or parts.fragment:
        raise SettingsError(
            "the base URL holds more than a host and a path",
            hint="Give a key by the name of an environment variable: --key-variable NAME",
        )
    if parts.scheme == "http" and not _is_loopback(parts.hostname):
        raise SettingsError(
            f"http to {parts.hostname} would send texts and key unencrypted", hint="Use https"
        )
    host = f"[{parts.hostname}]" if ":" in parts.hostname else parts.hostname
    netloc = f"{host}:{port}" if port else host
    return Endpoint(f"{parts.scheme}://{netloc}{parts.path.rstrip('/')}", _key(key_variable))


def _key(variable: str) -> str:
    if not variable:
        return ""
    if not variable.isidentifier():
        # Somebody may have written the key itself there: it must not be repeated.
        raise SettingsError(
            "the key's variable is no name of an environment variable",
            hint="Give the variable's name, as OPENAI_API_KEY, never the key",
        )
    key = os.environ.get(variable, "").strip()
    if not key:
        raise SettingsError(
            f"the environment variable {variable} is not set",
            hint=f"export {variable}=…, or leave --key-variable out where no key is needed",
        )
    if not key.isascii() or not key.isprintable() or " " in key:
        raise SettingsError(
            f"what stands in {variable} is not a key", hint="It holds odd characters"
        )
    return key


def _is_loopback(host: str) -> bool:
    if host.casefold() == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
