"""read_direct and write_direct repeat what they move; buffers of bytes are arrays and targets."""
import h5py, numpy as np
with h5py.File('r.h5','w') as f:
    d=f.create_dataset('d', data=np.arange(20.).reshape(4,5))
    o=np.zeros((4,5)); d.read_direct(o, np.s_[1]); print(o)
    o=np.zeros((2,3,5)); d.read_direct(o, np.s_[0:3], np.s_[1]); print(o)
    o=np.zeros((3,4,5),'i4'); d.read_direct(o, None, np.s_[2]); print(o[2], o[0].sum())
    d.write_direct(np.arange(5.)*10); print(d[:])
    d.write_direct(np.ones((2,5)), np.s_[0], np.s_[1:3]); print(d[:])
    d.write_direct(np.full((1,4,5), 7.)); print(d[0])
    for fn in (lambda: d.write_direct(np.zeros((5,4))), lambda: d.write_direct(np.zeros(20)), lambda: d.read_direct(np.zeros((2,5)))):
        try: print(fn())
        except Exception as e: print(type(e).__name__, e)
    f['by']=bytearray(b'abc'); f['mv']=memoryview(b'xyz'); print(f['by'][:], f['mv'][:], np.array(bytearray(b'q')), np.frombuffer(bytearray(b'ab'), 'u1'), np.asarray(bytearray(b'12'), dtype='f4'))
    c=f.create_dataset('c', data=np.arange(8,dtype='u1'), chunks=(4,)); b=bytearray(6); print(c.id.read_direct_chunk((4,), out=b)[0], b)
    c.id.write_direct_chunk((0,), bytearray(b'\x09\x08\x07\x06')); print(c[:])
