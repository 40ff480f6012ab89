"""From the contract's paths to the framework's, and how routes are declared alike."""

import re

from desktop_agent.contract.http import API

_PARAMETER = re.compile(r"\{(\w+)\}")


def under_api(path: str) -> str:
    """Turn ``/sessions/{session_id}`` into the framework's ``/api/v1/sessions/{session_id:str}``."""
    return API + _PARAMETER.sub(r"{\1:str}", path)
