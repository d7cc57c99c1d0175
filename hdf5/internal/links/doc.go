// Package links reads and edits the links of a group, however they are stored:
// in a symbol table (III.B, old-style groups), as messages in the group's
// object header (compact), or in a fractal heap with B-trees (dense).
package links
