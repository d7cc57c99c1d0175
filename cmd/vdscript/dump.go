package main

import (
	"context"
	"errors"
	"os"
	"os/signal"

	"github.com/vdscript/vdscript/hdf5/h5dump"
	"github.com/vdscript/vdscript/vds"
)

// dumpCommand is "vdscript dump".
type dumpCommand struct {
	JSON   bool   `help:"Print one JSON object with an entry for each link, for programs."`
	Target string `arg:"" name:"file[/path]" help:"The file, and the object in it to show."`
}

// Run prints what is in a file.
func (c *dumpCommand) Run(env environment) (err error) {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	name, path := splitTarget(c.Target)
	if c.JSON {
		if path != "/" {
			return errors.New("--json shows a whole file")
		}
		return dumpJSON(ctx, name, env)
	}
	return nil
}

// dumpJSON prints a file as JSON. One that cannot be read is told there too.
func dumpJSON(ctx context.Context, name string, env environment) error {
	f, err := openTarget(ctx, name, env, vds.MissingFill)
	if err != nil {
		return errors.Join(err, h5dump.JSONError(env.stdout, err))
	}
	return errors.Join(h5dump.JSON(ctx, env.stdout, f), f.Close())
}
