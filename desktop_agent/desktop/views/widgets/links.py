"""The one link opener: http and https only, in the system's browser."""

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices

SCHEMES = frozenset({"http", "https"})


def safe_url(text: str) -> QUrl | None:
    """The address if it may be opened (http or https, with a host, without user name), else None."""
    url = QUrl(text.strip(), QUrl.ParsingMode.StrictMode)
    if not url.isValid() or url.scheme().lower() not in SCHEMES or not url.host() or url.userInfo():
        return None
    return url


def open_link(text: str) -> bool:
    """Open an address in the browser. Returns False when it is not one that may be opened."""
    url = safe_url(text)
    return url is not None and QDesktopServices.openUrl(url)
