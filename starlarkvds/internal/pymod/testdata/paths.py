# pathlib.
import os
from pathlib import Path, PurePath, PurePosixPath
def show(f, *a, **k):
    try:
        print(f(*a, **k))
    except Exception as e:
        print(type(e).__name__, e)
p = Path("/a/b.tar.gz")
print(p, repr(p), p.name, p.stem, p.suffix, p.suffixes, p.parent, p.parents[0], p.parts, p.anchor, p.root, str(p / "c" / "/d"), "x" / Path("y"))
print(Path("a//b/./c/"), Path(), Path("."), Path("/"), Path("a", "b", "c"), Path("..", "x").parts, Path("a") == Path("./a"), Path("a") < Path("b"), hash(Path("q")) == hash(Path("q")))
print(p.with_name("z.h5"), p.with_suffix(".h5"), p.with_stem("q"), p.with_suffix(""), Path("a/.hid").suffix, Path("a.").suffix, p.as_posix(), p.is_absolute(), Path("/a b#").as_uri())
print(p.relative_to("/a"), p.is_relative_to("/q"), p.match("*.gz"), p.match("a/*.gz"), p.match("*.x"), PurePath("a/b"), repr(PurePosixPath("a")), os.fspath(p), [str(x) for x in p.parents])
show(p.relative_to, "/q")
show(p.with_suffix, "h5")
show(p.with_name, "a/b")
show(Path("/").with_name, "x")
show(Path, 3)
show(lambda: Path("a") / 3)
d = Path("dir")
d.mkdir(); (d / "sub" / "deep").mkdir(parents=True); d.mkdir(exist_ok=True)
show(d.mkdir)
show(Path("no/such").mkdir)
f = d / "f.txt"
print(f.write_text("hé\nlo"), f.read_text(), f.read_bytes(), (d / "b").write_bytes(b"12"), f.exists(), f.is_file(), d.is_dir(), f.stat().st_size, (d / "none").exists())
(d / "sub" / "x.txt").touch(); (d / "sub" / "deep" / "y.txt").touch(); (d / ".h.txt").touch()
print(sorted([str(x) for x in d.iterdir()]), sorted(map(str, d.glob("*.txt"))), sorted(map(str, d.rglob("*.txt"))), sorted(map(str, d.glob("**/y*"))), sorted(map(str, d.glob("*/x.txt"))))
show(lambda: (d / "sub" / "x.txt").touch(exist_ok=False))
print(f.rename(d / "g.txt"), f.exists(), (d / "g.txt").replace("h.txt"), Path("h.txt").unlink(), Path("h.txt").unlink(missing_ok=True))
show(Path("h.txt").unlink)
show(Path("h.txt").read_text)
show(d.rmdir)
with (d / "w").open("w") as w:
    w.write("x")
with open(d / "w") as r:
    print(r.read(), os.path.join(d, "z"), os.path.exists(d / "w"))
print(Path.cwd() == Path(os.getcwd()), Path("dir").resolve() == Path.cwd().resolve() / "dir", Path("q").absolute() == Path.cwd() / "q")
class My(PurePosixPath):
    pass
print(type(My("a") / "b").__name__, {Path("a"): 1}[Path("a")], sorted([Path("b"), Path("a/c"), Path("a")]))
