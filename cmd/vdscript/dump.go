package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"

	"github.com/vdscript/vdscript/hdf5"
	"github.com/vdscript/vdscript/hdf5/h5dump"
	"github.com/vdscript/vdscript/vds"
)

// target is the file, and the object in it, that a command shows.
type target struct {
	Missing string `enum:"fill,warn,error" default:"warn" help:"What a missing source of a virtual dataset does: ${enum}."`
	Relaxed bool   `help:"Read numbers that use less than half of their bits, which HDF5 2 takes for damage."`
	Target  string `arg:"" name:"file[/path]" help:"The file, and the object in it to show."`
}

// dumpCommand is "vdscript dump".
type dumpCommand struct {
	JSON bool `help:"Print the whole file as one JSON object with an entry for each link, for programs. Missing sources read as fill values."`
	target
}

// Help is shown by "vdscript dump --help".
func (dumpCommand) Help() string {
	return `Shows each object with its type, shape, layout, filters, attributes with their types, and elements as numpy prints them. Of large arrays only the edges are read.

Examples:
  vdscript dump scan.h5                 everything in the file
  vdscript dump scan.h5/entry/data      one dataset, or one group and all below it
  vdscript dump --json scan.h5 | jq '."/entry/data".shape'`
}

// Run prints what is in a file.
func (c *dumpCommand) Run(env environment) error {
	if c.JSON {
		return c.json(env)
	}
	return c.show(env, h5dump.Text)
}

// json prints a file as JSON. One that cannot be read is told there too.
func (c *dumpCommand) json(env environment) error {
	name, path := splitTarget(c.Target)
	if path != "/" {
		return errors.New("--json shows a whole file")
	}
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	f, err := c.open(ctx, name, env, vds.MissingFill)
	if err != nil {
		return errors.Join(err, h5dump.JSONError(env.stdout, err))
	}
	return errors.Join(h5dump.JSON(ctx, env.stdout, f), f.Close())
}

// lsCommand is "vdscript ls".
type lsCommand struct {
	Depth   int `placeholder:"N" help:"Show N levels of groups (default: all)."`
	Sources int `default:"3" placeholder:"N" help:"Show N sources of each virtual dataset, -1 for all (default: ${default})."`
	target
}

// Help is shown by "vdscript ls --help".
func (lsCommand) Help() string {
	return `Shows a line for each link. For a dataset: shape, type, layout, filters, size in the file, number of attributes. Below a virtual dataset stand its sources, marked ⇐. Soft and external links are marked →, further names of an object =.

Examples:
  vdscript ls scan.h5                   the tree of the file
  vdscript ls --depth 1 scan.h5/entry   the members of one group
  vdscript ls run%05d.h5                a family of files; a split or multi-file by the name its files have in common
  vdscript ls --sources -1 all.h5/data  every source of a virtual dataset`
}

// Run prints the tree of a file.
func (c *lsCommand) Run(env environment) error {
	return c.show(env, func(ctx context.Context, w io.Writer, o hdf5.Object) (int, error) {
		return h5dump.Tree(ctx, w, o, h5dump.TreeOptions{Depth: c.Depth, Sources: c.Sources})
	})
}

// show opens the target and lets a function print it.
func (c *target) show(env environment, print func(context.Context, io.Writer, hdf5.Object) (int, error)) (err error) {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	name, path := splitTarget(c.Target)
	f, err := c.open(ctx, name, env, missingPolicy(c.Missing))
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, f.Close()) }()
	o, err := f.Root().Open(path)
	if err != nil {
		return err
	}
	out := bufio.NewWriter(env.stdout)
	failed, err := print(ctx, out, o)
	if err := errors.Join(err, out.Flush()); err != nil {
		return err
	}
	if failed > 0 {
		return fmt.Errorf("%s: %d parts cannot be read", name, failed)
	}
	return nil
}
