"""What `api_tried` leaves out of what schemathesis makes up; its process loads this.

An id that is a list or an object goes into an address with its `#` and `?` as they are: what is behind them never
reaches the path, and another address is asked than the one that the answer is held against.
"""

from __future__ import annotations

from typing import Any

import schemathesis

CUT = ("#", "?")


@schemathesis.hook
def filter_path_parameters(context: schemathesis.HookContext, path_parameters: dict[str, Any] | None) -> bool:
    del context
    return not any(mark in str(value) for value in (path_parameters or {}).values() for mark in CUT)
