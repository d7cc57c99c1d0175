# NeXus-like file with links, attributes, dimension scales, references
import h5py, numpy as np, datetime, json, uuid
from contextlib import ExitStack, closing, suppress
from collections import OrderedDict, defaultdict, Counter

def nx(parent, name, cls, **attrs):
    g = parent.create_group(name, track_order=True)
    g.attrs['NX_class'] = cls
    for k, v in attrs.items():
        g.attrs[k] = v
    return g

with h5py.File('scan.nxs', 'w', track_order=True) as f:
    f.attrs.update(default='entry', creator='test', version=np.int32(3))
    e = nx(f, 'entry', 'NXentry', default='data')
    e['title'] = 'Scan of a sample'
    e['start_time'] = datetime.datetime(2024, 2, 29, 12, 30).isoformat()
    inst = nx(e, 'instrument', 'NXinstrument')
    det = nx(inst, 'detector', 'NXdetector')
    img = det.create_dataset('data', (10, 16, 20), 'u2', chunks=(1, 16, 20), compression='gzip', compression_opts=4, fillvalue=65535)
    for i in range(0, 10, 3):
        img[i] = np.arange(320).reshape(16, 20) * (i + 1)
    img.attrs['units'] = 'counts'
    img.attrs.create('long', np.arange(6).reshape(2, 3), dtype='>i2')
    d = nx(e, 'data', 'NXdata', signal='data', axes=['phi', '.', '.'])
    d['data'] = h5py.SoftLink('/entry/instrument/detector/data')
    phi = d.create_dataset('phi', data=np.linspace(0, 90, 10), dtype='f4')
    phi.make_scale('phi angle')
    img.dims[0].attach_scale(phi); img.dims[0].label = 'phi'
    img.dims[1].label = 'y'
    e['ref'] = phi.ref
    e['regions'] = np.array([img.regionref[0:2, 3:5, 7], img.regionref[9]], dtype=h5py.regionref_dtype)
    e['refs'] = np.array([phi.ref, img.ref, e.ref], dtype=h5py.ref_dtype)
    e['process'] = json.dumps({'a': [1, 2, {'b': None}], 'ü': 1.5}, ensure_ascii=False, sort_keys=True)
    st = h5py.special_dtype(vlen=str)
    notes = e.create_dataset('notes', (3,), dtype=st, maxshape=(None,))
    notes[0] = 'première'; notes[2] = '日本'
    notes.resize((5,))
    rag = e.create_dataset('ragged', (4,), dtype=h5py.vlen_dtype('i4'))
    for i in range(4):
        rag[i] = np.arange(i)
    en = h5py.enum_dtype({'OFF': 0, 'ON': 1, 'ERR': 42}, basetype='u1')
    e.create_dataset('state', data=[0, 1, 42], dtype=en)
    e['mask'] = np.eye(3, dtype=bool)
    e['cplx'] = np.array([1+2j, 3-4j], 'c8')
    e['empty'] = h5py.Empty('f8')
    e['when'] = np.array(['2024-01-01', '2024-02-29'], 'M8[D]').astype('i8')
    e['external'] = h5py.ExternalLink('nowhere.h5', '/x')

def visit(name, obj):
    kind = 'G' if isinstance(obj, h5py.Group) else 'D'
    extra = '' if kind == 'G' else f' {obj.shape} {obj.dtype} {obj.chunks} {obj.compression}'
    print(f'{kind} {name}{extra}')
    for k, v in obj.attrs.items():
        print('    @', k, '=', repr(v), type(v).__name__)

with h5py.File('scan.nxs', 'r') as f:
    f.visititems(visit)
    e = f['entry']
    print(list(e), e.keys(), len(e))
    print(e['title'][()], e['title'].asstr()[...], e['start_time'].asstr()[()])
    print(e['notes'][:], e['notes'].asstr()[[0, 2]])
    print(e['ragged'][:], e['ragged'][3].dtype)
    print(e['state'][:], h5py.check_enum_dtype(e['state'].dtype))
    print(e['mask'][:], e['mask'].dtype, e['cplx'][:], e['empty'][()], e['empty'].shape)
    print(f[e['ref'][()]].name, [f[r].name for r in e['refs']], e['refs'].dtype, h5py.check_ref_dtype(e['refs'].dtype))
    for r in e['regions'][:]:
        print(f[r].name, h5py.h5r.get_region(r, f.id).get_select_npoints(), f[r][r].shape)
    img = f['entry/data/data']
    print(img.name, img.dims[0].label, [s.name for s in img.dims[0].values()], img.dims[0].keys(), len(img.dims), list(d.label for d in img.dims))
    print(img[0, :2, :3], img[1, 0, 0], img[3].sum(), img[::3, 1, 1:4:2], img[[0, 3, 9], 0, 5], img[..., -1].max(axis=1))
    print(e.get('external', getlink=True), e.get('external', getlink=True).filename, e.get('external', 'default'))
    try:
        e['external']
    except KeyError as err:
        print(type(err).__name__, err)
    print('nothing' in e, 'data/phi' in e, e.get('nothing'))
    print(json.loads(e['process'][()]))
    kinds = defaultdict(list)
    for k in e:
        o = e.get(k)
        kinds[type(o).__name__].append(k)
    for k in sorted(kinds): print(k, kinds[k])
    with suppress(KeyError): f['zzz']
    print(f['entry/instrument'].parent.name, f['entry'].file.filename, f.mode, bool(f))
print(bool(f), f)
