"""For whoever watches the server: whether it lives, whether it can work."""

from litestar import Response, get

from desktop_agent import __version__
from desktop_agent.contract.answers import Health
from desktop_agent.server.http import callers
from desktop_agent.server.http.callers import HttpRequest


@get("/healthz", tags=["health"], opt={"public": True})
async def healthz() -> Health:
    """The process answers."""
    return Health(status="ok", version=__version__)


@get("/readyz", tags=["health"], opt={"public": True, "errors": (503,)})
async def readyz(request: HttpRequest) -> Response[Health]:
    """The store answers, and the server is not about to stop."""
    services = callers.services_of(request)
    if services.streams.going_away:
        return Response(Health(status="stopping", version=__version__), status_code=503)
    await services.store.statement("policy")
    return Response(Health(status="ready", version=__version__))


HANDLERS = [healthz, readyz]
