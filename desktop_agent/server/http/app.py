"""The web application: routes, one exception layer, one way to read bodies."""

from litestar import Litestar
from litestar.datastructures import State

from desktop_agent.server.http import callers
from desktop_agent.server.http.body import StrictBody
from desktop_agent.server.http.errors import HANDLERS
from desktop_agent.server.http.routes import (
    agent,
    customers,
    directory,
    events,
    health,
    interactions,
    pages,
    sessions,
    signing_in,
    team,
)
from desktop_agent.server.http.services import Services
from desktop_agent.server.http.settings import Settings

ROUTES = [
    *signing_in.HANDLERS,
    *sessions.HANDLERS,
    *events.HANDLERS,
    *interactions.HANDLERS,
    *agent.HANDLERS,
    *directory.HANDLERS,
    *team.HANDLERS,
    *customers.HANDLERS,
    *health.HANDLERS,
    *pages.HANDLERS,
]


def create_app(services: Services | None, settings: Settings) -> Litestar:
    """Make the application.

    Args:
        services: None only to look at its routes.
        settings: of the web face.
    """
    return Litestar(
        route_handlers=list(ROUTES),
        state=State({"services": services}),
        guards=[callers.limit_address],
        dto=StrictBody,
        return_dto=None,
        exception_handlers=HANDLERS,
        request_max_body_size=settings.body_cap,
        openapi_config=None,
        logging_config=None,
    )
