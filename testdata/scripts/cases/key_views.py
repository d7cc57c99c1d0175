"""Keys and items of groups and attributes are used as sets; what is closed is equal and has no hash."""
from collections.abc import ItemsView, KeysView, Mapping, MutableMapping, Set, ValuesView

import h5py

with h5py.File("k.h5", "w") as f:
    for n in "abc":
        f[n] = 1
    f.attrs["b"], f.attrs["z"] = 2, 3
    g = f.create_group("g")
    g["a"], g["q"] = 1, 2
    print(sorted(f.keys() & g.keys()), sorted(f.keys() | g.keys()), sorted(f.keys() - g.keys()), sorted(f.keys() ^ g.keys()))
    print(sorted({"a", "x"} & f.keys()), sorted({"a", "x"} - f.keys()), sorted(f.keys() & ["a", "zz"]), sorted(f.attrs.keys() & f.keys()))
    print(type(f.keys() & {"a"}), f.keys() == {"a", "b", "c", "g"}, f.keys() == ["a", "b", "c", "g"], {"a"} < f.keys(), f.keys() <= g.keys())
    print(f.keys().isdisjoint(["q"]), g.keys().isdisjoint(["q"]), f.attrs.keys() == dict(f.attrs).keys())
    print(isinstance(f, Mapping), isinstance(f.attrs, MutableMapping), isinstance(f["a"], Mapping), isinstance(f["a"], h5py.HLObject))
    print(isinstance(f.keys(), KeysView), isinstance(f.keys(), Set), isinstance(f.values(), ValuesView), isinstance(f.items(), ItemsView))
    print(f.keys(), f.values(), g.items(), type(f.attrs.items()))
    for wrong in (lambda: f.keys() & 3, lambda: f.values() & {1}, lambda: hash(f.keys()), lambda: f.keys()[0]):
        try:
            wrong()
        except TypeError as e:
            print(e)
    view = f["a"].astype("f4")
    print(type(view), view.dtype, view.shape, view.size, hasattr(view, "attrs"))

f = h5py.File("k.h5")
g, a, h = f["g"], f["a"], f["g"]
print(g == h, g == a, g != a, hash(g) == hash(h))
f.close()
print(g == h, g == a, g != a)
for wrong in (lambda: hash(g), lambda: hash(f), lambda: h5py.VirtualSource(a), lambda: {g: 1}):
    try:
        wrong()
    except (TypeError, ValueError) as e:
        print(e)
