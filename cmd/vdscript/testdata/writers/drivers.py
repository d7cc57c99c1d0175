import io, shutil

# Every mode on what is there and what is not, by path, in memory and in file
# objects.
def op(name, mode, **how):
    with h5py.File(name, mode, **how) as f:
        return f.mode, f.driver, sorted(f)

def mk(name, mode, **how):
    with h5py.File(name, mode, **how) as f:
        f["x"] = np.arange(100)
        return f.mode, f.driver, sorted(f)

modes = ["r", "r+", "a", "w", "w-", "x"]
mk("exist.h5", "w")
open("empty", "w").close()
with open("not", "w") as f: f.write("hello" * 100)
for m in modes:
    for bs in True, False:
        name = "core_%s_%s" % (m, bs)
        t("missing " + name, op, name, m, driver="core", backing_store=bs)
        print(os.path.exists(name))
        for n in "exist.h5", "empty", "not":
            shutil.copy(n, "t")
            t(n + " " + name, op, "t", m, driver="core", backing_store=bs)
            with open("t", "rb") as f: print(f.read(4))
t("block", mk, "block", "w", driver="core", block_size=512)
t("block", mk, "block0", "w", driver="core", block_size=0)
t("block", mk, "blockneg", "w", driver="core", block_size=-1)
for m in modes:
    t("empty name " + m, op, "", m)
    t("no folder " + m, op, "no/such/x.h5", m)
for m in "q", None, "rw": t("mode", op, "x.h5", m)
for name in 5, None: t("name", op, name, "w")
t("bytes", mk, b"bytes.h5", "w")
with open("exist.h5", "rb") as f: image = f.read()
for m in modes:
    for what, contents in ("empty", b""), ("file", image), ("garbage", b"garbage" * 100):
        b = io.BytesIO(contents)
        t("BytesIO %s %s" % (what, m), op, b, m); print(len(b.getvalue()) > 0, b.getvalue()[:4])
        b = io.BytesIO(contents)
        t("BytesIO mk %s %s" % (what, m), mk, b, m); print(len(b.getvalue()) > 0, b.getvalue()[:4])
    for om in "rb", "r+b", "w+b":
        shutil.copy("exist.h5", "fo.h5")
        with open("fo.h5", om) as fo: t("file %s %s" % (om, m), op, fo, m)
        with open("fo.h5", om) as fo: t("file mk %s %s" % (om, m), mk, fo, m)
t("fileobj str", mk, "x.h5", "w", driver="fileobj")
for driver in "core", "sec2", "stdio", "fileobj": t("object", mk, io.BytesIO(), "w", driver=driver)
for flags in (), (0,), (1,):
    def opened(write):
        with h5py.File(h5py.h5f.open_file_image(image, *flags)) as f:
            if write: f["y"] = 1
            return f.mode, f.driver, f.filename, sorted(f), f["x"][3]
    t("image %r" % (flags,), opened, False)
    t("image written %r" % (flags,), opened, True)
def memory(*a, **k):
    with h5py.File.in_memory(*a, **k) as f:
        f["q"] = 1
        return f.mode, f.driver, sorted(f)
t("in_memory", memory); t("in_memory", memory, image); t("in_memory", memory, block_size=100)
os.remove("fo.h5")
