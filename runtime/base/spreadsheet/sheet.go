package spreadsheet

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"github.com/xuri/excelize/v2"
)

// Sheet is a first sheet as it stands: nobody knows yet which row is its header, and cells keep their line breaks.
type Sheet struct {
	Name   string // "" of a CSV
	Rows   []Row  // that aren't blank
	Merged []Range
}

// Range is a rectangle of cells that were merged; all but the first are empty then.
type Range struct {
	Row, Column     int // of the first: as the spreadsheet counts, from 1; from 0
	ToRow, ToColumn int // of the last, itself included
}

// Has tells whether a cell lies in the range.
func (r Range) Has(row, column int) bool {
	return row >= r.Row && row <= r.ToRow && column >= r.Column && column <= r.ToColumn
}

// Place is a fault with its place.
type Place struct {
	Sheet, Cell string
	Err         error
}

func (p *Place) Error() string { return fmt.Sprintf("sheet %q, cell %s: %v", p.Sheet, p.Cell, p.Err) }

// Unwrap gives what is wrong there.
func (p *Place) Unwrap() error { return p.Err }

// ReadSheet reads a file as Read does, and takes no row for the header. A cell holds at most `most` characters. What is
// wrong in a cell is told as *Place.
func ReadSheet(raw []byte, most int) (Sheet, error) {
	list, first, err := lines(raw)
	if err != nil {
		return Sheet{}, err
	}
	out := Sheet{Name: first.name, Merged: first.merged}
	for i, cells := range list {
		if len(cells) > MaxColumns {
			if strings.TrimSpace(strings.Join(cells[MaxColumns:], "")) != "" {
				return Sheet{}, &Place{first.name, Cell(i+1, MaxColumns), ErrTooLarge}
			}
			cells = cells[:MaxColumns]
		}
		blank := true
		for j, c := range cells {
			c = Clean(c)
			if utf8.RuneCountInString(c) > most {
				return Sheet{}, &Place{first.name, Cell(i+1, j), ErrTooLarge}
			}
			cells[j], blank = c, blank && c == ""
		}
		if blank {
			continue
		}
		if len(out.Rows) > MaxRows {
			return Sheet{}, ErrTooLarge
		}
		out.Rows = append(out.Rows, Row{No: i + 1, Cells: cells})
	}
	if len(out.Rows) == 0 {
		return Sheet{}, ErrNoTable
	}
	return out, nil
}

// Clean is a cell without what nobody sees and what no file takes; its line breaks stay.
func Clean(text string) string {
	text = strings.NewReplacer("\r\n", "\n", "\r", "\n").Replace(text)
	return strings.TrimSpace(strings.Map(func(r rune) rune {
		if r == '\n' {
			return r
		}
		return plain(r)
	}, text))
}

// Cell is the name of a cell: row from 1, column from 0.
func Cell(row, column int) string {
	name, err := excelize.CoordinatesToCellName(column+1, row)
	if err != nil {
		return fmt.Sprintf("%d,%d", row, column+1)
	}
	return name
}

func rangeOf(from, to string) (Range, bool) {
	c, r, err := excelize.CellNameToCoordinates(from)
	d, s, err2 := excelize.CellNameToCoordinates(to)
	return Range{r, c - 1, s, d - 1}, err == nil && err2 == nil
}
