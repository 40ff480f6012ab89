"""The language that desktop and routing server speak: values, commands, events, snapshots, errors.

Everything here is a frozen ``msgspec.Struct`` or an enumeration and depends on msgspec and the standard library
only. Times are integer UTC milliseconds and end in ``_ms``; ids are UUIDv7 as text; capabilities are
``{verb: None | reason code}``, a verb that is absent is not supported by the server.
"""
