// Package journal lets a file that is being changed go back to its last
// commit, whenever the program that changes it dies.
//
// # How it works
//
// HDF5 files are changed in place: object headers, B-tree nodes, heaps and
// chunks keep their addresses. A program that is killed between two of those
// writes leaves half of a change. So before bytes of the file are overwritten
// for the first time after a commit, they are copied to a second file beside
// it, the journal:
//
//	data.h5             data.h5-journal
//	+------------+      +--------------------------------------+
//	| superblock |      | header: salt, length at the commit   |
//	| ...        |      +--------------------------------------+
//	| page 7     | ---> | record: offset of page 7, old bytes  |
//	| ...        |      | record: offset of page 2, old bytes  |
//	+------------+      +--------------------------------------+
//
// A commit is one write of the journal's header, with a new salt, which makes
// all records worthless at once. Rolling back is to copy the records to where
// they came from and to cut the file to the length that the header tells;
// doing it twice, or half and then again, gives the same bytes. Bytes past the
// length at the commit are new and need no record. After the last commit of
// an opening the journal is removed.
//
// A journal beside a file that nobody has locked was left by a program that
// died. Who opens the file for writing rolls it back first ([Log.Rollback]);
// who only reads it sees it as it was at the commit ([Log.View]) and writes
// nothing.
//
// # What it guards against
//
// The kernel keeps the order of a killed program's writes: records are written
// before what they guard, and nothing is waited for. A loss of power keeps no
// order, unless asked: once a file is [File.Durable], records are on the disk
// before the bytes that they guard are changed, and changes are before the
// commit.
//
// Headers and records have checksums, and records the salt of their header: a
// torn or stale tail ends the journal. It ends before the first write that it
// would have guarded, so what is left is enough. A journal that was damaged
// later is another matter ([ErrDamaged]): each record tells how much of the
// journal was sound when it was added, so a record behind a damaged one gives it
// away, and a header that is lost is missed if the file has the mark.
//
// A journal must not be applied to another file that has taken the name of
// its own. The header therefore has a checksum of the first bytes of the
// superblock at the commit, and the journal one of each superblock that was
// written since; a file that begins with none of them is refused
// ([ErrForeign]). A file that another program has made can begin with the same
// bytes, if it is as long. Therefore the first change of a file is to mark its
// superblock with the consistency flag of a file that is open for writing, in
// versions before 3 too, where it means nothing to other programs and none
// keeps it. A file without the mark has not been changed under a journal, and
// one that differs from what the journal saved is another. Rolling back clears
// the flags, since the writer that set them is dead.
//
// Nor must the journal of a living program be applied. The program locks it,
// even if it was told to lock no files.
//
// # The file
//
// All numbers are little endian. The header has 64 bytes: the signature
// "VDSJRNL\x01", the salt (8), the file's length (8), the offset of the
// superblock (8), the checksum of 43 of the 48 bytes there (4; without the
// flags, which are byte 11 or, before version 2, byte 20, and without bytes 44
// to 47, their checksum), zeros, and at 60 the
// CRC-32C of what precedes. A record has 40 bytes: the salt (8), an offset (8),
// a length (8), how much of the journal was sound before it (8), its kind (4),
// and the CRC-32C of these and of the data that follow (4). Kind 1 is old bytes at the offset; kind 2 has no data and
// its offset is the checksum of a superblock that is about to be written.
package journal
