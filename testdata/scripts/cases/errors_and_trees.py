# recursive copy with compression, h5 tree printer, generator pipelines, errors
import h5py, numpy as np, sys, os, functools, operator, re, textwrap, time, io, struct, hashlib, copy
from itertools import chain, groupby, islice, accumulate, zip_longest, starmap, takewhile, combinations
class TreePrinter:
    PIPE, TEE, ELBOW = '│  ', '├──', '└──'
    def __init__(self, out=sys.stdout): self.out = out; self.count = 0
    def __call__(self, g, prefix=''):
        items = sorted(g.items())
        for i, (k, v) in enumerate(items):
            last = i == len(items) - 1
            print(prefix + (self.ELBOW if last else self.TEE), k, self.describe(v), file=self.out)
            self.count += 1
            if isinstance(v, h5py.Group):
                self(v, prefix + ('   ' if last else self.PIPE))
        return self
    @staticmethod
    def describe(v):
        match = {h5py.Dataset: lambda d: f'{d.shape} {d.dtype.str}', h5py.Group: lambda g: f'({len(g)})'}
        return next((fn(v) for t, fn in match.items() if isinstance(v, t)), '?')
def recompress(src, dst, **kw):
    def cp(name, obj):
        if isinstance(obj, h5py.Dataset):
            if obj.shape == () or obj.size == 0 or obj.dtype.kind == 'O':
                src.copy(obj, dst, name=name)
            else:
                d = dst.require_dataset(name, obj.shape, obj.dtype, data=obj[()], **kw) if False else dst.create_dataset(name, data=obj[()], **kw)
                for k, v in obj.attrs.items(): d.attrs[k] = v
        else:
            dst.require_group(name).attrs.update(obj.attrs)
    src.visititems(cp)
def chunks_of(d, n):
    for i in range(0, len(d), n):
        yield i, d[i:i+n]
with h5py.File('a.h5', 'w') as f:
    for i, n in enumerate(['x', 'y/z', 'y/w/q']):
        f[n] = np.arange((i+1)*50, dtype=['i4', 'f8', 'u1'][i]).reshape(-1, 10)
        f[n].attrs['i'] = i
    f['s'] = 'text'; f['l'] = ['a', 'bb', 'ccc']; f['y'].attrs['desc'] = np.bytes_(b'abc')
    with h5py.File('b.h5', 'w') as g:
        recompress(f, g, compression='gzip', chunks=True, shuffle=True)
        print(TreePrinter()(g).count)
        print(g['y/w/q'].compression, g['y/w/q'].compression_opts, g['y/w/q'].shuffle, g['y/w/q'].chunks, g['y'].attrs['desc'])
with h5py.File('b.h5', 'r+') as g:
    tot = functools.reduce(operator.add, (b.sum() for _, b in chunks_of(g['x'], 2)))
    print(tot, type(tot), g['x'][()].sum())
    d = g['x']
    tests = [lambda: d[10], lambda: d['a'], lambda: d[0,0,0], lambda: d[[3,1]], lambda: d[::-1], lambda: d[1.5], lambda: g['none'], lambda: g.create_group('y'),
        lambda: g.create_dataset('x', data=1), lambda: d.resize((10,10)), lambda: g.create_dataset('bad', (2,), 'f4', maxshape=(1,)), lambda: g.create_dataset('c', (10,), 'f4', chunks=(20,)),
        lambda: d.attrs['zz'], lambda: g['x/y'], lambda: h5py.File('missing.h5'), lambda: h5py.File('b.h5','q'), lambda: g.create_dataset('k', data=object()), lambda: d.astype('zz'),
        lambda: g.create_dataset('e', (3,), 'f4', compression='foo'), lambda: d.__setitem__(Ellipsis, np.zeros((3,3))), lambda: g.__delitem__('none'), lambda: g.move('none','a'),
        lambda: d[np.array([True,False])], lambda: g.create_dataset('f',(3,),'f4',compression='gzip',compression_opts=12), lambda: np.zeros(3)[5], lambda: np.zeros((2,3))+np.zeros((3,2)),
        lambda: int('x'), lambda: {}['k'], lambda: [][1], lambda: None.foo, lambda: undefined_name, lambda: 1/0, lambda: 'a'+1, lambda: open('/nonexistent/x'), lambda: len(5), lambda: (1,2).append(3),
        lambda: "abc".index('z'), lambda: struct.unpack('<I', b'ab'), lambda: next(iter([])), lambda: float('abc'), lambda: max([]), lambda: np.array([1,2]).reshape(3), lambda: np.concatenate([]), lambda: bytes([300])]
    for t in tests:
        try: print('ok', t())
        except Exception as e: print(type(e).__name__, '|', str(e)[:150])
words = textwrap.dedent('''\
    one two  three
      four five''').split()
print(words, textwrap.fill(' '.join(words*5), 30), re.sub(r'(\w)(\w*)', lambda m: m.group(2)+m.group(1), 'hello world'), sep='\n')
print([(k, len(list(v))) for k, v in groupby(sorted(words, key=len), key=len)], list(accumulate([1,2,3,4], operator.mul)), list(zip_longest('ab', 'xyz', fillvalue='-')))
print(hashlib.sha256(open('a.h5','rb').read(8)).hexdigest()[:16], struct.pack('>hId', -1, 7, 2.5).hex(), list(islice(combinations('abcd', 2), 3)))
b = io.BytesIO()
with h5py.File(b, 'w') as f: f['x'] = range(5)
b.seek(0); print(b.read(8), h5py.File(b)['x'][:], h5py.is_hdf5('a.h5'), h5py.is_hdf5('nope'))
print(f"{'x':*^9}|{3.14159:.2f}|{1234567:,}|{255:#x}|{0.5:.1%}|{'ab'!r:>6}|{[1,2]}|{1e-7}|{2**70}|{-7//2} {-7%3} {7/2}")
