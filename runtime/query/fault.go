package query

import (
	"errors"
	"fmt"
	"strings"

	"github.com/expr-lang/expr/file"

	"banshi/runtime/base/fault"
)

// Fault says where a filter can't be read: the column of its character, from 1.
type Fault struct {
	Column  int
	Message fault.Text
}

func (f *Fault) Error() string { return fmt.Sprintf("query: column %d: %s", f.Column, f.Message) }

// read makes a fault of what the parser says. Its own words are for programmers.
func read(err error) *Fault {
	f := &Fault{Column: 1, Message: saySyntax}
	var at *file.Error
	if errors.As(err, &at) {
		f.Column = at.From + 1
	}
	return f
}

func unknown(name string) fault.Text {
	if near := nearest(name, Names()); near != "" {
		return sayUnknownNear.With(near)
	}
	return sayUnknown
}

func unknownWord(word, name string, all []string) fault.Text {
	if near := nearest(word, all); near != "" {
		return sayWordNear.With(name, near)
	}
	return sayWord.With(name, strings.Join(all[:min(len(all), 8)], " "))
}

// nearest is the word that somebody may have meant; "" where none is near.
func nearest(word string, all []string) string {
	best, least := "", len(word)/2+1
	for _, w := range all {
		if d := distance(word, w); d < least {
			best, least = w, d
		}
	}
	return best
}

// distance counts letters to change, add or leave out.
func distance(a, b string) int {
	row := make([]int, len(b)+1)
	for i := range row {
		row[i] = i
	}
	for i := range len(a) {
		before := row[0]
		row[0] = i + 1
		for k := range len(b) {
			cost := before
			if a[i] != b[k] {
				cost++
			}
			before = row[k+1]
			row[k+1] = min(cost, row[k]+1, row[k+1]+1)
		}
	}
	return row[len(b)]
}
