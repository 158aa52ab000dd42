package examples_test

import (
	"encoding/json"
	"flag"
	"fmt"
	"maps"
	"os"
	"path"
	"slices"
	"strings"
	"sync"
	"testing"

	"banshi/engine/prove"
	"banshi/engine/record"
	"banshi/engine/spec"
)

var update = flag.Bool("update", false, "write the report anew")

// holder is a source, or a kind of licence, of the district: the cells that it declares, and its records.
type holder struct {
	id      string
	licence bool
	cells   []spec.Field
	rows    []record.Row
}

// licenceCells are what every licence has beside its own.
var licenceCells = []spec.Field{declared("number", "text", "证照编号"), declared("holder", "text", "持证人姓名"),
	declared("issued", "date", "发证日期"), declared("valid_from", "date", "有效期自"), declared("valid_to", "date", "有效期至")}

func declared(id, typ, title string) spec.Field {
	return spec.Field{ID: spec.Word{S: id}, Type: spec.Word{S: typ}, Title: spec.Text{S: title}}
}

var holders = sync.OnceValue(func() (out []holder) {
	cat := nanhai().Spec
	for _, s := range cat.Sources {
		rows := prove.Dated(s)
		if len(rows) == 0 {
			rows = rowsIn(s.Driver.File.S)
		}
		out = append(out, holder{s.ID.S, false, s.Fields, rows})
	}
	for _, l := range cat.Licences {
		out = append(out, holder{l.ID.S, true, slices.Concat(licenceCells, l.Fields), rowsIn(l.Driver.File.S)})
	}
	return out
})

func rowsIn(file string) (rows []record.Row) {
	data, err := os.ReadFile(path.Join("nanhai", file))
	if err == nil {
		err = json.Unmarshal(data, &rows)
	}
	if err != nil {
		panic(err)
	}
	return rows
}

func rowsOf(source string) []record.Row {
	i := slices.IndexFunc(holders(), func(h holder) bool { return h.id == source })
	return holders()[i].rows
}

// held is what a record of the district says.
type held struct {
	source, cell, title, typ, value string
	record                          map[string]any // it stands in
}

// leading are the types of cells by which one record leads to the next: to a spouse, a company, a project.
var leading = []string{"id_number", "uscc", "project_code"}

// heldOf lists what any source of the district holds under some numbers, whether an item looks there or not, and what those
// records lead to.
func heldOf(numbers ...string) (out []held) {
	known := slices.Clone(numbers)
	for i := 0; i < len(known); i++ {
		for _, h := range holders() {
			for _, r := range h.rows {
				if known[i] == "" || !r.Of(h.licence, known[i]) {
					continue
				}
				cells := r.Cells(h.licence)
				for _, c := range h.cells {
					v, ok := cells[c.ID.S]
					if !ok || v == "" {
						continue
					}
					text := fmt.Sprint(v)
					out = append(out, held{h.id, c.ID.S, c.Title.S, c.Type.S, text, cells})
					if i < len(numbers) && slices.Contains(leading, c.Type.S) && !slices.Contains(known, text) {
						known = append(known, text)
					}
				}
			}
		}
	}
	return out
}

// asks tells whether a question stands empty before the applicant.
func (a *application) asks(path string) bool {
	st := a.state.Fields[path]
	return a.typed(path) && st.Filled == nil
}

// meeting is a question that was asked, and a cell that was held at the time and may be its answer.
type meeting struct {
	item, field, cell, why string
	record                 map[string]any
}

// met finds them in an application: by their words, or because what was typed is what is held.
func (a *application) met() (out []meeting) {
	all := heldOf(a.input.Applicant.No, a.input.User.No)
	for path, f := range a.questions() {
		if !a.asks(path) {
			continue
		}
		name, _, column := parted(path)
		if column != "" {
			name += "." + column
		}
		typed := fmt.Sprint(a.state.Fields[path].Value)
		for _, h := range all {
			why := ""
			switch {
			case telling(f.Type) && typed == h.value:
				why = "what was typed is held"
			case kin(f.Type, h.typ) && sameWords(f.Title, h.title):
				why = "“" + f.Title + "” and “" + h.title + "”"
			default:
				continue
			}
			out = append(out, meeting{a.item, name, h.source + "." + h.cell, why, h.record})
		}
	}
	return out
}

// telling is a type of which two equal values are hardly a chance.
func telling(typ string) bool {
	return slices.Contains([]string{"text", "date", "phone", "address", "region", "id_number", "uscc", "project_code", "bank_card", "money"}, typ)
}

// kin tells that a cell's type can be the answer of a field's.
func kin(field, cell string) bool {
	family := func(t string) string {
		switch t {
		case "integer", "money", "number":
			return "number"
		case "choice", "choices":
			return "choice"
		}
		return t
	}
	words := func(t string) bool { return t == "text" || t == "choice" || t == "address" }
	a, b := family(field), family(cell)
	return a == b || words(a) && words(b)
}

// sameWords tells that one title, without what stands in brackets, is within the other.
func sameWords(a, b string) bool {
	a, _, _ = strings.Cut(a, "（")
	b, _, _ = strings.Cut(b, "（")
	const twoWords = len("姓名")
	return len(a) >= twoWords && len(b) >= twoWords && (strings.Contains(a, b) || strings.Contains(b, a))
}

const judgedFile = "testdata/held.tsv"

// judgement says by hand whether a cell answers a question. Its names are patterns of path.Match.
type judgement struct {
	item, field, cell string
	same              bool
	// Of another place it would be another permit: a field and a cell of the same record that must agree where both are there.
	field2, cell2 string
	used          bool
}

func judgements(t *testing.T) (out []*judgement) {
	text, err := os.ReadFile(judgedFile)
	if err != nil {
		t.Fatal(err)
	}
	for i, line := range strings.Split(strings.TrimSpace(string(text)), "\n") {
		if strings.HasPrefix(line, "#") {
			continue
		}
		c := strings.Split(line, "\t")
		if len(c) != 5 || c[4] == "" {
			t.Fatalf("%s:%d: item, field, source.cell, same or other, why", judgedFile, i+1)
		}
		verdict, with, _ := strings.Cut(c[3], " with ")
		if verdict != "same" && verdict != "other" {
			t.Fatalf("%s:%d: %q is neither same nor other", judgedFile, i+1, verdict)
		}
		j := &judgement{item: c[0], field: c[1], cell: c[2], same: verdict == "same"}
		j.field2, j.cell2, _ = strings.Cut(with, "=")
		out = append(out, j)
	}
	return out
}

// judged finds what was said of a meeting, the first that fits; nil: nobody has looked yet.
func judged(list []*judgement, m meeting) *judgement {
	fits := func(pattern, name string) bool {
		ok, err := path.Match(pattern, name)
		return err == nil && ok
	}
	for _, j := range list {
		if fits(j.item, m.item) && fits(j.field, m.field) && fits(j.cell, m.cell) {
			j.used = true
			return j
		}
	}
	return nil
}

// agrees tells that a record is about the same place as the application.
func (j *judgement) agrees(a *application, m meeting) bool {
	here, _ := a.state.Fields["form."+j.field2].Value.(string)
	there, _ := m.record[j.cell2].(string)
	return strings.Contains(here, there) || strings.Contains(there, here)
}

// heldAsked lists the questions that were asked of somebody although a source of the district held the answer, each with who
// was asked, and the meetings on which nobody has judged.
func heldAsked(list []*application, by []*judgement) (asked, open map[string]string) {
	asked, open = map[string]string{}, map[string]string{}
	for _, a := range list {
		for _, m := range a.met() {
			switch j := judged(by, m); {
			case j == nil:
				open[m.item+" "+m.field+" ↔ "+m.cell] = m.why + ", " + a.who
			case j.same && j.agrees(a, m):
				asked[m.item+" "+m.field] = m.cell + ", " + a.who
			}
		}
	}
	return asked, open
}

// TestHeldAsked holds that nobody in the example district is asked what one of its sources holds about him. What a source holds
// is what it declares and has in its records, not what an item fills in from it. Whether a cell answers a question is judged by
// hand in held.tsv; the words and values that meet are found here, and each must have been judged.
func TestHeldAsked(t *testing.T) {
	list, err := applications()
	if err != nil {
		t.Fatal(err)
	}
	by := judgements(t)
	asked, open := heldAsked(list, by)
	for _, name := range slices.Sorted(maps.Keys(open)) {
		t.Errorf("%s may be held: %s. Say in %s whether it is the same", name, open[name], judgedFile)
	}
	for _, name := range slices.Sorted(maps.Keys(asked)) {
		t.Errorf("%s is asked although it is held: %s", name, asked[name])
	}
	for _, j := range by {
		if !j.used && !j.same {
			t.Errorf("%s: %s %s %s meets nothing any more", judgedFile, j.item, j.field, j.cell)
		}
	}
}

// TestHeldAskedNotices lets somebody be asked what the district holds about him.
func TestHeldAskedNotices(t *testing.T) {
	list, err := applications()
	if err != nil {
		t.Fatal(err)
	}
	by := judgements(t)
	for _, c := range []struct{ item, field string }{
		{"elder_allowance", "form.marital"}, {"road_freight_permit", "form.vehicles[V004].plate_no"}, {"drainage_permit", "form.industry"},
	} {
		noticed := false
		for _, a := range list {
			st, ok := a.state.Fields[c.field]
			if a.item != c.item || !ok || st.From == nil || st.From.Kind == "answer" {
				continue
			}
			st.From = nil
			state := *a.state
			state.Fields = maps.Clone(state.Fields)
			state.Fields[c.field] = st
			asked, open := heldAsked([]*application{{item: a.item, who: a.who, plan: a.plan, input: a.input, state: &state}}, by)
			noticed = noticed || len(asked)+len(open) > 0
		}
		if !noticed {
			t.Errorf("%s %s: nobody notices that it is asked", c.item, c.field)
		}
	}
}
