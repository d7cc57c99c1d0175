package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"os/signal"
	"path/filepath"
	"strings"
	"time"

	"github.com/alecthomas/kong"

	"github.com/vdscript/vdscript/hdf5/driver"
	"github.com/vdscript/vdscript/starlarkvds"
	"github.com/vdscript/vdscript/vds"
)

// environment is what the program has of the world, so that tests can give it
// another one.
type environment struct {
	stdin          io.ReadCloser
	stdout, stderr io.Writer
	getenv         func(string) (string, bool)
	environ        func() []string
}

// commands is the command line.
type commands struct {
	Run     runCommand     `cmd:"" default:"withargs" help:"Run a script (.py or .star), or without one open a prompt."`
	Ls      lsCommand      `cmd:"" help:"Print the tree of an HDF5 file: groups, datasets, links, sources."`
	Dump    dumpCommand    `cmd:"" help:"Print what is in an HDF5 file: types, attributes, values."`
	Recover recoverCommand `cmd:"" help:"Take a file that a killed script left back to its last flush."`
	Vds     vdsCommand     `cmd:"" help:"Examine virtual datasets: mappings, sources, what is missing."`
}

// runCommand is "vdscript [script [arg ...]]".
type runCommand struct {
	Missing string   `enum:"fill,warn,error" default:"warn" help:"What a missing source of a virtual dataset does: ${enum}. It reads as the fill value (fill), says so once on standard error (warn), or is an error."`
	Raw     bool     `name:"allow-external-raw" help:"Let HDF5 files name any file as raw data of theirs; without it only those that the script names."`
	Command string   `short:"c" placeholder:"CODE" help:"Run CODE in place of a script."`
	Script  string   `arg:"" optional:"" help:"The script; - reads it from standard input."`
	Args    []string `arg:"" optional:"" passthrough:"" help:"Arguments of the script: its sys.argv."`
}

// run runs the program and returns its exit status.
func run(args []string, env environment) int {
	var cli commands
	status := -1
	parser, err := kong.New(&cli,
		kong.Name("vdscript"),
		kong.Description("Virtual HDF5 datasets from a script: h5py scripts without Python or the HDF5 library."),
		kong.Writers(env.stdout, env.stderr),
		kong.Exit(func(code int) { status = code }),
		kong.UsageOnError(),
	)
	if err != nil {
		fmt.Fprintln(env.stderr, "vdscript:", err)
		return 2
	}
	ctx, err := parser.Parse(args)
	if status >= 0 { // --help
		return status
	}
	if err != nil {
		fmt.Fprintln(env.stderr, "vdscript:", err)
		fmt.Fprintln(env.stderr, "Try 'vdscript --help'.")
		return 2
	}
	if err := ctx.Run(env, &status); err != nil {
		fmt.Fprintln(env.stderr, "vdscript:", err)
		return 1
	}
	return max(status, 0)
}

// Run runs a script, or the prompt.
func (c *runCommand) Run(env environment, status *int) error {
	name, src, err := c.source(env)
	if err != nil {
		return err
	}
	host, err := c.host(env)
	if err != nil {
		return err
	}
	if name == "" {
		*status, err = prompt(host, env)
		return err
	}
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	_, err = host.Run(ctx, name, src)
	*status = report(err, env.stderr)
	return nil
}

// source returns the script's name and text; the name is "" for the prompt.
func (c *runCommand) source(env environment) (string, []byte, error) {
	switch {
	case c.Command != "":
		if c.Script != "" {
			c.Args = append([]string{c.Script}, c.Args...)
		}
		return "<string>", []byte(c.Command), nil
	case c.Script == "":
		return "", nil, nil
	case c.Script == "-":
		src, err := io.ReadAll(env.stdin)
		return "<stdin>", src, err
	}
	src, err := os.ReadFile(c.Script)
	if err != nil {
		return "", nil, c.unreadable(err)
	}
	name, err := filepath.Abs(c.Script) // what tracebacks and __file__ show
	return name, src, err
}

// unreadable says why the script cannot be read. What is no file may be meant
// as a command.
func (c *runCommand) unreadable(err error) error {
	if path, ok := errors.AsType[*fs.PathError](err); ok {
		err = path.Err
	}
	if errors.Is(err, fs.ErrNotExist) && filepath.Ext(c.Script) == "" && !strings.ContainsRune(c.Script, filepath.Separator) {
		return fmt.Errorf("can't open script %q: %w, and no command has that name; see vdscript --help", c.Script, err)
	}
	return fmt.Errorf("can't open script %q: %w", c.Script, err)
}

// host returns the host of the user's own scripts: it gives them what the user
// has.
func (c *runCommand) host(env environment) (*starlarkvds.Host, error) {
	cfg := starlarkvds.Config{
		Files:   starlarkvds.WorkingDirectory(),
		Missing: missingPolicy(c.Missing),
		Source:  sourceFinder(env),
		Stdin:   env.stdin, Stdout: env.stdout, Stderr: env.stderr,
		Getenv: env.getenv, Environ: env.environ,
		Now: time.Now, Sleep: sleep,
		Args: append([]string{scriptArg(c)}, c.Args...),
	}
	if c.Raw {
		cfg.Policy.ExternalRaw = driver.Allow
	}
	return starlarkvds.New(cfg)
}

// missingPolicy returns the meaning of --missing.
func missingPolicy(name string) vds.Missing {
	return map[string]vds.Missing{"fill": vds.MissingFill, "warn": vds.MissingWarn, "error": vds.MissingError}[name]
}

// scriptArg returns sys.argv[0]: like Python's, "-c" for code and "" for the
// prompt.
func scriptArg(c *runCommand) string {
	switch {
	case c.Command != "":
		return "-c"
	case c.Script == "-":
		return "-"
	}
	return c.Script
}

// sleep waits, or ends early with the context.
func sleep(ctx context.Context, d time.Duration) error {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-timer.C:
		return nil
	case <-ctx.Done():
		return context.Cause(ctx)
	}
}

// report writes a script's error and returns the exit status.
func report(err error, stderr io.Writer) int {
	var script *starlarkvds.Error
	switch {
	case err == nil:
		return 0
	case !errors.As(err, &script):
		fmt.Fprintln(stderr, "vdscript:", err)
		return 1
	}
	if status, ok := script.ExitStatus(); ok {
		if status == 1 && script.Msg != "" && script.Msg != "1" {
			fmt.Fprintln(stderr, script.Msg)
		}
		return status
	}
	fmt.Fprint(stderr, script.Traceback())
	return 1
}
