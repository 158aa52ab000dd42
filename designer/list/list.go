// Package list reads the official list of items (实施清单) as a spreadsheet, and writes it. A row is an item: what was
// understood becomes edits of a definition, what was not is a doubt with its cell, why, and what may be chosen instead.
// Nothing is guessed: a doubt that nobody decides stays in the definition as a comment.
package list

import (
	"slices"
	"strings"

	"banshi/engine/print"
	"banshi/engine/spec"
	"banshi/runtime/base/fault"
	"banshi/runtime/base/spreadsheet"
)

// MostCell is how many characters a cell of a list may hold.
const MostCell = 10_000

// World is what a list is read against.
type World struct {
	Catalogue *spec.Catalogue // what items share; of the items themselves nothing is read
	Items     []Known
	// Text gives the file of an item as it is now: of the draft, where there is one; false: there is none that can be edited.
	Text func(id string) (string, bool)
}

// Known is an item that there is.
type Known struct{ ID, Name, Department string }

// Table is a sheet of which the header was found. It may be sent around: whoever mends a cell sends it again.
type Table struct {
	Sheet  string              `json:"sheet"`
	Head   int                 `json:"head"` // row of the header
	Header []string            `json:"header"`
	Rows   []spreadsheet.Row   `json:"rows"`
	Merged []spreadsheet.Range `json:"merged,omitempty"`
}

// Reading is what a table says.
type Reading struct {
	Columns []Column
	Rows    []Row
	Doubts  []Doubt // in the order of rows, then of columns
}

// Column is what became of a column.
type Column struct {
	Title string // as it stands in the sheet
	Key   string // of the element; "" it is none that is known
	Name  string // of the element, as the standard calls it
	Kept  bool   // it goes into the definition as a comment: no element, or one that is worked out from others
}

// Row is an item as its row says it.
type Row struct {
	No         int
	ID         string
	Name       string
	Department string            // id; "" unknown
	Existing   bool              // there is such an item: Changes are what it would change
	Values     map[string]string // by key of the column, as export writes them
	Papers     []Paper
	Changes    []Change
	Text       string     // of the definition of a new item
	Blocked    fault.Text // why nothing can be made of it; none: it can
}

// Paper is one of what an applicant hands in.
type Paper struct {
	Title   string
	Details string
	Licence string // title of the licence by which it needn't be handed in; "" none
	Trust   string // of that
}

// Change is one of what a row changes of an item that there is. Somebody chooses which are taken.
type Change struct {
	ID       string // the same at each reading
	Key      string // of the column
	Says     []Says
	Removes  bool // it takes something away that the list doesn't name
	Commands []print.Command
}

// Says is a difference in words.
type Says struct{ Zh, En string }

// Doubt is a cell that was not understood, or not surely.
type Doubt struct {
	Row     int  // as the spreadsheet counts; of the header: that row
	Column  int  // from 0
	Unknown bool // it isn't understood at all; else somebody should look
	Why     fault.Text
	Ways    []Way
}

// Way is one of what may be chosen: cells that get another text, rows that are left out; neither: it stays as it is, as a
// comment in the definition.
type Way struct {
	Label fault.Text
	Edits []Edit
	Drop  []int // rows
}

// Edit gives a cell another text.
type Edit struct {
	Row, Column int
	Text        string
}

// Find finds the header of a sheet: of its first rows the one of which most titles are known. Nil: none is.
func Find(s spreadsheet.Sheet) *Table {
	const within = 12
	best, most := -1, 0
	for i, row := range s.Rows[:min(within, len(s.Rows))] {
		n := 0
		for _, cell := range row.Cells {
			if columnOf(cell) != nil {
				n++
			}
		}
		if n > most {
			best, most = i, n
		}
	}
	if best < 0 {
		return nil
	}
	out := &Table{Sheet: s.Name, Head: s.Rows[best].No, Header: slices.Clone(s.Rows[best].Cells)}
	for _, row := range s.Rows[best+1:] {
		out.Rows = append(out.Rows, row)
		if n := len(row.Cells); n > len(out.Header) {
			out.Header = append(out.Header, make([]string, n-len(out.Header))...)
		}
	}
	for _, m := range s.Merged {
		if m.ToRow > out.Head {
			out.Merged = append(out.Merged, m)
		}
	}
	return out
}

// Cell is the text of a cell, the header among them; "" where the row ends before it.
func (t *Table) Cell(row, column int) string {
	if row == t.Head && column >= 0 && column < len(t.Header) {
		return t.Header[column]
	}
	if i := slices.IndexFunc(t.Rows, func(r spreadsheet.Row) bool { return r.No == row }); i >= 0 && column >= 0 && column < len(t.Rows[i].Cells) {
		return t.Rows[i].Cells[column]
	}
	return ""
}

// folded is a title of a column as it is compared: no spaces, no brackets with what stands in them.
func folded(title string) string {
	if at := strings.IndexAny(title, "（("); at > 0 {
		title = title[:at]
	}
	return strings.Map(func(r rune) rune {
		if strings.ContainsRune(" \n　*：:", r) {
			return -1
		}
		return r
	}, title)
}
