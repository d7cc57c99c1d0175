package h5py

import (
	"strings"

	"github.com/vdscript/vdscript/starlarkvds/internal/pyrt"
)

// This file says what the members of closed files and of what was in them
// answer. libhdf5 stumbles over the identifier, each function in words of its
// own.

// closable is implemented by what a closed file takes along.
type closable interface{ isClosed() bool }

func (f *File) isClosed() bool       { return f.core.Closed() }
func (g *Group) isClosed() bool      { return g.file.core.Closed() }
func (d *Dataset) isClosed() bool    { return d.file.core.Closed() }
func (a *Attributes) isClosed() bool { return a.file.core.Closed() }

// closedWords are the error of each group of members: class and text, then the
// members with their class.
var closedWords = []struct {
	class   *pyrt.Type
	text    string
	members string
}{
	{pyrt.ValueError, "Invalid dataset identifier (identifier is not of specified type)",
		"Dataset.chunks Dataset.compression Dataset.compression_opts Dataset.shuffle Dataset.fletcher32 Dataset.scaleoffset Dataset.fillvalue " +
			"Dataset.external Dataset.is_virtual Dataset.filter_ids Dataset.filter_names Dataset.resize Dataset.fields Dataset.astype Dataset.asstr Dataset.__setitem__ " +
			"Dataset.virtual_sources Dataset.iter_chunks"},
	{pyrt.ValueError, "Invalid location identifier (invalid identifier type to function)",
		"Group.visit Group.visititems Group.__delitem__ AttributeManager.__iter__ AttributeManager.__len__ Dataset.ref Group.ref File.ref"},
	{pyrt.ValueError, "Invalid location identifier (identifier is not of specified type)", "Group.move"},
	{pyrt.ValueError, "Invalid file identifier (identifier is not of specified type)",
		"File.libver File.userblock_size File.driver File.swmr_mode File.meta_block_size File.mode"},
	{pyrt.ValueError, "Not an id of a file object (not an ID of a file object)", "Group.create_virtual_dataset Group.build_virtual_dataset"},
	{pyrt.RuntimeError, "Unable to synchronously copy object (invalid identifier type to function)", "Group.copy"},
	{pyrt.RuntimeError, "Can't synchronously determine if attribute exists by name (invalid identifier type to function)",
		"AttributeManager.__setitem__ AttributeManager.create AttributeManager.__contains__"},
	{pyrt.ValueError, "Invalid object identifier (invalid identifier type to function)", "AttributeManager.__delitem__"},
}

// closedError returns the error of a member of what is closed, such as
// "Dataset.chunks"; nil where h5py gives an answer or the member has words of
// its own.
func closedError(x any, member string) error {
	if c, ok := x.(closable); !ok || !c.isClosed() {
		return nil
	}
	for _, row := range closedWords {
		for name := range strings.FieldsSeq(row.members) {
			if name == member {
				return pyrt.Errorf(row.class, "%s", row.text)
			}
		}
	}
	return nil
}
