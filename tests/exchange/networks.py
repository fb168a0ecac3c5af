"""Networks made by hand for the writers: nothing of them comes from any interview."""

from __future__ import annotations

from qda.model.ids import Id
from qda.model.network import Edge, Layout, Network, Node, Rating
from qda.model.output import Provenance
from qda.model.quotation import Quotation

PROVENANCE = Provenance(
    study="Batik Sukamaju (synthetic)",
    command="qda display causal-network --to net.svg",
    date="2026-01-02T03:04:05Z",
    study_hash="0123456789abcdef",
    version="0",
    language="en",
)


def coding(n: int) -> Id:
    return Id(n.to_bytes(16, "big"))


def eight(layout: Layout = Layout.LAYERED) -> Network:
    """Eight nodes with every look: ratings, signs, an inferred edge, a circle, two edges between the same nodes."""
    names = (
        ("silver", "Price of raw silver on the world market", Rating.HIGH, 7),
        ("capital", "Working capital", Rating.HIGH, 5),
        ("credit", "Credit from the bank", Rating.MEDIUM, 3),
        ("training", "Training", Rating.MEDIUM, 4),
        ("design", "New designs & colours", Rating.LOW, 1),
        ("output", "Output of the workshops", Rating.HIGH, 6),
        ("young", "Young people stay in the craft", Rating.LOW, 2),
        ("trust", "Trust in the office", None, 0),
    )
    nodes = tuple(
        Node(
            key=key,
            label=label,
            rating=rating,
            people=people,
            of=7 if people else None,
            evidence=(coding(n + 1),) if people else (),
            detail="“what we melt”" if key == "silver" else "",
            attributes=(("stream", "money"),) if key in ("silver", "capital", "credit") else (),
        )
        for n, (key, label, rating, people) in enumerate(names)
    )
    ties = (
        ("silver", "capital", "-", 5),
        ("credit", "capital", "+", 2),
        ("capital", "output", "+", 4),
        ("training", "design", "+", 3),
        ("training", "output", "±", 2),
        ("design", "output", "+", 1),
        ("output", "young", "+", 2),
        ("young", "training", "+", 1),
        ("trust", "credit", "+", 0),
        ("silver", "output", "-", 3),
    )
    edges = tuple(
        Edge(
            start=start,
            end=end,
            type="causes",
            sign=sign,
            people=people,
            weight=people / 5 if people else None,
            evidence=tuple(coding(100 + 10 * n + k) for k in range(people)),
            inferred=not people,
            memo="as the author sees it" if not people else "",
        )
        for n, (start, end, sign, people) in enumerate(ties)
    )
    return Network(
        kind="causal-network",
        title="Causal network <of> Sukamaju",
        reading="Read along the arrows: where one begins works on where it ends.",
        nodes=nodes,
        edges=edges,
        layout=layout,
        decision_rules=("A node is high where two thirds of those asked speak of it.", "An edge needs one passage."),
        counts="Numbers on edges count informants whose words say so.",
        citation="Miles, Huberman & Saldaña (2014), ch. 9.",
        synthetic=True,
        quotations=tuple(quotation(one) for edge in edges for one in edge.evidence),
    )


def quotation(one: Id) -> Quotation:
    n = int.from_bytes(one, "big")
    return Quotation(
        coding=one,
        text=f"Words number {n} </script> & so on.",
        role="craftsman",
        source="W1",
        line=n,
        start=n,
        end=n + 30,
        code="usaha",
        informant="Darmo",
    )


def many(n: int, per_node: int = 2, layout: Layout = Layout.FORCE) -> Network:
    """A large network without chance: each node is tied to the next ones by a fixed stride."""
    nodes = tuple(
        Node(key=str(k), label=f"Code number {k}", value=(k % 10) / 10, people=1 + k % 9, evidence=(coding(k + 1),))
        for k in range(n)
    )
    ties = sorted({(k, (k * 7 + 3 * j + 1) % n) for k in range(n) for j in range(per_node)})
    edges = tuple(
        Edge(
            start=str(a),
            end=str(b),
            type="co-occurs",
            directed=layout is not Layout.FORCE,
            weight=(a % 5) / 5,
            people=1 + a % 4,
            evidence=(coding(5000 + a),),
        )
        for a, b in ties
        if a != b
    )
    return Network(kind="code-network", title="Many", reading="Read it.", nodes=nodes, edges=edges, layout=layout)
