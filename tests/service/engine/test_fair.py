"""The queue that is fair between clients."""

from communique.service.engine.fair import FairQueue


def filled(*items: tuple[str, int]) -> FairQueue[int]:
    queue: FairQueue[int] = FairQueue()
    for client, item in items:
        queue.put(client, item)
    return queue


def drained(queue: FairQueue[int]) -> list[int]:
    taken = []
    while (item := queue.get()) is not None:
        taken.append(item)
    return taken


def test_clients_take_turns() -> None:
    queue = filled(("a", 1), ("a", 2), ("a", 3), ("b", 4), ("c", 5), ("b", 6))
    assert len(queue) == 6
    assert drained(queue) == [1, 4, 5, 2, 6, 3]
    assert len(queue) == 0


def test_only_those_allowed_are_served() -> None:
    queue = filled(("a", 1), ("b", 2))
    assert queue.get(lambda client: client == "b") == 2
    assert queue.get(lambda client: client == "b") is None
    assert queue.of("a") == 1


def test_an_item_can_leave() -> None:
    queue = filled(("a", 1), ("a", 2), ("b", 3))
    queue.discard("a", 1)
    queue.discard("b", 3)
    queue.discard("b", 9)
    assert list(queue) == [2]
    assert drained(queue) == [2]
