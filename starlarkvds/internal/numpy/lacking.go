package numpy

// lacking are numpy's public names that this package does not have, with what to use instead where there is something.
// Names of submodules carry the module: "linalg.svd".
var lacking = map[string]string{
	"asmatrix": "use a two-dimensional array", "bmat": "use np.block", "matrix": "use a two-dimensional array and the operator @",
	"busday_count": "", "busday_offset": "", "busdaycalendar": "", "is_busday": "",
	"clongdouble": longDouble, "complex256": longDouble,
	"core": "use the names of numpy itself", "ctypeslib": "there is no C in vdscript", "datetime_data": "", "einsum_path": "np.einsum takes two operands at a time",
	"dtypes": "use np.dtype", "emath": "use complex numbers", "f2py": "there is no Fortran in vdscript", "from_dlpack": "", "fromregex": "use re and np.array",
	"get_include": "there is no C in vdscript", "getbufsize": "", "setbufsize": "",
	"i0": "", "kaiser": "",
	"memmap": "use np.load, np.fromfile or an h5py dataset, which reads what is indexed", "mintypecode": "", "nditer": "use np.ndenumerate, np.broadcast_arrays or loops",
	"nested_iters": "use loops", "poly": "",
	"polynomial": "use np.polyval", "roots": "",
	"rec": "use structured arrays: a['field']", "recarray": "use structured arrays: a['field']", "record": "use structured arrays: a['field']",
	"show_config": "", "show_runtime": "", "test": "", "typing": "",

	"char.array": "use np.array", "char.asarray": "use np.asarray", "char.chararray": "use arrays of dtype S or U", "info": "use help or docs/numpy.md",

	"linalg.eig": lapack, "linalg.eigvals": lapack,

	"linalg.tensorinv": lapack, "linalg.tensorsolve": lapack, "linalg.test": "",

	"random.BitGenerator": "use PCG64 or MT19937", "random.PCG64DXSM": "use PCG64", "random.Philox": "use PCG64", "random.SFC64": "use PCG64",
	"random.bit_generator": "", "random.mtrand": "use the names of numpy.random", "random.get_bit_generator": "", "random.set_bit_generator": "", "random.test": "",
	"random.dirichlet": "", "random.f": "", "random.hypergeometric": "", "random.logseries": "", "random.multinomial": "", "random.multivariate_normal": "",
	"random.negative_binomial": "", "random.noncentral_chisquare": "", "random.noncentral_f": "", "random.vonmises": "", "random.wald": "", "random.zipf": "",
}

const (
	longDouble = "use longdouble for the parts"
	lapack     = "of eigenvalues there are those of symmetric matrices: eigh"
)
