import numpy as np, h5py, io
f=h5py.File(io.BytesIO(),'w'); d=f.create_dataset('x',data=np.arange(6).reshape(2,3)); f.attrs['a']=1
d.__setitem__((0,0),7); print(d.__getitem__((0,0)), d.__len__(), f.__contains__('x'), f.attrs.__getitem__('a'), f.__getitem__('x'), f.__len__(), list(f.__iter__())); f.attrs.__setitem__('b',2); f.attrs.__delitem__('a'); print(list(f.attrs)); f.__setitem__('y',3); f.__delitem__('y'); print(list(f)); a=np.arange(3); print(a.__add__(1), a.__getitem__(1), a.__len__(), a.__array__().dtype, a.__neg__(), d.__array__().shape, a.__radd__(1), a.__iadd__(1), a.__eq__(1), a.__lt__(2), a.__rsub__(5), a.__contains__(2), a.__invert__())
x=np.float32(2.5); print(x.__add__(1), x.__mul__(2).dtype, x.__lt__(3), x.__eq__(2.5), x.__neg__(), x.__hash__() == hash(2.5), x.__str__(), x.__repr__(), x.__format__('.3f'), x.__radd__(1))
with f.__enter__() as g: pass
print(bool(f), hasattr(d, '__delitem__'), hasattr(f, '__call__'), hasattr(len, '__call__'), hasattr(np.sin, '__call__'), hasattr(lambda: 1, '__call__'), callable(f))
f=h5py.File(io.BytesIO(),'w'); print(f.__exit__(None,None,None), bool(f))
try: d.__delitem__(1)
except AttributeError as e: print(e)
fs=list(map(np.arange(10).__getitem__, [1,2,3])); print(fs, sorted([3,1,2], key=[5,9,1,0].__getitem__), list(map({'a':1}.__contains__, 'ab')), (1).__add__('x'))
