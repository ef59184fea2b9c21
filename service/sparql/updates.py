"""SPARQL Update by the SPARQL 1.1 Protocol: an update that was accepted is answered with 204."""

from communique.service.engine.site import Site
from communique.service.engine.writing.orders import Update
from communique.service.sparql import reply
from communique.service.sparql.authority import authorize
from communique.service.sparql.request import Operation, Scope, Send


async def carry_out(site: Site, scope: Scope, send: Send, operation: Operation) -> None:
    """Carry out the update of a request; raises Failure, and then nothing is changed."""
    authorize(site, scope)
    assert operation.update is not None
    await site.write(Update(operation.update, operation.default_graphs, operation.named_graphs))
    await reply.empty(send, 204, [])
