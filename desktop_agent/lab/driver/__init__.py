"""The hand inside a driven desktop: JSON lines in, real mouse and key events on the real widgets, JSON lines out.

A command is ``{"id": 7, "do": "click", "at": "interaction > Transfer"}``, its answer
``{"id": 7, "ok": true, "ms": 4.1, "result": …}`` or ``{"id": 7, "ok": false, "ms": 4.1, "error": "…"}``.
``find`` explains how places are written, ``commands`` lists what can be done.
"""
