"""Names of open objects follow moved and deleted links; elements of string arrays have their own length."""
import h5py, numpy as np
with h5py.File('m.h5','w') as f:
    d=f.create_dataset('a', data=[1,2]); g=f.create_group('g/h'); x=f.create_dataset('g/h/x', data=1)
    f.move('a','b'); print(d.name, d)
    f.move('g','k'); print(g.name)
    f['hard']=d; del f['b']; print(d.name, d[:])
    del f['hard']; print(d.name, d, d[:], bool(d))
    d.attrs['q']=1; f['new']=d; print(d.name)
    p=f.pop('new'); print(p.name, p); f['again']=p; print(f['again'][:], p.name)
    y=f['k/h/x']; f['k/h/z']=f['k/h/x']; del f['k/h/x']; print(y.name, f['k/h/z'].name)
    f['soft']=h5py.SoftLink('/k/h/z'); s=f['soft']; print(s.name); del f['soft']; print(s.name)
    t=f['k']; f.copy('k','kk'); del f['k']; print(t.name, list(t), y.name)
    print(f.create_group(None).name, f.create_dataset(None, data=1).name)
    a=f.create_group('deep/a'); b=a.create_group('b'); f.move('deep/a','deep/c'); b.create_group('n'); print(b.name, b['n'].name, list(f['deep/c/b']))
    S=np.array([b'abc', b'd'], dtype='S5'); print(S[1].dtype, S[0].dtype, repr(S[1]), np.array(['ab','c'])[1].dtype, np.bytes_(b'ab').dtype, np.str_('q').dtype, S.dtype, [s.dtype.itemsize for s in S], S.item(0), type(S[0]), max(S), S.tolist())
    f.attrs['s']=S[1]; print(f.attrs.get_id('s').dtype)
    v=np.zeros(1, dtype=[('n','S8')]); v['n']=b'xy'; print(v[0]['n'].dtype, v['n'][0].dtype)
