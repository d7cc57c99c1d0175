"""Prints how h5py maps dtypes to HDF5 types and back, one line each."""
import h5py
import numpy as np
from h5py import h5t


def text(t):
    c = t.get_class()
    if c in (0, 1, 4):
        return "%s%d%s" % ({0: "i" if c == 0 and t.get_sign() else "u", 1: "f", 4: "b"}[c], t.get_size(), "<>"[t.get_order()])
    if c == 3:
        return "str(%s,%d,%s)" % ("var" if t.is_variable_str() else t.get_size(), t.get_cset(), 0 if t.is_variable_str() else t.get_strpad())
    if c == 5:
        return "opaque(%d,%s)" % (t.get_size(), t.get_tag().decode())
    if c == 6:
        return "{" + ",".join("%s:%s" % (t.get_member_name(i).decode(), text(t.get_member_type(i))) for i in range(t.get_nmembers())) + "}"
    if c == 7:
        return "objref" if t.equal(h5t.STD_REF_OBJ) else "regref"
    if c == 8:
        return "enum(%s," % text(t.get_super()) + ",".join("%s=%d" % (t.get_member_name(i).decode(), t.get_member_value(i)) for i in range(t.get_nmembers())) + ")"
    if c == 9:
        return "vlen(%s)" % text(t.get_super())
    if c == 10:
        return "array(%s,%s)" % (text(t.get_super()), list(t.get_array_dims()))
    return "?%d" % c


dtypes = {s: np.dtype(s) for s in "? i1 >i4 u8 f2 >f4 f8 c8 >c16 S5 S U5 V3 O M8[s] m8[ns] i4,f8 (2,3)f4 2S3,>c8".split()}
dtypes.update(vstr=h5py.string_dtype(), vascii=h5py.string_dtype("ascii"), utf8=h5py.string_dtype("utf-8", 7), vlen=h5py.vlen_dtype("i4"),
              vvlen=h5py.vlen_dtype(h5py.vlen_dtype(">f8")), vvstr=h5py.vlen_dtype(h5py.string_dtype()), enum=h5py.enum_dtype({"B": 2, "A": 1}),
              enumbe=h5py.enum_dtype({"Z": -1, "A": 300}, basetype=">i4"), ref=h5py.ref_dtype, regref=h5py.regionref_dtype,
              opaque=h5py.opaque_dtype(np.dtype("M8[us]")), mixed=np.dtype([("a", "?"), ("b", "S3", (2,)), ("c", h5py.string_dtype()), ("d", h5py.vlen_dtype("u2")), ("e", "i1")]),
              gaps=np.dtype({"names": ["a", "b"], "formats": ["i4", "i2"], "offsets": [4, 0], "itemsize": 16}), aligned=np.dtype([("a", "i1"), ("b", "f8")], align=True))
for name, dt in dtypes.items():
    try:
        t = h5t.py_create(dt, logical=True)
    except Exception as e:
        print(name, type(e).__name__, str(e), sep="\t")
        continue
    print(name, text(t), repr(t.dtype), sep="\t")
