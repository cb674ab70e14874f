"""What a page may load: only what stands on its own host, and no script or style that is written into it.

Content Security Policy Level 3: https://www.w3.org/TR/CSP3/
"""

from base64 import b64encode
from collections.abc import Iterable
from hashlib import sha256

_NOT_IN_ELEMENTS = "frame-ancestors 'none'"
"""A browser takes this from a header alone, and complains of it in an element."""


def policy(inline: Iterable[bytes]) -> str:
    """The policy of all pages; `inline` are the scripts that are written into them, which their digests let run."""
    hashes = "".join(f" 'sha256-{b64encode(sha256(script).digest()).decode()}'" for script in inline)
    directives = [
        "default-src 'none'",
        # The search runs WebAssembly, and opens on every page.
        f"script-src 'self' 'wasm-unsafe-eval'{hashes}",
        "worker-src 'self'",
        "connect-src 'self'",
        "style-src 'self'",
        "img-src 'self'",
        "media-src 'self'",
        "manifest-src 'self'",
        "base-uri 'none'",
        "form-action 'self'",
    ]
    return "; ".join(directives)


def header(inline: Iterable[bytes]) -> str:
    """The policy as a header has it."""
    return f"{policy(inline)}; {_NOT_IN_ELEMENTS}"
