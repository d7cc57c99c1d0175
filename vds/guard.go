package vds

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync/atomic"
)

// Virtual datasets may have virtual sources. The datasets that are being read
// are kept in the request's context, so that a dataset that comes up again
// within itself, or too deep a nest, ends in an error, and so that datasets
// that lead to the same sources over and over cannot make a read endless.

var (
	// ErrCycle says that a virtual dataset is, in the end, its own source.
	ErrCycle = errors.New("virtual datasets form a cycle")
	// ErrDepth says that virtual datasets are nested deeper than the limit.
	ErrDepth = errors.New("virtual datasets are nested too deeply")
	// ErrFanOut says that a read leads to more reads of sources than the limit.
	ErrFanOut = errors.New("virtual dataset leads to too many reads")
)

const (
	defaultDepth  = 64
	defaultFanOut = 1 << 20
)

type frameKey struct{}

// frame is a dataset that is being read, and what led to it.
type frame struct {
	self  string
	name  string
	up    *frame
	depth int
	// missing is the policy of the outermost read, which holds for all.
	missing Missing
	parts   *atomic.Int64
}

// enter adds a dataset to the chain of those that are being read, and gives a
// read without a report one of its own.
func (o *Options) enter(ctx context.Context) (context.Context, error) {
	if o.Report == nil {
		o.Report = &Report{}
	}
	up, _ := ctx.Value(frameKey{}).(*frame)
	if up != nil {
		o.Missing = up.missing
	}
	f := &frame{self: o.Self, name: o.Name, up: up, missing: o.Missing}
	if up == nil {
		f.parts = new(atomic.Int64)
		return context.WithValue(ctx, frameKey{}, f), nil
	}
	f.depth, f.parts = up.depth+1, up.parts
	limit := o.MaxDepth
	if limit <= 0 {
		limit = defaultDepth
	}
	if f.depth >= limit {
		return nil, fmt.Errorf("%d levels: %w", f.depth, ErrDepth)
	}
	for g := up; o.Self != "" && g != nil; g = g.up {
		if g.self == o.Self {
			return nil, fmt.Errorf("%s: %w", f.chain(), ErrCycle)
		}
	}
	return context.WithValue(ctx, frameKey{}, f), nil
}

// spend counts parts of nested reads.
func (o *Options) spend(ctx context.Context, parts int) error {
	f, _ := ctx.Value(frameKey{}).(*frame)
	if f == nil || f.depth == 0 {
		return nil
	}
	limit := int64(o.MaxFanOut)
	if limit <= 0 {
		limit = defaultFanOut
	}
	if f.parts.Add(int64(parts)) > limit {
		return fmt.Errorf("over %d: %w", limit, ErrFanOut)
	}
	return nil
}

// chain lists the datasets from the first to this one.
func (f *frame) chain() string {
	var names []string
	for g := f; g != nil; g = g.up {
		names = append(names, g.name)
	}
	slices.Reverse(names)
	return strings.Join(names, " -> ")
}
