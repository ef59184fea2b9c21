"""The tools over HTTP (streamable HTTP, no sessions): what the SDK serves, started with the first request."""

import asyncio
from typing import Any

from mcp.server import MCPServer
from mcp.server.streamable_http_manager import StreamableHTTPSessionManager
from starlette.types import ASGIApp, Receive, Scope, Send

from communique.service.engine.limits import Limits
from communique.service.engine.question import Failure
from communique.service.mcp import tools, upstream
from communique.service.sparql import reply

PATH = "/mcp"
METHODS = ("POST", "OPTIONS")
ENVELOPE = 8192  # bytes around a query in a request


class Mounted:
    """`/mcp` of a service. Every request stands for itself, so there is nothing to keep, or to exhaust."""

    def __init__(self, app: ASGIApp, limits: Limits) -> None:
        self._app = app
        self._limits = limits
        self._manager: asyncio.Future[StreamableHTTPSessionManager] | None = None
        self._task: asyncio.Task[None] | None = None
        self._end = asyncio.Event()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        try:
            if not reply.allowed(scope, METHODS):
                await reply.options(scope, send, METHODS)
                return
        except Failure as failure:
            await reply.failure(scope, send, failure)
            return
        manager = await self._started()
        upstream.client.set(scope["client"][0] if scope.get("client") else "")
        await manager.handle_request(scope, receive, send)

    async def close(self) -> None:
        """End what the first request started."""
        self._end.set()
        if self._task is not None:
            await asyncio.gather(self._task, return_exceptions=True)

    async def _started(self) -> StreamableHTTPSessionManager:
        if self._manager is None:
            loop = asyncio.get_running_loop()
            self._manager = loop.create_future()
            self._task = loop.create_task(self._run(self._manager))
        return await asyncio.shield(self._manager)

    async def _run(self, started: asyncio.Future[StreamableHTTPSessionManager]) -> None:
        served: MCPServer[Any] = tools.server(upstream.Within(self._app))
        served.streamable_http_app(
            streamable_http_path=PATH,
            json_response=True,
            stateless_http=True,
            max_request_body_size=2 * self._limits.query_bytes + ENVELOPE,
            host="0.0.0.0",  # it is public and only reads: whatever name it is called by, there is nothing to protect
        )
        async with served.session_manager.run():
            started.set_result(served.session_manager)
            await self._end.wait()
