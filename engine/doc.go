// Package engine turns a definition into decisions, and says why.
package engine
