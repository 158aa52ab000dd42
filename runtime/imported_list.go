package runtime

import (
	"io/fs"
	"slices"
	"strings"

	"banshi/engine/field"
	"banshi/engine/record"
	"banshi/runtime/base/fault"
	"banshi/runtime/base/spreadsheet"
	"banshi/runtime/sharing"
)

// The columns that every list has, or may have; any other one is a field of the kind of licence, by its title or id.
const (
	colKind   = "证照类型"
	colNumber = "证照编号"
	colHolder = "持有人"
	colNo     = "持有人证件号码"
	colIssuer = "发证机关"
	colIssued = "发证日期"
	colFrom   = "有效期起"
	colTo     = "有效期至"
	colScan   = "扫描件"
)

var (
	needed = []string{colKind, colNumber, colHolder, colNo, colIssued, colTo, colScan}
	// aliases are other names that lists give them.
	aliases = map[string]string{"licence": colKind, "证照名称": colKind, "number": colNumber, "证号": colNumber, "holder": colHolder, "持证人": colHolder, "持证主体": colHolder,
		"holder_no": colNo, "身份证号码": colNo, "统一社会信用代码": colNo, "issuer": colIssuer, "issued": colIssued, "valid_from": colFrom, "valid_to": colTo, "有效期止": colTo, "scan": colScan}
)

// forever is the last day of a licence without an end.
const forever = "9999-12-31"

// listReader reads the rows of one list.
type listReader struct {
	kinds  []LicenceKind
	column map[string]int // of the columns above
	header []string
	today  string
	seen   map[string]int // kind and number → the row that has it
}

// newListReader finds the columns.
func newListReader(kinds []LicenceKind, header []string, today string) (*listReader, error) {
	r := &listReader{kinds: kinds, column: map[string]int{}, header: header, today: today, seen: map[string]int{}}
	for i, h := range header {
		name := h
		if other, ok := aliases[h]; ok {
			name = other
		}
		if _, twice := r.column[name]; twice && h != name {
			continue // a field of the licence that is called like that, too
		}
		r.column[name] = i
	}
	var missing []fault.Text
	for _, n := range needed {
		if _, ok := r.column[n]; !ok {
			missing = append(missing, fault.Say(n, n))
		}
	}
	if len(missing) > 0 {
		return nil, fault.New(fault.Invalid, sayImportColumns.With(fault.Joined(missing, sayImportComma)))
	}
	return r, nil
}

// name is what the list calls a column.
func (r *listReader) name(column string) string {
	if i, ok := r.column[column]; ok {
		return r.header[i]
	}
	return column
}

// read makes a licence of a row, or says all that is wrong with it.
func (r *listReader) read(row spreadsheet.Row) (m Imported, bad []Complaint) {
	cell := func(column string) string {
		if i, ok := r.column[column]; ok && i < len(row.Cells) {
			return row.Cells[i]
		}
		return ""
	}
	complain := func(column string, what fault.Text) { bad = append(bad, Complaint{row.No, r.name(column), what}) }

	name := cell(colKind)
	at := slices.IndexFunc(r.kinds, func(k LicenceKind) bool { return name != "" && (k.ID == name || k.Title == name) })
	if at < 0 {
		complain(colKind, sayImportKind)
		return m, bad // nothing else can be judged
	}
	kind := r.kinds[at]
	m = Imported{Row: row.No, Licence: kind.ID, Title: kind.Title, Department: kind.Department, ScanName: cell(colScan)}
	m.Record = record.Row{Number: cell(colNumber), HolderNo: strings.ToUpper(cell(colNo)), Holder: cell(colHolder), Issuer: cell(colIssuer), Status: sharing.Live, Fields: map[string]any{}}
	m.Record.ID = m.Record.Number

	switch twice, known := r.seen[kind.ID+"/"+m.Record.Number]; {
	case m.Record.Number == "":
		complain(colNumber, sayImportEmpty)
	case spreadsheet.Spoilt(m.Record.Number):
		complain(colNumber, sayImportSpoilt)
	case len([]rune(m.Record.Number)) > 60:
		complain(colNumber, sayMaxText.With(60))
	case known:
		complain(colNumber, sayImportRow.With(twice))
	default:
		r.seen[kind.ID+"/"+m.Record.Number] = row.No
	}
	switch {
	case m.Record.Holder == "":
		complain(colHolder, sayImportEmpty)
	case len([]rune(m.Record.Holder)) > 120:
		complain(colHolder, sayMaxText.With(120))
	}
	no, what := holderNo(m.Record.HolderNo)
	if !what.None() {
		complain(colNo, what)
	}
	m.Record.HolderNo = no
	r.days(&m, cell, complain)
	switch {
	case m.ScanName == "":
		complain(colScan, sayImportNoScan)
	case !fs.ValidPath(m.ScanName) || m.ScanName == ".":
		complain(colScan, sayImportScanName)
	}
	return m, append(bad, r.cells(&m, kind, row)...)
}

// holderNo is the number under which a holder is known now, or what is wrong with it: an old one of fifteen digits is written anew.
func holderNo(no string) (string, fault.Text) {
	switch {
	case no == "":
		return no, sayImportEmpty
	case spreadsheet.Spoilt(no):
		return no, sayImportSpoilt
	}
	person, bad := field.Of("id_number").ParseRecord(no, field.Params{})
	if bad == nil {
		return person.Text(), fault.Text{}
	}
	firm, wrong := field.Of("uscc").ParseRecord(no, field.Params{})
	switch {
	case wrong == nil:
		return firm.Text(), fault.Text{}
	case bad.Code == field.CheckDigit || wrong.Code == field.CheckDigit:
		return no, sayImportDigit
	}
	return no, sayImportHolderNo
}

// days reads the days and holds them against each other.
func (r *listReader) days(m *Imported, cell func(string) string, complain func(string, fault.Text)) {
	day := func(column string, need bool) string {
		text := cell(column)
		if text == "" {
			if need {
				complain(column, sayImportEmpty)
			}
			return ""
		}
		d, ok := spreadsheet.Day(text)
		if !ok {
			complain(column, sayImportDay)
		}
		return d
	}
	row := &m.Record
	row.Issued = day(colIssued, true)
	row.ValidFrom = day(colFrom, false)
	if text := cell(colTo); slices.Contains([]string{"长期", "永久", "长期有效", "无期限", "long-term"}, strings.ToLower(text)) {
		row.ValidTo = forever
	} else {
		row.ValidTo = day(colTo, true)
	}
	if row.ValidFrom == "" {
		row.ValidFrom = row.Issued
	}
	row.At = row.Issued
	switch {
	case row.Issued > r.today:
		complain(colIssued, sayImportFuture)
	case row.ValidTo != "" && row.ValidFrom > row.ValidTo:
		complain(colTo, sayImportOrder)
	case row.ValidTo != "" && row.ValidTo < r.today:
		complain(colTo, sayImportOver)
	}
}

// cells takes the columns that are fields of the kind.
func (r *listReader) cells(m *Imported, kind LicenceKind, row spreadsheet.Row) (bad []Complaint) {
	place := map[string]string{} // id of a cell → its column
	for i, text := range row.Cells {
		if text == "" || i >= len(r.header) || r.header[i] == "" {
			continue
		}
		at := slices.IndexFunc(kind.Cells, func(c LicenceCell) bool { return c.ID == r.header[i] || c.Title == r.header[i] })
		if at < 0 {
			if !r.common(i) {
				bad = append(bad, Complaint{row.No, r.header[i], sayImportColumn})
			}
			continue
		}
		c := kind.Cells[at]
		place[c.ID] = r.header[i]
		m.Record.Fields[c.ID] = valueOf(c.Type, text)
	}
	_, unreadable := kind.Wrong(m.Record.Fields)
	for _, id := range unreadable {
		bad = append(bad, Complaint{row.No, place[id], sayImportValue})
	}
	return bad
}

// common tells whether a column is one that every list has.
func (r *listReader) common(i int) bool {
	for _, at := range r.column {
		if at == i && (slices.Contains(needed, r.header[i]) || r.header[i] == colIssuer || r.header[i] == colFrom || aliases[r.header[i]] != "") {
			return true
		}
	}
	return false
}

// valueOf makes a value of a type of what stands in a cell.
func valueOf(typ, text string) any {
	switch typ {
	case "choices":
		var out []any
		for _, part := range strings.FieldsFunc(text, func(c rune) bool { return strings.ContainsRune("、；;，,|", c) }) {
			out = append(out, strings.TrimSpace(part))
		}
		return out
	case "boolean":
		switch text {
		case "是", "true", "TRUE", "1":
			return true
		case "否", "false", "FALSE", "0":
			return false
		}
	case "date":
		if d, ok := spreadsheet.Day(text); ok {
			return d
		}
	}
	return text
}

// ListColumns is the first row of a list of licences of one kind.
func ListColumns(k LicenceKind) []string {
	out := []string{colKind, colNumber, colHolder, colNo, colIssuer, colIssued, colFrom, colTo, colScan}
	for _, c := range k.Cells {
		if slices.Contains(out, c.Title) || aliases[c.Title] != "" {
			out = append(out, c.ID) // its title is taken
			continue
		}
		out = append(out, c.Title)
	}
	return out
}
