package vds

import (
	"cmp"
	"context"
	"slices"

	"github.com/vdscript/vdscript/hdf5/dataspace"
)

// addEmpty adds entries for the mappings that have no element: their sources
// are missing, absent says why, or they lie outside of the extent.
func (c *Checkup) addEmpty(ctx context.Context, absent map[int]*SourceError) error {
	present := make(map[int]bool, len(c.entries))
	for i := range c.entries {
		present[c.entries[i].Mapping] = true
	}
	if len(present) == c.layout.Mappings.Len() {
		return nil
	}
	for i := range c.layout.Mappings.Len() {
		if present[i] {
			continue
		}
		m, err := c.layout.mapping(i)
		if err != nil {
			return err
		}
		e := Entry{Mapping: i, File: m.File, Dataset: m.Dataset, Virtual: m.Virtual, Source: m.Source, Fault: absent[i], there: dataspace.None()}
		if m.numbered() {
			if err := c.firstBlock(ctx, i, m, &e); err != nil {
				return err
			}
		}
		c.entries = append(c.entries, e)
	}
	slices.SortStableFunc(c.entries, func(a, b Entry) int { return cmp.Compare(a.Mapping, b.Mapping) })
	return nil
}

// firstBlock finds out why a numbered mapping has not even a first source.
func (c *Checkup) firstBlock(ctx context.Context, i int, m Mapping, e *Entry) error {
	if n, err := c.layout.blocks(ctx, c.resolver, i, m, &c.opts); err != nil || n > 0 {
		return err
	}
	file, dataset, err := m.names(0)
	if err != nil {
		return err
	}
	req := Request{File: file, Dataset: dataset, Mapping: i}
	src, err := c.resolver.Open(ctx, req)
	if err == nil {
		return src.Close()
	}
	e.Fault = asSourceError(req, err)
	return ctx.Err()
}
