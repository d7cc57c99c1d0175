package dialect

import "strings"

// isCoreAttr reports whether str, bytes, int, float, list, dict, set, tuple,
// range, slice or a function has an attribute of that name in Python, for
// which the value must be asked through the run-time library. list.append is
// Starlark's own.
func isCoreAttr(name string) bool {
	if strings.HasPrefix(name, "__") && strings.HasSuffix(name, "__") {
		return true
	}
	switch name {
	case "capitalize", "casefold", "center", "count", "decode", "encode",
		"endswith", "expandtabs", "find", "format", "format_map", "fromhex", "hex",
		"index", "isalnum", "isalpha", "isascii", "isdecimal", "isdigit",
		"isidentifier", "islower", "isnumeric", "isprintable", "isspace",
		"istitle", "isupper", "join", "ljust", "lower", "lstrip", "maketrans",
		"partition", "removeprefix", "removesuffix", "replace", "rfind", "rindex",
		"rjust", "rpartition", "rsplit", "rstrip", "split", "splitlines",
		"startswith", "strip", "swapcase", "title", "translate", "upper", "zfill": // str, bytes
		return true
	case "as_integer_ratio", "bit_count", "bit_length", "conjugate", "denominator",
		"from_bytes", "imag", "is_integer", "numerator", "real", "to_bytes": // numbers
		return true
	case "clear", "copy", "extend", "insert", "pop", "remove", "reverse", "sort": // list
		return true
	case "fromkeys", "get", "items", "keys", "popitem", "setdefault", "update", "values": // dict
		return true
	case "add", "difference", "difference_update", "discard", "intersection",
		"intersection_update", "isdisjoint", "issubset", "issuperset",
		"symmetric_difference", "symmetric_difference_update", "union": // set
		return true
	case "start", "stop", "step", "indices", "mro": // range, slice, classes
		return true
	}
	return false
}
