// Package objheader reads and edits object headers (IV.A.1): the list of
// messages that makes an object, in versions 1 and 2.
package objheader
