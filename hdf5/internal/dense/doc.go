// Package dense keeps named objects in a fractal heap with one version 2
// B-tree over the hashes of their names and one over their creation order:
// the storage of links, attributes and shared messages in large numbers.
package dense
