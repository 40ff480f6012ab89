"""Dragging a chat onto a target: any widget can be a source, any list of targets takes drops."""
