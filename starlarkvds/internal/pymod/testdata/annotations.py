# typing.
from typing import Any, Callable, Dict, List, Optional, Tuple, TypeVar, Union, cast, TYPE_CHECKING
import typing as t
T = TypeVar("T")
Vec = List[float]
def f(x: Optional[int], *, y: Union[int, str] = 3) -> Dict[str, List[int]]:
    z: Tuple[int, ...] = (1,)
    return {"a": [x, y, z]}
print(f(1), Vec, Dict[str, int], List[List[int]], cast(int, "x"), TYPE_CHECKING, T, Any, t.Sequence[str])
