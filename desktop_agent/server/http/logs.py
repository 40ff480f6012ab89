"""Logging: the standard library with one formatter that masks whatever must not be written down."""

import logging
import re
import sys
from typing import TextIO

MASK = "***"

_MASKS = (
    (re.compile(r"(?i)(bearer\s+)[^\s'\",]+"), rf"\1{MASK}"),
    (re.compile(r"(?i)(authorization['\"]?\s*[:=,]\s*b?['\"]?)(?!bearer\b)[^'\"\n,]+"), rf"\1{MASK}"),
    (re.compile(r"\b(?:[ac]\.[\w-]+\.|r\.)[\w-]{20,}"), MASK),
    (
        re.compile(
            r"(?i)(['\"]?\b(?:text|draft|note|subject|case_data|email|phone|password|old|new|token|access_token|"
            r"refresh_token|password_hash)['\"]?\s*[:=]\s*)(?:'(?:[^'\\]|\\.)*'|\"(?:[^\"\\]|\\.)*\"|\{[^}]*\})"
        ),
        rf"\1{MASK}",
    ),
    (re.compile(r"\$argon2id\$[^\s'\"]+"), MASK),
)


def masked(words: str) -> str:
    """Return the words without tokens, passwords and what people wrote."""
    for pattern, replacement in _MASKS:
        words = pattern.sub(replacement, words)
    return words


class MaskingFormatter(logging.Formatter):
    """Formats a record, its traceback included, and masks the result."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the line (or lines) of a record."""
        return masked(super().format(record))


def configure_logging(level: str = "INFO", stream: TextIO | None = None) -> logging.Handler:
    """Send everything to one handler with the masking formatter. Returns the handler."""
    handler = logging.StreamHandler(stream or sys.stderr)
    handler.setFormatter(MaskingFormatter("%(asctime)s %(levelname)s %(name)s %(message)s"))
    root = logging.getLogger()
    for old in root.handlers[:]:
        root.removeHandler(old)
    root.addHandler(handler)
    root.setLevel(level)
    logging.getLogger("uvicorn.access").disabled = True
    logging.getLogger("alembic").setLevel(logging.WARNING)
    return handler
