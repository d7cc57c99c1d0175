"""Images and labels of a training set: written in batches, read shuffled, with a split and running statistics."""
import h5py
import numpy as np

rng = np.random.default_rng(0)
n, shape = 48, (6, 5)

with h5py.File("train.h5", "w") as f:
    images = f.create_dataset("images", (n, *shape), "u1", chunks=(8, *shape), compression="lzf")
    labels = f.create_dataset("labels", (n,), h5py.enum_dtype({"CAT": 0, "DOG": 1, "BIRD": 2}, basetype="i1"))
    names = f.create_dataset("names", (n,), h5py.string_dtype())
    for start in range(0, n, 16):
        stop = start + 16
        images[start:stop] = rng.integers(0, 255, (16, *shape), dtype="u1")
        labels[start:stop] = rng.integers(0, 3, 16)
        names[start:stop] = ["img_%03d" % i for i in range(start, stop)]
    order = rng.permutation(n)
    for name, part in (("train", order[:36]), ("test", order[36:])):
        f["split/" + name] = np.sort(part)

with h5py.File("train.h5", "r") as f:
    images, labels = f["images"], f["labels"]
    total, square, count = 0.0, 0.0, 0
    for s in images.iter_chunks():
        block = images[s].astype("f8")
        total, square, count = total + block.sum(), square + (block ** 2).sum(), count + block.size
    mean = total / count
    print("%.4f %.4f %d" % (mean, np.sqrt(square / count - mean ** 2), count))
    test = f["split/test"][:]
    picked = images[test]
    print(test, picked.shape, picked.dtype, np.array_equal(picked, images[:][test]))
    kinds = {v: k for k, v in h5py.check_enum_dtype(labels.dtype).items()}
    print([kinds[v] for v in labels[test].tolist()], np.bincount(labels[:], minlength=3))
    print(f["names"].asstr()[5], f["names"][test[0]], images.compression, images.chunks)
    out = np.zeros((4, *shape), "f4")
    images.read_direct(out, np.s_[4:8], np.s_[:])
    print(out.sum(), images[labels[:] == 2].shape, images[:, 2, ::2].shape)
