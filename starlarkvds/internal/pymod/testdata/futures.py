from __future__ import annotations
from dataclasses import dataclass
@dataclass
class Node:
    v: int
    next: Node | None = None
print(Node(1, Node(2)), Node.__annotations__)
