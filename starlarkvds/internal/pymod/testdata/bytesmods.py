# hashlib, zlib, base64, binascii, uuid.
import base64, binascii, hashlib, io, uuid, zlib
for name in sorted(["md5", "sha1", "sha224", "sha256", "sha384", "sha512", "sha3_224", "sha3_256", "sha3_384", "sha3_512"]):
    h = hashlib.new(name, b"abc")
    k = h.copy()
    h.update(b"def")
    print(name, h.hexdigest(), k.hexdigest()[:8], h.digest_size, h.block_size, h.name)
print(hashlib.md5().hexdigest(), hashlib.sha256(b"x", usedforsecurity=False).digest())
print(hashlib.pbkdf2_hmac("sha256", b"pw", b"salt", 10).hex(), hashlib.file_digest(io.BytesIO(b"hello"), "sha1").hexdigest())
def show(f, *a, **k):
    try:
        print(f(*a, **k))
    except Exception as e:
        print(type(e).__name__, e)
show(hashlib.new, "nope")
show(hashlib.md5, "text")
data = b"hello hello hello " * 50 + bytes(range(256))
for w in (15, -15, 31):
    z = zlib.compress(data, 6, wbits=w) if w != 15 else zlib.compress(data)
    print(len(z) < len(data), zlib.decompress(z, wbits=w) == data)
print(zlib.decompress(zlib.compress(data), 47) == data, zlib.crc32(b"abc"), zlib.crc32(b"def", zlib.crc32(b"abc")), zlib.adler32(b"abc"), zlib.adler32(b"def" * 999, zlib.adler32(b"abc")))
c = zlib.compressobj(9)
z = c.compress(data) + c.flush(zlib.Z_SYNC_FLUSH) + c.compress(b"more") + c.flush()
d = zlib.decompressobj()
out = b"".join([d.decompress(z[i:i + 7]) for i in range(0, len(z), 7)]) + d.flush()
print(out == data + b"more", d.eof, d.unused_data)
d = zlib.decompressobj()
print(d.decompress(z + b"tail") == data + b"more", d.unused_data, d.eof)
d = zlib.decompressobj()
got, rest = [], z
while rest:
    got.append(d.decompress(rest, 100))
    rest = d.unconsumed_tail
got.append(d.flush())
print(b"".join(got) == data + b"more", max(map(len, got[:-1])))
show(zlib.decompress, b"junk junk")
show(zlib.decompress, z[:-9])
show(zlib.compress, "text")
b = bytes(range(0, 256, 5))
print(base64.b64encode(b), base64.b64decode(base64.b64encode(b)) == b, base64.urlsafe_b64encode(b"\xfb\xff\xfe"), base64.urlsafe_b64decode("-__-"))
print(base64.b64encode(b"\xfb\xff", b"-_"), base64.b32encode(b"hello"), base64.b32decode(b"NBSWY3DP"), base64.b16encode(b"\x01\xab"), base64.b16decode("01AB"))
print(base64.encodebytes(b * 2), base64.decodebytes(base64.encodebytes(b * 2)) == b * 2, base64.b64decode("aGVsbG8="), base64.b64decode("aGVs bG8=\n"))
for s in ("a", "ab", "abc", "abcd=", "ab=c", "a===", "", "YQ==YQ=="):
    show(base64.b64decode, s)
show(base64.b64decode, "ab c=", validate=True)
show(base64.b64encode, "text")
show(base64.b16decode, "0g")
print(binascii.hexlify(b"\x01\x02\xff"), binascii.hexlify(b"abcdefg", "-", 2), binascii.hexlify(b"abcdefg", ":", -3), binascii.unhexlify("0aFF"))
show(binascii.unhexlify, "0")
show(binascii.unhexlify, "zz")
print(binascii.crc32(b"abc"), binascii.b2a_base64(b"abc"), binascii.a2b_base64("YWJj"), issubclass(binascii.Error, ValueError))
u = uuid.UUID("12345678-1234-5678-1234-567812345678")
print(u, repr(u), u.hex, u.int, u.bytes, u.bytes_le, u.fields, u.urn, u.version, u.variant, u.time, u.clock_seq, u.node)
print(uuid.uuid3(uuid.NAMESPACE_DNS, "python.org"), uuid.uuid5(uuid.NAMESPACE_URL, "x"), uuid.UUID(int=5) < u, uuid.UUID(bytes=u.bytes) == u, uuid.UUID(bytes_le=u.bytes_le) == u)
print(uuid.uuid4().version, len(str(uuid.uuid4())), uuid.uuid1().version, uuid.uuid4() != uuid.uuid4(), len({u, uuid.UUID(u.hex)}), uuid.UUID(fields=u.fields) == u)
show(uuid.UUID, "xyz")
show(uuid.UUID)
def assign():
    u.int = 3
show(assign)
