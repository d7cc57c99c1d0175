package main

import (
	"context"
	"fmt"
	"strings"

	"github.com/vdscript/vdscript/hdf5"
)

// recoverCommand is "vdscript recover".
type recoverCommand struct {
	Clear bool     `help:"Also clear the flags that a writer other than vdscript left, as h5clear -s does: what it had not written is lost, and may be missed."`
	Files []string `arg:"" name:"file" help:"The files to recover."`
}

// Help is shown by "vdscript recover --help".
func (recoverCommand) Help() string {
	return `A script that is killed while it changes a file leaves a journal beside it, FILE-journal. This command takes the file back to its last flush and removes the journal, so that every HDF5 program can read it. The next script that opens the file for writing does the same; one that only reads it sees the last flush without changing anything. Temporary files, FILE.tmp-XXXXXXXX, of scripts that were killed while they made the file are removed.

Example:
  vdscript recover results.h5`
}

// Run recovers files.
func (c *recoverCommand) Run(env environment) error {
	ctx := context.Background()
	for _, name := range c.Files {
		var done []string
		recovered, err := hdf5.Recover(ctx, name, nil)
		if recovered {
			done = append(done, "taken back to its last flush")
		}
		if err == nil && c.Clear {
			var cleared bool
			if cleared, err = hdf5.ClearStatus(ctx, name, nil); cleared {
				done = append(done, "flags cleared")
			}
		}
		if err != nil {
			return err
		}
		if len(done) == 0 {
			done = append(done, "nothing to do")
		}
		fmt.Fprintf(env.stdout, "%s: %s\n", name, strings.Join(done, ", "))
	}
	return nil
}
