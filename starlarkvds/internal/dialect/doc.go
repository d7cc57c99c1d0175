// Package dialect is the front end of the script language: Python's syntax
// and meaning, run by go.starlark.net.
//
// A script passes through three stages:
//
//	Parse   source text to our own syntax tree (ast.go), whose shape and
//	        positions are those of CPython's ast module
//	scope   which function owns each name, and which names must live in a box
//	        because Starlark's closures cannot assign them (scope.go)
//	Lower   our tree to a *syntax.File for starlark.FileProgram
//
// Everything that Starlark lacks, or does otherwise than Python, is lowered to
// calls of runtime names that begin with "$" and so can collide with no name
// of a script. names.go lists them all with their exact meaning; it is the
// only coupling between this package and the run-time library.
//
// Example:
//
//	f, err := dialect.Parse("demo.py", src)
//	if err != nil {
//		return err // ErrorList of *SyntaxError
//	}
//	tree, _, err := dialect.Lower(f, dialect.Options{})
//	if err != nil {
//		return err
//	}
//	prog, err := starlark.FileProgram(tree, isPredeclared)
//
// Nothing here has state: all functions may be called concurrently.
package dialect
