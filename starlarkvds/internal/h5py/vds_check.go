package h5py

import (
	"go.starlark.net/starlark"

	"github.com/vdscript/vdscript/starlarkvds/internal/pyrt"
	"github.com/vdscript/vdscript/vds"
)

// virtualModule is h5py.vds, which h5py lacks: virtual datasets built, examined
// and edited in place.
func (s *Session) virtualModule() *pyrt.Module {
	return lowModule("h5py.vds", "Virtual datasets built, examined and edited in place.", nil, map[string]pyrt.Func{
		"check":         s.checkVirtual,
		"concat":        s.builder(vds.Concat),
		"stack":         s.builder(vds.Stack),
		"interleave":    s.builder(vds.Interleave),
		"grid":          s.buildGrid,
		"pattern":       s.buildPattern,
		"append":        s.appendVirtual,
		"remap":         s.remapVirtual,
		"relocate":      s.relocateVirtual,
		"make_relative": s.makeRelative,
	})
}

// checkVirtual is vds.check(dataset): what "vdscript vds" finds, as plain data.
func (s *Session) checkVirtual(c *pyrt.Call) (starlark.Value, error) {
	var v starlark.Value
	if err := c.Unpack("dataset", &v); err != nil {
		return nil, err
	}
	d, err := virtualArg(v)
	if err != nil {
		return nil, err
	}
	check, err := d.core.Checkup(s.ctx(), nil)
	if err != nil {
		return nil, pyrt.Wrap(pyrt.OSError, err.Error(), err)
	}
	var sources, findings []starlark.Value
	for _, e := range check.Entries() {
		sources = append(sources, entryDict(e))
	}
	healthy := true
	for f := range check.Findings() {
		healthy = healthy && f.Severity != vds.Fault
		var mapping starlark.Value = starlark.None
		if f.Mapping >= 0 {
			mapping = starlark.MakeInt(f.Mapping)
		}
		findings = append(findings, plain("severity", text(f.Severity.String()), "kind", text(f.Kind.String()), "mapping", mapping,
			"elements", starlark.MakeUint64(f.Elements), "text", text(f.Text)))
	}
	k := check.Coverage()
	return plain("path", text(d.core.Name()), "shape", shapeTuple(d.core.Space().Dims), "type", text(d.core.Type().String()), "healthy", starlark.Bool(healthy),
		"coverage", plain("total", starlark.MakeUint64(k.Total), "mapped", starlark.MakeUint64(k.Mapped), "unmapped", starlark.MakeUint64(k.Unmapped),
			"missing", starlark.MakeUint64(k.Missing), "hidden", starlark.MakeUint64(k.Hidden)),
		"sources", starlark.NewList(sources), "findings", starlark.NewList(findings)), nil
}

// virtualArg returns a virtual dataset.
func virtualArg(v starlark.Value) (*Dataset, error) {
	d, ok := v.(*Dataset)
	if !ok {
		return nil, pyrt.Errorf(pyrt.TypeError, "expected a Dataset, got %s", pyrt.TypeName(v))
	}
	if _, err := d.core.Virtual(); err != nil {
		return nil, pyrt.Wrap(pyrt.RuntimeError, "Not a virtual dataset", err)
	}
	return d, nil
}

// entryDict describes one source.
func entryDict(e vds.Entry) starlark.Value {
	var fault, shape, typ, chunks, filters starlark.Value = starlark.None, starlark.None, starlark.None, starlark.None, starlark.NewList(nil)
	state := "ok"
	if e.Fault != nil {
		state = e.Fault.Reason.String()
		fault = text(state)
	}
	if e.Type != nil {
		shape, typ = shapeTuple(e.Dims), text(e.Type.String())
	}
	if e.Chunks != nil {
		chunks = shapeTuple(e.Chunks)
	}
	for _, f := range e.Filters {
		filters.(*starlark.List).Append(text(f))
	}
	return plain("mapping", starlark.MakeInt(e.Mapping), "virtual", text(vds.Region(e.Virtual)), "file", text(e.File), "dataset", text(e.Dataset),
		"source", text(vds.Region(e.Source)), "state", text(state), "fault", fault,
		"elements", starlark.MakeUint64(e.Elements), "available", starlark.MakeUint64(e.Available), "visible", starlark.MakeUint64(e.Visible),
		"shape", shape, "type", typ, "layout", text(e.Layout), "chunks", chunks, "filters", filters)
}

func text(s string) starlark.Value { return starlark.String(s) }

// plain makes a dict of names and values in turn.
func plain(pairs ...any) starlark.Value {
	d := starlark.NewDict(len(pairs) / 2)
	for i := 0; i < len(pairs); i += 2 {
		d.SetKey(starlark.String(pairs[i].(string)), pairs[i+1].(starlark.Value))
	}
	return d
}
