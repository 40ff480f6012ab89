"""One presenter per view: signals out, methods in; each owns its view's tasks and words."""
