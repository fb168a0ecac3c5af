"""Paths through a network: the widest between two ends, and the longest that passes nothing twice."""

from __future__ import annotations

from heapq import heappop, heappush

Step = tuple[str, str]


def best_path(widths: dict[Step, int], start: str, end: str) -> list[str]:
    """The path whose narrowest step is widest; among those the one of fewest steps, then the first by name.

    Args:
        widths: How many people stand behind each step.
        start: Key of the first node.
        end: Key of the last.

    Returns:
        Keys from start to end; empty where no path leads there, or both are the same.
    """
    if start == end:
        return []
    for narrowest in sorted(set(widths.values()), reverse=True):
        path = _fewest_steps({step for step, width in widths.items() if width >= narrowest}, start, end)
        if path:
            return path
    return []


def _fewest_steps(steps: set[Step], start: str, end: str) -> list[str]:
    out: dict[str, list[str]] = {}
    for a, b in sorted(steps):
        out.setdefault(a, []).append(b)
    heap: list[tuple[int, list[str]]] = [(0, [start])]
    done: set[str] = set()
    while heap:
        n, path = heappop(heap)
        if path[-1] == end:
            return path
        if path[-1] in done:
            continue
        done.add(path[-1])
        for other in out.get(path[-1], ()):
            if other not in done:
                heappush(heap, (n + 1, [*path, other]))
    return []


def longest_path(widths: dict[Step, int]) -> list[str]:
    """The longest path; among equals that whose narrowest step is widest, then the widest in all, then by name.

    Steps that close a circle are not taken: which they are is found by a walk from the nodes that nothing leads to.
    """
    steps = without_circles(sorted(widths))
    into: dict[str, list[str]] = {}
    for a, b in steps:
        into.setdefault(b, []).append(a)
    # for each node and number of steps: narrowest step, sum of widths, and the path, best first
    best: dict[str, dict[int, tuple[int, int, list[str]]]] = {}
    for node in _in_order(steps):
        mine: dict[int, tuple[int, int, list[str]]] = {0: (1 << 30, 0, [node])}
        for before in into.get(node, ()):
            width = widths[before, node]
            for n, (narrow, total, path) in best[before].items():
                new = (min(narrow, width), total + width, [*path, node])
                old = mine.get(n + 1)
                if old is None or (-new[0], -new[1], new[2]) < (-old[0], -old[1], old[2]):
                    mine[n + 1] = new
        best[node] = mine
    every = [(-n, -narrow, -total, path) for found in best.values() for n, (narrow, total, path) in found.items() if n]
    return min(every)[3] if every else []


def without_circles(steps: list[Step]) -> list[Step]:
    """The steps but those that close a circle in a walk from the nodes that nothing leads to."""
    out: dict[str, list[str]] = {}
    for a, b in steps:
        out.setdefault(a, []).append(b)
    reached = {b for _a, b in steps}
    state: dict[str, int] = {}
    kept: list[Step] = []
    for root in sorted(out, key=lambda node: (node in reached, node)):
        if state.get(root):
            continue
        state[root] = 1
        stack = [(root, iter(out[root]))]
        while stack:
            node, rest = stack[-1]
            for end in rest:
                if state.get(end) == 1:
                    continue  # this step would close a circle
                kept.append((node, end))
                if end not in state:
                    state[end] = 1
                    stack.append((end, iter(out.get(end, ()))))
                    break
            else:
                state[node] = 2
                stack.pop()
    return kept


def _in_order(steps: list[Step]) -> list[str]:
    out: dict[str, list[str]] = {}
    left: dict[str, int] = {}
    for a, b in steps:
        out.setdefault(a, []).append(b)
        left.setdefault(a, 0)
        left[b] = left.get(b, 0) + 1
    ready = sorted(node for node, n in left.items() if not n)
    for node in ready:  # grows while it is gone through
        for end in out.get(node, ()):
            left[end] -= 1
            if not left[end]:
                ready.append(end)
    return ready
