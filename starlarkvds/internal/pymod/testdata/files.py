import glob
import os
import os.path
import shutil
import sys
import tempfile
from glob import iglob

os.makedirs("a/b/c")
os.makedirs("a/b/c", exist_ok=True)
try:
    os.makedirs("a/b/c")
except FileExistsError as e:
    print(e, e.errno, type(e).__name__)
try:
    os.mkdir("x/y")
except FileNotFoundError as e:
    print(e)
for name in ("one.txt", "two.txt", ".hidden", "b/three.txt", "b/c/four.h5"):
    with open(os.path.join("a", name), "w") as f:
        print(f.write("line 1\nline 2\n"), f.name, f.mode, f.closed)
    print(f.closed)
print(sorted(os.listdir("a")))
print(sorted(glob.glob("a/*")), sorted(glob.glob("a/*.txt")), glob.glob("a/o??.txt"), glob.glob("nope/*"))
print(sorted(glob.glob("a/**", recursive=True)))
print(sorted(glob.glob("a/**/*.txt", recursive=True)))
print(sorted(glob.glob("**/*.h5", recursive=True)), sorted(glob.glob("*/[ot]*.txt")), sorted(glob.glob("*/[!o]*")))
print(sorted(iglob("a/*/")), glob.glob("a/one.txt"), glob.glob("a/none.txt"), glob.escape("a[1]*"))
for root, dirs, files in os.walk("a"):
    print(root, sorted(dirs), sorted(files))
print([r for r, d, f in os.walk("a", topdown=False)])
print(os.path.exists("a"), os.path.exists("zz"), os.path.isfile("a/one.txt"), os.path.isdir("a"), os.path.getsize("a/one.txt"))
try:
    os.path.getsize("zz")
except OSError as e:
    print(repr(e), e)
try:
    open("zz")
except OSError as e:
    print(repr(e), e, e.filename)
try:
    open("a", "w")
except OSError as e:
    print(type(e).__name__, e)
try:
    open("a/one.txt", "q")
except ValueError as e:
    print(e)
try:
    open("a/one.txt", "x")
except FileExistsError as e:
    print(e)
with open("a/one.txt") as f:
    print(repr(f.read(3)), repr(f.readline()), f.tell(), f.readlines(), repr(f.read()))
    f.seek(0)
    print([line for line in f])
with open("a/one.txt", "rb") as f:
    print(f.read(4), f.read(), f.seek(-3, 2), f.read())
with open("a/one.txt", "a") as f:
    f.write("more é\n")
with open("a/one.txt", "r+") as f:
    f.write("LINE")
    f.seek(0)
    print(f.read())
with open("bin", "wb") as f:
    print(f.write(b"\x00\x01"), f.tell())
    try:
        f.write("text")
    except TypeError as e:
        print(e)
try:
    f.write(b"x")
except ValueError as e:
    print(e)
with open("a/two.txt", "w") as f:
    try:
        f.write(b"x")
    except TypeError as e:
        print(e)
    try:
        f.read()
    except OSError as e:
        print(e)
    f.writelines(["a\n", "b\n"])
    print("printed", 1, file=f)
print(open("a/two.txt").read())
with open("crlf", "wb") as f:
    f.write(b"a\r\nb\rc\n")
print(open("crlf").read().encode(), open("crlf", newline="").read().encode(), open("crlf").readlines())
os.rename("bin", "bin2")
print(os.path.exists("bin2"))
try:
    os.rename("none", "other")
except FileNotFoundError as e:
    print(e)
os.remove("bin2")
try:
    os.remove("bin2")
except FileNotFoundError as e:
    print(e)
try:
    os.rmdir("a")
except OSError as e:
    print(e)
os.symlink("a/one.txt", "link")
print(os.path.islink("link"), os.readlink("link"), os.path.realpath("link") == os.path.realpath("a/one.txt"), os.path.samefile("link", "a/one.txt"))
print(os.stat("a/one.txt").st_size, os.path.isdir("link"), os.access("a", os.R_OK), os.access("zz", os.F_OK))
d = tempfile.mkdtemp()
print(os.path.isdir(d), os.path.basename(d).startswith("tmp"))
os.rmdir(d)
with tempfile.TemporaryDirectory() as t:
    p = os.path.join(t, "f")
    open(p, "w").close()
    print(os.path.isdir(t), os.listdir(t))
print(os.path.exists(t))
with tempfile.NamedTemporaryFile(suffix=".h5") as f:
    f.write(b"abc")
    f.flush()
    print(os.path.exists(f.name), f.name.endswith(".h5"), os.path.getsize(f.name))
print(os.path.exists(f.name))
with os.scandir("a") as it:
    print(sorted((e.name, e.is_dir()) for e in it))
shutil.copy("a/one.txt", "copy")
print(os.path.getsize("copy") == os.path.getsize("a/one.txt"))
shutil.copytree("a", "tree")
print(sorted(os.listdir("tree")))
shutil.move("copy", "tree")
print(sorted(os.listdir("tree")))
shutil.rmtree("tree")
print(os.path.exists("tree"))
shutil.rmtree("tree", ignore_errors=True)
try:
    shutil.rmtree("tree")
except FileNotFoundError as e:
    print(e)
cwd = os.getcwd()
os.chdir("a")
print(os.path.relpath(os.getcwd(), cwd), os.path.exists("one.txt"))
os.chdir("..")
sys.stdout.write("direct\n")
print(len(sys.argv), sys.version_info >= (3, 8), sys.version_info.major, sys.maxsize, sys.byteorder)
print(os.environ.get("NOPE"), os.getenv("NOPE", "d"), os.sep, os.linesep.encode(), os.name)
sys.exit(3)
