package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"slices"
	"time"

	"github.com/schollz/progressbar/v3"
	"golang.org/x/term"

	"github.com/vdscript/vdscript/hdf5"
	"github.com/vdscript/vdscript/vds"
)

// vdsCommand is "vdscript vds".
type vdsCommand struct {
	JSON    bool   `help:"Print the diagnosis as JSON."`
	Script  bool   `help:"Print a script that makes the same virtual datasets again, and look at no source."`
	PNG     string `placeholder:"FILE" help:"Draw the map of one virtual dataset: a colour for each source, hatched where data is missing."`
	Picture bool   `help:"Draw the map in characters even if the output is no terminal."`
	Target  string `arg:"" name:"file[/path]" help:"The file, and the virtual dataset or group in it."`
}

// Help is shown by "vdscript vds --help".
func (vdsCommand) Help() string {
	return `Shows for each mapping its region, source, the source's region, its state, shape, type, chunks and filters; then how many elements have data, and what is wrong. Sources are opened, not read. The exit status is 1 if an element that has a mapping has no data.

Examples:
  vdscript vds all.h5                      every virtual dataset in the file
  vdscript vds all.h5/entry/data           one of them, or those below a group
  vdscript vds --json all.h5 | jq '.[].findings[].text'
  vdscript vds --png map.png all.h5/data   a picture of what comes from where
  vdscript vds --script all.h5 > make.py   python make.py copy.h5 makes it again`
}

// virtualDataset is one that the command was asked about.
type virtualDataset struct {
	path string
	d    *hdf5.Dataset
}

// Run examines virtual datasets. The exit status is 1 if one is not healthy: a
// source is missing, does not fit or cannot be read.
func (c *vdsCommand) Run(env environment, status *int) (err error) {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	name, path := splitTarget(c.Target)
	f, err := new(target).open(ctx, name, env, vds.MissingFill)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, f.Close()) }()
	found, err := findVirtual(f, path)
	if err != nil {
		return err
	}
	if len(found) == 0 {
		return fmt.Errorf("%s: no virtual dataset", c.Target)
	}
	if c.Script {
		return writeScript(env.stdout, name, f.Superblock(), found)
	}
	if c.PNG != "" && len(found) > 1 {
		return fmt.Errorf("%s holds %d virtual datasets: --png draws one", c.Target, len(found))
	}
	var reports []diagnosis
	for _, v := range found {
		r, err := examine(ctx, v, env.stderr)
		if err != nil {
			return err
		}
		if r.faults() > 0 {
			*status = 1
		}
		reports = append(reports, r)
	}
	return c.show(env.stdout, reports)
}

// show prints the reports in the form that was asked for.
func (c *vdsCommand) show(w io.Writer, reports []diagnosis) error {
	if c.PNG != "" {
		if err := writePNG(c.PNG, reports[0]); err != nil {
			return err
		}
	}
	if c.JSON {
		return writeReportJSON(w, reports)
	}
	width := 0
	if file, ok := w.(*os.File); ok && term.IsTerminal(int(file.Fd())) {
		width, _, _ = term.GetSize(int(file.Fd()))
	}
	if c.Picture {
		width = cmp.Or(width, 80)
	}
	for i, r := range reports {
		if i > 0 {
			fmt.Fprintln(w)
		}
		if err := r.write(w, width); err != nil {
			return err
		}
	}
	return nil
}

// findVirtual returns the virtual dataset at a path, or those below a group in
// the order of their names.
func findVirtual(f *hdf5.File, path string) ([]virtualDataset, error) {
	object, err := f.Root().Open(path)
	if err != nil {
		return nil, err
	}
	switch o := object.(type) {
	case *hdf5.Dataset:
		if o.Layout() != hdf5.Virtual {
			return nil, fmt.Errorf("%s: not a virtual dataset", path)
		}
		return []virtualDataset{{path, o}}, nil
	case *hdf5.Group:
		return virtualBelow(o)
	}
	return nil, fmt.Errorf("%s: neither a group nor a dataset", path)
}

func virtualBelow(g *hdf5.Group) (found []virtualDataset, err error) {
	for v := range g.Walk(hdf5.ByName) {
		if v.Err != nil {
			err = errors.Join(err, v.Err)
			continue
		}
		if d, ok := v.Object.(*hdf5.Dataset); ok && !v.Again && d.Layout() == hdf5.Virtual {
			found = append(found, virtualDataset{d.Name(), d})
		}
	}
	return found, err
}

// barFrom is how many sources make a progress bar worth its line.
const barFrom = 200

// examine checks one virtual dataset, with a progress bar on a terminal if it
// has many sources.
func examine(ctx context.Context, v virtualDataset, stderr io.Writer) (diagnosis, error) {
	layout, err := v.d.Virtual()
	if err != nil {
		return diagnosis{}, err
	}
	var progress func(done, total int)
	if file, ok := stderr.(*os.File); ok && layout.Mappings.Len() >= barFrom && term.IsTerminal(int(file.Fd())) {
		bar := progressbar.NewOptions(layout.Mappings.Len(), progressbar.OptionSetWriter(stderr),
			progressbar.OptionSetDescription(v.path), progressbar.OptionShowCount(), progressbar.OptionClearOnFinish(),
			progressbar.OptionThrottle(50*time.Millisecond))
		defer bar.Finish()
		progress = func(done, total int) {
			if bar.GetMax() != total {
				bar.ChangeMax(total)
			}
			bar.Add(1)
		}
	}
	check, err := v.d.Checkup(ctx, progress)
	if err != nil {
		return diagnosis{}, err
	}
	return diagnosis{virtualDataset: v, layout: layout, dims: v.d.Space().Dims, check: check, findings: slices.Collect(check.Findings())}, nil
}
