// Package spreadsheet reads a table that people keep in a spreadsheet: xlsx, or CSV as spreadsheets write it.
package spreadsheet

import (
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/xuri/excelize/v2"
	"golang.org/x/text/encoding/simplifiedchinese"
)

// The limits of a table: bigger ones are cut into several by whoever keeps them.
const (
	MaxBytes   = 20 << 20  // of the file
	maxUnzip   = 200 << 20 // of an xlsx, unpacked
	MaxRows    = 5000
	MaxColumns = 100
	MaxCell    = 1000 // characters
)

// Table is what stands in the first sheet.
type Table struct {
	Header []string
	Rows   []Row
}

// Row is one line that is not blank.
type Row struct {
	No    int // as the spreadsheet counts, from 1
	Cells []string
}

// What Read refuses.
var (
	ErrNoTable  = errors.New("no table can be read: it must be .xlsx, or .csv in UTF-8 or GB18030")
	ErrTooLarge = fmt.Errorf("the table is larger than %d MB, %d rows, %d columns or %d characters in a cell", MaxBytes>>20, MaxRows, MaxColumns, MaxCell)
)

// Read reads a file: an xlsx by its content, anything else as CSV. Values come as they are kept, not as they are shown:
// a day of an xlsx is its number, see Day.
func Read(raw []byte) (Table, error) {
	list, _, err := lines(raw)
	if err != nil {
		return Table{}, err
	}
	var out Table
	for i, cells := range list {
		blank := true
		for j, c := range cells {
			c = strings.TrimSpace(strings.Map(plain, c))
			if utf8.RuneCountInString(c) > MaxCell {
				return Table{}, fmt.Errorf("%w: row %d", ErrTooLarge, i+1)
			}
			cells[j], blank = c, blank && c == ""
		}
		switch {
		case len(cells) > MaxColumns:
			return Table{}, fmt.Errorf("%w: row %d", ErrTooLarge, i+1)
		case blank:
		case out.Header == nil:
			out.Header = cells
		case len(out.Rows) == MaxRows:
			return Table{}, ErrTooLarge
		default:
			out.Rows = append(out.Rows, Row{No: i + 1, Cells: cells})
		}
	}
	if out.Header == nil {
		return Table{}, ErrNoTable
	}
	return out, nil
}

// plain drops what nobody sees and no database takes, and makes every space one of ours.
func plain(r rune) rune {
	switch {
	case r == '\u3000' || r == '\u00a0' || r == '\t' || r == '\n' || r == '\r':
		return ' '
	case r < ' ' || r == 0x7f || r == '\ufeff' || r == '\u200b' || r == utf8.RuneError:
		return -1
	}
	return r
}

// lines are those of the first sheet, and that sheet where it is one of a workbook; the file is opened by its content.
func lines(raw []byte) ([][]string, sheet, error) {
	switch {
	case len(raw) > MaxBytes:
		return nil, sheet{}, ErrTooLarge
	case bytes.HasPrefix(raw, []byte("PK\x03\x04")):
		return fromXLSX(raw)
	}
	list, err := fromCSV(raw)
	return list, sheet{}, err
}

// sheet is what a workbook says of its first sheet besides the cells.
type sheet struct {
	name   string
	merged []Range
}

func fromXLSX(raw []byte) ([][]string, sheet, error) {
	f, err := excelize.OpenReader(bytes.NewReader(raw), excelize.Options{RawCellValue: true, UnzipSizeLimit: maxUnzip, UnzipXMLSizeLimit: maxUnzip / 4})
	if err != nil {
		return nil, sheet{}, ErrNoTable
	}
	defer f.Close()
	first := sheet{name: f.GetSheetName(0)}
	rows, err := f.Rows(first.name)
	if err != nil {
		return nil, first, &Place{first.name, "A1", ErrNoTable}
	}
	defer rows.Close()
	var out [][]string
	broken := func() error { return &Place{first.name, "A" + strconv.Itoa(len(out)+1), ErrNoTable} }
	for rows.Next() {
		cells, err := rows.Columns(excelize.Options{RawCellValue: true})
		if err != nil {
			return nil, first, broken()
		}
		if out = append(out, cells); len(out) > 2*MaxRows { // blank ones among them
			return nil, first, ErrTooLarge
		}
	}
	if rows.Error() != nil {
		return nil, first, broken()
	}
	merged, err := f.GetMergeCells(first.name, true)
	if err != nil {
		return nil, first, broken()
	}
	for _, m := range merged {
		if r, ok := rangeOf(m.GetStartAxis(), m.GetEndAxis()); ok {
			first.merged = append(first.merged, r)
		}
	}
	return out, first, nil
}

func fromCSV(raw []byte) ([][]string, error) {
	raw = bytes.TrimPrefix(raw, []byte("\xef\xbb\xbf"))
	if !utf8.Valid(raw) {
		text, err := simplifiedchinese.GB18030.NewDecoder().Bytes(raw)
		if err != nil || bytes.ContainsRune(text, utf8.RuneError) {
			return nil, ErrNoTable
		}
		raw = text
	}
	if bytes.IndexByte(raw, 0) >= 0 {
		return nil, ErrNoTable
	}
	r := csv.NewReader(bytes.NewReader(raw))
	r.FieldsPerRecord = -1
	if first, _, _ := bytes.Cut(raw, []byte("\n")); bytes.Count(first, []byte("\t")) > bytes.Count(first, []byte(",")) {
		r.Comma = '\t'
	}
	var out [][]string
	for {
		cells, err := r.Read()
		switch {
		case errors.Is(err, io.EOF):
			return out, nil
		case err != nil:
			return nil, ErrNoTable
		}
		line, _ := r.FieldPos(0)
		for len(out) < line-1 { // blank lines, which the reader leaves out, count
			out = append(out, nil)
			if len(out) > 2*MaxRows {
				return nil, ErrTooLarge
			}
		}
		if out = append(out, cells); len(out) > 2*MaxRows {
			return nil, ErrTooLarge
		}
	}
}

// Day reads a civil day as people write it, 2021-01-31, 2021/1/31, 2021年1月31日, 20210131, or as a spreadsheet keeps it:
// the number of days since 1900. It gives 2021-01-31.
func Day(text string) (string, bool) {
	if n, err := strconv.ParseFloat(text, 64); err == nil && n == float64(int(n)) && n >= 1 && n < 200_000 {
		t, err := excelize.ExcelDateToTime(n, false)
		return t.Format(time.DateOnly), err == nil
	}
	for _, layout := range []string{"2006-1-2", "2006/1/2", "2006.1.2", "2006年1月2日", "20060102", "2006-1-2 15:04:05", "2006/1/2 15:04:05"} {
		if t, err := time.Parse(layout, text); err == nil {
			return t.Format(time.DateOnly), true
		}
	}
	return "", false
}

// Spoilt tells whether a spreadsheet has made a number of what was a code, and lost its last digits.
func Spoilt(text string) bool {
	if !strings.ContainsAny(text, "eE") || !strings.ContainsAny(text, "+.") {
		return false
	}
	_, err := strconv.ParseFloat(text, 64)
	return err == nil
}
