"""Kinds of containers, for isinstance and annotations."""

from _collections_abc import *


def _register_h5py():
    try:
        from h5py import AttributeManager, Group
        from h5py._hl.base import ItemsViewHDF5, KeysViewHDF5, ValuesViewHDF5
    except ImportError:
        return
    for kind, types in ((MutableMapping, (Group, AttributeManager)), (KeysView, (KeysViewHDF5,)), (ItemsView, (ItemsViewHDF5,)), (ValuesView, (ValuesViewHDF5,))):
        for t in types:
            kind.register(t)


_register_h5py()
