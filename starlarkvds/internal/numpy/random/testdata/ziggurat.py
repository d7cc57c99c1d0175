"""Write ziggurat.bin from numpy's ziggurat_constants.h: 12 tables of 256, little-endian, in the header's order.

usage: ziggurat.py .../numpy/random/src/distributions/ziggurat_constants.h ../ziggurat.bin
"""
import re
import struct
import sys

text = open(sys.argv[1]).read()
with open(sys.argv[2], "wb") as out:
    for ctype, body in re.findall(r"static const (\w+) \w+\[\] = \{(.*?)\};", text, re.S):
        words = [w.strip() for w in body.replace("\n", " ").split(",") if w.strip()]
        assert len(words) == 256, (ctype, len(words))
        code = {"uint64_t": "<Q", "uint32_t": "<I", "double": "<d", "float": "<f"}[ctype]
        for w in words:
            out.write(struct.pack(code, int(w.rstrip("UL"), 16) if ctype.startswith("uint") else float(w.rstrip("Ff"))))
