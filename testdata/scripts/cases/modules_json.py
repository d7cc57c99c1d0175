"""What json writes, reads and refuses."""
import json, io, math
d = {'b': [1, 2.5, None, True, float('inf')], 'a': {'x': 'é"\\\n\u2028', 'y': ()}, 3: 'int', None: 1, True: 2, 1.5: 3}
print(json.dumps(d)); print(json.dumps(d, indent=2)); print(json.dumps(d, ensure_ascii=False, separators=(',', ':')))
print(json.dumps({'b': 1, 'a': [], 'c': {}}, sort_keys=True, indent='\t')); print(json.dumps([], indent=2), json.dumps({}, indent=2), json.dumps([[]], indent=1))
for x in [float('nan'), 1e100, 1e16, 1e-7, 123456789012345678901, -0.0, 'a/b', '\x7f\x00', '😀', [1, [2, [3]]], 0.1, 1.0]: print(json.dumps(x))
for bad in [lambda: json.dumps({1, 2}), lambda: json.dumps({(1,): 2}), lambda: json.dumps(float('nan'), allow_nan=False), lambda: json.dumps(b'x'), lambda: json.dumps({'b': 1, 1: 2}, sort_keys=True), lambda: json.dumps(object)]:
    try: print(bad())
    except Exception as e: print(type(e).__name__, e)
print(json.dumps({(1,): 2, 'a': 1}, skipkeys=True), json.dumps({'z': {1, 2}}, default=sorted), json.dumps(3+4j, default=lambda o: [o.real, o.imag]))
class E(json.JSONEncoder):
    def default(self, o):
        if isinstance(o, complex): return {'re': o.real}
        return super().default(o)
print(json.dumps([1j], cls=E), E(indent=1).encode({'a': 1}), ''.join(json.JSONEncoder().iterencode([1, {'a': 2}])))
try: E().encode(object())
except TypeError as e: print(str(e))
print(json.loads('{"a": [1, 2.0, 1e3, -5, null, true, false, "\\u00e9\\ud83d\\ude00"], "b": {}}'), json.loads(b'[1]'), json.loads(' 1 '), json.loads('NaN'), json.loads('-Infinity'))
print(json.loads('{"a": {"b": 1}}', object_hook=lambda d: sorted(d.items())), json.loads('{"a": 1, "a": 2}', object_pairs_hook=list), json.loads('[1.5, 2]', parse_float=str, parse_int=lambda s: 'i' + s), json.loads('[NaN]', parse_constant=lambda s: 'C' + s))
for s in ['', '{', '[1,]', '{"a":1,}', "{'a': 1}", '[1 2]', 'nul', '"abc', '"\\x"', '01', '[1]x', '{"a" 1}', '{1: 2}', '"\t"', '-', '[', '"\\u12"', '\ufeff[]', '1.', '{"a": }', '[,]']:
    try: print(repr(s), json.loads(s))
    except json.JSONDecodeError as e: print(repr(s), e, e.msg, e.pos, e.lineno, e.colno, e.doc == s)
f = io.StringIO(); json.dump({'k': [1, 2]}, f, indent=4); print(f.getvalue()); f.seek(0); print(json.load(f))
print(json.loads('"\t"', strict=False) == '\t', json.JSONDecoder().raw_decode('[1] tail'), json.JSONDecoder(object_hook=len).decode('{"a": 1}'))
a = []; a.append(a)
try: json.dumps(a)
except ValueError as e: print(e)
class I(int): pass
import enum
class C(enum.IntEnum): A = 1
print(json.dumps([I(3), C.A, {C.A: 1}]))
try: json.loads(5)
except TypeError as e: print(e)
