// Package dialect is the front end of the script language: Python's syntax
// and meaning on go.starlark.net's syntax tree and values.
//
// A script passes through three stages:
//
//	Parse   source text to our own syntax tree (ast.go), whose shape and
//	        positions are those of CPython's ast module
//	scope   which function owns each name, and which names must live in a box
//	        because Starlark's closures cannot assign them (scope.go)
//	Lower   our tree to a *syntax.File for package eval, which runs it;
//	        starlark.FileProgram could as well
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
//	prog, err := eval.Compile(tree, isPredeclared)
//
// Nothing here has state: all functions may be called concurrently.
package dialect
