package dialect

import "go.starlark.net/syntax"

// Options tell Lower about the surroundings of a script. The zero value is for
// a script file whose predeclared names and modules are unknown.
type Options struct {
	// Chunk lowers one input of an interactive session: every module-level name
	// lives in the box $m, which the session keeps, so that functions of
	// earlier chunks see the names of later ones.
	Chunk bool

	// Display lowers each module-level expression statement x to $display(x).
	Display bool

	// IsPredeclared reports the names that the host predeclares. A module-level
	// name that is also predeclared lives in $m, where the predeclared one is
	// visible until it is assigned. A name that is neither bound in the script
	// nor predeclared is read from $m, that is, raises NameError when it is
	// reached. Nil: no name is predeclared.
	IsPredeclared func(name string) bool

	// IsModule reports whether a module can be imported. An import of another
	// one is refused before anything runs, except within a try statement. Nil:
	// every import is left to run time.
	IsModule func(name string) bool
}

// Names tells where the module-level names of a lowered script live.
type Names struct {
	Globals []string // globals of the Starlark module, sorted
	Boxed   []string // attributes of $m, sorted
}

// Lower translates a parsed script for starlark.FileProgram. The tree can be
// compiled once; Lower may be called again on the same file. The error is an
// ErrorList: names used wrongly, such as "nonlocal x" without an x, or a
// return outside a function.
func Lower(f *File, opts Options) (*syntax.File, *Names, error) {
	panic("not yet")
}
