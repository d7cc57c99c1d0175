//go:build !linux

package driver

import "context"

// openShared opens, locks and describes a file of the working directory.
func openShared(ctx context.Context, name string, locking Locking, _ File) (File, Info, error) {
	return shareBySteps(ctx, disk{working{}}, name, locking)
}
