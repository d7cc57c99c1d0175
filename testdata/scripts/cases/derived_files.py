"""Classes derived from File, Group, Dataset and VirtualLayout; attributes of the script on objects; shapes that are assigned."""
import h5py, numpy as np
class Log(h5py.File):
    """a file that counts"""
    def __init__(self, name, mode='a', **kw):
        super().__init__(name, mode, **kw)
        self.count = 0
    def put(self, name, v):
        self[name] = v; self.count += 1
        return self[name]
    def __repr__(self): return f"<Log {self.filename} {self.count}>"
    @property
    def names(self): return sorted(self.keys())
with Log('l.h5', 'w') as f:
    print(f.put('a', [1,2]), f.put('b', 1), f, f.names, f.count, isinstance(f, h5py.File), len(f), 'a' in f, f['a'].file)
    for n in f: print(n)
    f.attrs['x'] = 1
    print(dict(f.attrs), f.mode, list(f.items())[0][0], f.create_group('g'), type(f).__mro__[1])
print(bool(f))
class G(h5py.Group):
    def hello(self): return 'hello ' + self.name
with h5py.File('l.h5','r+') as f:
    g = G(f['g'].id); print(g.hello(), g, list(g)); g['x']=3; print(g['x'][()], isinstance(g, h5py.Group))
class D(h5py.Dataset):
    def mean(self): return self[...].mean()
with h5py.File('l.h5','r+') as f:
    d = D(f['a'].id); print(d.mean(), d.shape, d[0]); d[0]=5; print(f['a'][:])
    d.shape if False else None
    e=f.create_dataset('r', data=np.arange(6), maxshape=(None,)); e.shape=(8,); print(e[:]); 
    f.tag = 'x'; print(f.tag); e.note=5; print(e.note)
class Wrap:
    def __init__(self, d): self._d = d
    def __getattr__(self, k): return getattr(self._d, k)
    def __getitem__(self, k): return self._d[k] * 2
    def __len__(self): return len(self._d)
with h5py.File('l.h5') as f:
    w = Wrap(f['a']); print(w.shape, w[0], len(w), w.dtype, np.asarray(w._d))
    h = f['a']; print(getattr(h, 'nope', 'default'), hasattr(h, 'shape'), callable(h.resize), type(h).__name__, h.__class__, h.__class__.__name__)
class Timed(h5py.File):
    def __enter__(self):
        print('enter'); return super().__enter__()
    def __exit__(self, *a):
        print('exit', a[0]); return super().__exit__(*a)
    def __getitem__(self, k):
        print('get', k); return super().__getitem__(k)
    def __setitem__(self, k, v):
        super().__setitem__(k.lower(), v)
    def close(self):
        print('closing'); super().close()
with Timed('t.h5', 'w') as f:
    f['ABC'] = 1; print(f['abc'], type(f).__name__, f.filename, 'abc' in f)
try:
    with Timed('t.h5') as f: raise KeyError('x')
except KeyError as e: print('caught', e)
f = Timed('t.h5'); f.close(); print(f, bool(f))
class NoInit(h5py.File): pass
with NoInit('t.h5', 'r') as f: print(list(f), f.mode)
try: NoInit()
except TypeError as e: print(e)
class Store(dict):
    def __init__(self, path): super().__init__(); self.path = path
print(Store('p').path, len(Store('p')))
class P(h5py.VirtualLayout):
    def add(self, i, src): self[i] = src
l = P((2, 3), 'i4'); l.add(0, h5py.VirtualSource('t.h5', 'x', (3,)))
with h5py.File('v.h5','w') as f: f.create_virtual_dataset('v', l); print(f['v'].virtual_sources()[0].dset_name)
