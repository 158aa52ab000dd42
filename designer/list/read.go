package list

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"banshi/engine/load/grammar"
	"banshi/runtime/base/fault"
	"banshi/runtime/base/spreadsheet"
)

// reader reads the cells of a table.
type reader struct {
	world   *World
	table   *Table
	columns []*column // by column of the table; nil: it is read as none
	out     *Reading

	// The cell that is read now.
	row   int
	at    int
	title string
}

// Read reads a table. What it says of a row hangs on nothing but the row, the header, and the rows of the same item.
func Read(w *World, t *Table) *Reading {
	r := &reader{world: w, table: t, out: &Reading{}}
	r.header()
	for _, row := range t.Rows {
		r.out.Rows = append(r.out.Rows, r.read(row))
	}
	r.doubles()
	for i := range r.out.Rows {
		r.define(&r.out.Rows[i])
	}
	slices.SortStableFunc(r.out.Doubts, func(a, b Doubt) int {
		return cmp.Or(a.Row-b.Row, a.Column-b.Column)
	})
	return r.out
}

func (r *reader) doubt(d Doubt) {
	d.Row, d.Column = r.row, r.at
	r.out.Doubts = append(r.out.Doubts, d)
}

func (r *reader) look(why fault.Text, instead ...string) {
	r.doubt(Doubt{Why: why, Ways: r.ways(instead)})
}

func (r *reader) unknown(why fault.Text, instead ...string) {
	r.doubt(Doubt{Unknown: true, Why: why, Ways: r.ways(instead)})
}

// ways are texts that may stand in the cell instead; the last way leaves it.
func (r *reader) ways(instead []string) []Way {
	var out []Way
	for _, text := range instead {
		out = append(out, Way{Label: wayText.With(text), Edits: []Edit{{r.row, r.at, text}}})
	}
	return append(out, Way{Label: wayKeep})
}

func (r *reader) header() {
	seen := map[string]string{}
	var names []string
	for _, c := range columns {
		names = append(names, c.titles[0])
	}
	for i, title := range r.table.Header {
		r.row, r.at = r.table.Head, i
		c := columnOf(title)
		if c != nil && seen[c.key] != "" {
			r.doubt(Doubt{Why: sayTwoColumns.With(seen[c.key]), Ways: []Way{{Label: wayKeep}}})
			c = nil
		}
		col := Column{Title: title, Kept: c == nil}
		switch {
		case c != nil:
			seen[c.key] = title
			col.Key, col.Name = c.key, c.titles[0]
		case slices.Contains(besides, folded(title)):
			col.Name = folded(title)
		case title == "" && !r.filled(i):
			col.Kept = false
		default:
			var ways []Way
			for _, near := range nearest(folded(title), names, 3) {
				if likely(folded(title), near) && len(ways) < 2 && !slices.ContainsFunc(r.table.Header, func(t string) bool { c := columnOf(t); return c != nil && c.titles[0] == near }) {
					ways = append(ways, Way{Label: wayTitle.With(near), Edits: []Edit{{r.row, i, near}}})
				}
			}
			if len(ways) > 0 { // else it is what it is: a column of their own
				r.doubt(Doubt{Why: sayNoColumn, Ways: append(ways, Way{Label: wayKeep})})
			}
		}
		r.columns = append(r.columns, c)
		r.out.Columns = append(r.out.Columns, col)
	}
}

// likely: most characters of the shorter name are those of the other.
func likely(a, b string) bool {
	n := 0
	for _, r := range a {
		if strings.ContainsRune(b, r) {
			n++
		}
	}
	return n >= 2 && 3*n >= 2*min(utf8.RuneCountInString(a), utf8.RuneCountInString(b))
}

// filled tells whether anything stands in a column.
func (r *reader) filled(column int) bool {
	return slices.ContainsFunc(r.table.Rows, func(row spreadsheet.Row) bool { return column < len(row.Cells) && row.Cells[column] != "" })
}

// place is where a column of the list stands in the table; -1: nowhere.
func (r *reader) place(key string) int {
	return slices.IndexFunc(r.columns, func(c *column) bool { return c != nil && c.key == key })
}

// other is another cell of the row that is read.
func (r *reader) other(key string) string { return r.table.Cell(r.row, r.place(key)) }

// beside is the cell under a title that is no column of the list.
func (r *reader) beside(title string) string {
	return r.table.Cell(r.row, slices.IndexFunc(r.table.Header, func(t string) bool { return folded(t) == title }))
}

var failed = regexp.MustCompile(`^#(REF!|N/A|VALUE!|DIV/0!|NAME\?|NULL!|NUM!|SPILL!|CALC!|FIELD!|GETTING_DATA)$`)

func (r *reader) read(row spreadsheet.Row) Row {
	out := Row{No: row.No, Values: map[string]string{}}
	r.row = row.No
	joined := r.joined(row)
	for i, c := range r.columns {
		r.at, r.title = i, r.table.Header[i]
		cell := ""
		if i < len(row.Cells) {
			cell = row.Cells[i]
		}
		switch {
		case c == nil:
			if failed.MatchString(cell) {
				r.unknown(sayFormula)
			}
		case cell == "" && !joined && r.under(row.No, i):
			r.merged(row.No, i)
		case cell == "":
		case failed.MatchString(cell):
			r.unknown(sayFormula)
		case utf8.RuneCountInString(cell) > MostCell:
			r.unknown(sayTooLong.With(MostCell))
		case (c.key == "code" || c.key == "uscc") && spreadsheet.Spoilt(cell):
			r.unknown(saySpoilt)
		default:
			if text := c.read(r, cell); text != "" {
				out.Values[c.key] = text
			}
		}
	}
	out.Name = out.Values["name"]
	if d := r.world.departmentNamed(cmp.Or(out.Values["department"], out.Values["uscc"])); d != nil {
		out.Department = d.ID.S
	}
	r.at = max(r.place("name"), 0)
	if out.Name == "" && !joined && !slices.ContainsFunc(r.out.Doubts, func(d Doubt) bool { return d.Row == row.No && d.Column == r.at }) {
		r.doubt(Doubt{Unknown: true, Why: sayNoName, Ways: []Way{{Label: wayDrop, Drop: []int{row.No}}, {Label: wayKeep}}})
	}
	r.identify(&out)
	return out
}

// under tells whether a cell lies in a range that begins above it.
func (r *reader) under(row, column int) bool {
	return slices.ContainsFunc(r.table.Merged, func(m spreadsheet.Range) bool { return m.Has(row, column) && m.Row < row && m.Column == column })
}

// first is the row in which the range of a cell begins.
func (r *reader) first(row, column int) int {
	i := slices.IndexFunc(r.table.Merged, func(m spreadsheet.Range) bool { return m.Has(row, column) && m.Row < row })
	return r.table.Merged[i].Row
}

func (r *reader) merged(row, column int) {
	from := r.first(row, column)
	text := r.table.Cell(from, column)
	ways := []Way{{Label: wayKeep}}
	if text != "" {
		ways = []Way{{Label: wayAbove.With(from, short(text)), Edits: []Edit{{row, column, text}}}, {Label: wayKeep}}
	}
	r.doubt(Doubt{Why: sayMerged, Ways: ways})
}

// joined: the name of a row is merged with one above, so that the row is another paper of the same item.
func (r *reader) joined(row spreadsheet.Row) bool {
	name := r.place("name")
	if name < 0 || r.table.Cell(row.No, name) != "" || !r.under(row.No, name) {
		return false
	}
	from := r.first(row.No, name)
	r.at = name
	r.doubt(Doubt{Why: sayMergedRow, Ways: []Way{r.joining(row.No, from), {Label: wayDrop, Drop: []int{row.No}}}})
	return true
}

// joining puts the papers of a row behind those of another, and leaves the row out.
func (r *reader) joining(row, into int) Way {
	out := Way{Label: wayJoin.With(into), Drop: []int{row}}
	at := r.place("materials")
	if more := r.table.Cell(row, at); more != "" {
		text := more
		if there := r.table.Cell(into, at); there != "" {
			papers := papersIn(there)
			for _, p := range papersIn(more) {
				if !slices.ContainsFunc(papers, func(o said) bool { return o.title == p.title }) {
					papers = append(papers, p)
				}
			}
			var list []string
			for _, p := range papers {
				list = append(list, p.write())
			}
			text = join(list)
		}
		out.Edits = []Edit{{into, at, text}}
	}
	return out
}

func short(text string) string {
	const most = 20
	if r := []rune(strings.ReplaceAll(text, "\n", " ")); len(r) > most {
		return string(r[:most]) + "…"
	}
	return text
}

// text reads a cell as it is.
func (r *reader) text(cell string) string {
	const most = 2000
	if utf8.RuneCountInString(cell) > most {
		r.unknown(sayTooLong.With(most))
		return ""
	}
	return cell
}

func (r *reader) names(cell string) string { return joinNames(unescaped(split(cell, betweenNames))) }

// phones: numbers are often parted by slashes.
func (r *reader) phones(cell string) string {
	return joinNames(unescaped(split(cell, betweenNames+"/")))
}

func (r *reader) id(cell string) string {
	if !grammar.IDShape.MatchString(cell) || len(cell) > grammar.MaxID {
		r.unknown(sayBadID)
		return ""
	}
	return cell
}

// identify finds the item of a row: by its id, else by its name and department; a new one is called by its code.
func (r *reader) identify(row *Row) {
	known := func(fits func(Known) bool) bool {
		i := slices.IndexFunc(r.world.Items, fits)
		if i >= 0 {
			k := r.world.Items[i]
			row.ID, row.Existing = k.ID, true
			if row.Department == "" && r.place("department") < 0 && r.place("uscc") < 0 {
				row.Department = k.Department
			}
		}
		return i >= 0
	}
	id := row.Values["id"]
	switch {
	case id != "" && known(func(k Known) bool { return k.ID == id }):
	case id != "":
		row.ID = id
	case row.Name != "" && known(func(k Known) bool { return k.Name == row.Name && k.Department == row.Department }):
	case row.Values["code"] != "" || row.Name != "":
		row.ID = idOf(row.Values["code"], row.Name)
		known(func(k Known) bool { return k.ID == row.ID })
	}
}

// idOf is the id of a new item: made of its code, else of its name, so that the same sheet gives the same.
func idOf(code, name string) string {
	clean := strings.Trim(strings.Map(func(r rune) rune {
		switch {
		case r >= 'a' && r <= 'z' || r >= '0' && r <= '9':
			return r
		case r >= 'A' && r <= 'Z':
			return r - 'A' + 'a'
		}
		return '_'
	}, code), "_")
	if clean == "" || len(clean) > grammar.MaxID-len("item_") {
		sum := sha256.Sum256([]byte(code + "\n" + name))
		clean = hex.EncodeToString(sum[:5])
	}
	return "item_" + clean
}

// doubles tells of rows that are the same item.
func (r *reader) doubles() {
	first := map[string]int{}
	for i := range r.out.Rows {
		row := &r.out.Rows[i]
		if row.ID == "" {
			continue
		}
		from, there := first[row.ID]
		if !there {
			first[row.ID] = row.No
			continue
		}
		row.Blocked = sayNeedOne
		r.row, r.at = row.No, max(r.place("name"), 0)
		r.doubt(Doubt{Why: sayDouble.With(from), Ways: []Way{r.joining(row.No, from), {Label: wayDrop, Drop: []int{row.No}}}})
	}
}
