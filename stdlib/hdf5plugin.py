"""The filters of the package hdf5plugin that need no plugin here: Bitshuffle, Blosc, Blosc2, BZip2, LZ4 and Zstd.

Files that use them are read without this module. Its classes are arguments of create_dataset, as compression= or by **.
"""

try:
    from h5py.filters import FilterRefBase as _FilterRefBase
except ImportError:  # a host that gives its scripts no h5py
    _FilterRefBase = object

version = "7.1.0"
PLUGIN_PATH = PLUGINS_PATH = ""

FILTERS = {"bshuf": 32008, "blosc": 32001, "blosc2": 32026, "bzip2": 307, "lz4": 32004, "zstd": 32015}

_BLOSC = {"blosclz": 0, "lz4": 1, "lz4hc": 2, "snappy": 3, "zlib": 4, "zstd": 5}


class FilterBase(_FilterRefBase):
    """A filter with its options."""

    filter_name = None
    filter_id = None

    def __init__(self, filter_options=(), config=None):
        self.filter_options = filter_options
        self._config = dict(config or {})

    def keys(self):
        return ["compression", "compression_opts"]

    def __getitem__(self, name):
        return {"compression": self.filter_id, "compression_opts": self.filter_options}[name]

    def __iter__(self):
        return iter(self.keys())

    def __len__(self):
        return 2

    def get_config(self):
        """Returns the options by name."""
        return dict(self._config)

    def __repr__(self):
        return f"{type(self).__name__}({', '.join(f'{k}={v!r}' for k, v in self._config.items())})"


def _check_level(level, low, high):
    if not low <= level <= high:
        raise ValueError(f"clevel must be in the range [{low}, {high}]")
    return level


class Bitshuffle(FilterBase):
    """Bits in the order of their weight, then lz4, zstd or nothing."""

    filter_name = "bshuf"
    filter_id = FILTERS["bshuf"]
    _compressors = {"none": 0, "lz4": 2, "zstd": 3}

    def __init__(self, nelems=0, cname=None, clevel=3, lz4=None):
        nelems = int(nelems)
        if nelems % 8:
            raise ValueError("nelems must be a multiple of 8")
        if not 0 <= clevel <= 22:
            raise ValueError("clevel must be in range [0, 22]")
        if lz4 is not None:
            if cname is not None and lz4 is not False:
                raise ValueError("Providing both cname and lz4 arguments is not supported")
            cname = bool(lz4)
        if cname is None or cname is True:
            cname = "lz4"
        elif cname is False:
            cname = "none"
        if cname not in self._compressors:
            raise ValueError(f"Unsupported compression: {cname}")
        options, config = (nelems, self._compressors[cname]), {"cname": cname, "nelems": nelems}
        if cname == "zstd":
            options += (clevel,)
            config["clevel"] = clevel
        super().__init__(options, config)
        self.nelems, self.cname, self.clevel = nelems, cname, config.get("clevel")


class Blosc(FilterBase):
    """Bytes or bits in the order of their weight, then one of six compressors."""

    NOSHUFFLE, SHUFFLE, BITSHUFFLE = 0, 1, 2
    filter_name = "blosc"
    filter_id = FILTERS["blosc"]

    def __init__(self, cname="lz4", clevel=5, shuffle=SHUFFLE):
        compressor = _BLOSC[cname]
        clevel = _check_level(int(clevel), 0, 9)
        if shuffle not in (self.NOSHUFFLE, self.SHUFFLE, self.BITSHUFFLE):
            raise ValueError(f"shuffle={shuffle} is not supported")
        super().__init__((0, 0, 0, 0, clevel, shuffle, compressor), {"cname": cname, "clevel": clevel, "shuffle": shuffle})
        self.cname, self.clevel, self.shuffle = cname, clevel, shuffle


class Blosc2(FilterBase):
    """The second generation of Blosc."""

    NOFILTER, SHUFFLE, BITSHUFFLE, DELTA, TRUNC_PREC = 0, 1, 2, 3, 4
    filter_name = "blosc2"
    filter_id = FILTERS["blosc2"]
    _compressors = {"blosclz": 0, "lz4": 1, "lz4hc": 2, "zlib": 4, "zstd": 5}

    def __init__(self, cname="blosclz", clevel=5, filters=SHUFFLE):
        compressor = self._compressors[cname]
        clevel = _check_level(int(clevel), 0, 9)
        if filters not in (self.NOFILTER, self.SHUFFLE, self.BITSHUFFLE, self.DELTA, self.TRUNC_PREC):
            raise ValueError(f"filters={filters} is not supported")
        super().__init__((0, 0, 0, 0, clevel, filters, compressor), {"cname": cname, "clevel": clevel, "filters": filters})
        self.cname, self.clevel, self.filters = cname, clevel, filters


class BZip2(FilterBase):
    """bzip2."""

    filter_name = "bzip2"
    filter_id = FILTERS["bzip2"]

    def __init__(self, blocksize=9):
        blocksize = int(blocksize)
        if not 1 <= blocksize <= 9:
            raise ValueError("blocksize must be in the range [1, 9]")
        super().__init__((blocksize,), {"blocksize": blocksize})
        self.blocksize = blocksize


class LZ4(FilterBase):
    """LZ4."""

    filter_name = "lz4"
    filter_id = FILTERS["lz4"]

    def __init__(self, nbytes=0):
        nbytes = _check_level(int(nbytes), 0, 0x7E000000)
        super().__init__((nbytes,), {"nbytes": nbytes})
        self.nbytes = nbytes


class Zstd(FilterBase):
    """Zstandard."""

    filter_name = "zstd"
    filter_id = FILTERS["zstd"]

    def __init__(self, clevel=3):
        super().__init__((_check_level(clevel, -131072, 22),), {"clevel": clevel})
        self.clevel = clevel


def get_filters(filters=tuple(FILTERS)):
    """Returns the classes of filters, which are given by name or number."""
    wanted = (filters,) if isinstance(filters, (int, str)) else filters
    found = []
    for cls in (Bitshuffle, Blosc, Blosc2, BZip2, LZ4, Zstd):
        if filters == "registered" or cls.filter_name in wanted or cls.filter_id in wanted:
            found.append(cls)
    return tuple(found)


def register(filters=tuple(FILTERS), force=True):
    """Does nothing: the filters are always there."""
    return True
