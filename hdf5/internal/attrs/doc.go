// Package attrs reads and edits the attributes of an object: messages in its
// object header (compact) or objects in a fractal heap with B-trees (dense).
package attrs
