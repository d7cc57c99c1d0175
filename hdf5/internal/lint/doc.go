// Package lint holds no code: its test keeps the module's layers, names and
// documentation in order.
package lint
