#!/usr/bin/env python
"""Create a lightweight wrapper around a set of h5 files."""
from __future__ import annotations

import argparse
import glob
import logging
import os
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import Iterable, Optional

import h5py
import numpy as np

logging.basicConfig(level=logging.INFO, format="%(levelname)s:%(name)s:%(message)s", stream=sys.stdout)
log = logging.getLogger("merge")


@dataclass
class Source:
    path: Path
    shape: tuple[int, ...]
    dtype: np.dtype
    attrs: dict = field(default_factory=dict)

    @property
    def n(self) -> int:
        return self.shape[0]

    def __len__(self):
        return self.n


class Merger:
    FIELDS = ("jets", "tracks")

    def __init__(self, pattern, out: Optional[Path] = None, *, frac: float = 1.0):
        self.fnames = sorted(glob.glob(str(pattern)))
        if not self.fnames:
            raise FileNotFoundError(f"No files match {pattern!r}")
        self.out = Path(out) if out else Path(self.fnames[0]).with_name("vds") / "vds.h5"
        self.frac = frac

    def sources(self, group: str) -> Iterable[Source]:
        for fname in self.fnames:
            with h5py.File(fname, "r") as f:
                d = f[group]
                yield Source(Path(fname), d.shape, d.dtype, dict(d.attrs))

    def layout(self, group):
        src = list(self.sources(group))
        total = sum(map(len, src))
        first, *_ = src
        layout = h5py.VirtualLayout(shape=(total, *first.shape[1:]), dtype=first.dtype)
        i = 0
        for s in src:
            layout[i : (i := i + s.n)] = h5py.VirtualSource(os.path.relpath(s.path, self.out.parent), group, shape=s.shape, dtype=s.dtype)
        log.info("%s: %d files, %d rows, dtype %s", group, len(src), total, first.dtype)
        return layout, first.attrs

    def run(self):
        self.out.parent.mkdir(parents=True, exist_ok=True)
        with h5py.File(self.out, "w", libver="latest") as f:
            for g in self.FIELDS:
                layout, attrs = self.layout(g)
                d = f.create_virtual_dataset(g, layout)
                d.attrs.update(attrs)
            f.attrs["files"] = np.array(self.fnames, dtype=h5py.string_dtype())
        return self


def make(n=3):
    rng = np.random.default_rng(42)
    dt = np.dtype([("pt", "f4"), ("eta", "f4"), ("label", "i1"), ("name", "S8")])
    for i in range(n):
        with h5py.File(f"in_{i:02d}.h5", "w") as f:
            m = 5 + i
            jets = np.zeros(m, dt)
            jets["pt"] = rng.exponential(20, m)
            jets["eta"] = rng.normal(size=m)
            jets["label"] = rng.integers(0, 4, m)
            jets["name"] = [f"jet{k}".encode() for k in range(m)]
            d = f.create_dataset("jets", data=jets, compression="lzf", chunks=(4,))
            d.attrs["flavour"] = ["b", "c", "u"]
            f.create_dataset("tracks", data=rng.random((m, 4, 2)).astype("f2"), compression="gzip", shuffle=True)


if __name__ == "__main__":
    p = argparse.ArgumentParser(description=__doc__, prog="merge")
    p.add_argument("pattern", nargs="?", default="in_*.h5")
    p.add_argument("-o", "--output", type=Path)
    p.add_argument("--frac", type=float, default=0.5, help="fraction (default: %(default)s)")
    a = p.parse_args()
    print(a)
    p.print_help()
    make()
    m = Merger(a.pattern, a.output, frac=a.frac).run()
    with h5py.File(m.out) as f:
        print(list(f.items()))
        j = f["jets"]
        print(j, j.is_virtual, [v.file_name for v in j.virtual_sources()])
        print(j[:6])
        print(j["pt", 2:4], j.fields(["eta", "label"])[::7])
        print(f["tracks"][4:7, 0], f["tracks"].dtype)
        mask = j["label"] == 2
        print(mask.sum(), j[mask]["name"], np.flatnonzero(mask))
        print({k: (v.tolist() if hasattr(v, "tolist") else v) for k, v in j.attrs.items()})
        print(f.attrs["files"])
        lab, cnt = np.unique(j["label"], return_counts=True)
        print(dict(zip(lab.tolist(), cnt.tolist())))
        for l in lab:
            sel = j[:][j["label"] == l]
            print(f"{l:>3d} {sel['pt'].mean():8.3f} ± {sel['pt'].std(ddof=1):.3g}")
    try:
        Merger("nothing*.h5")
    except FileNotFoundError as e:
        print("error:", e)
