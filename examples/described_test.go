// Package examples_test holds the example district against what its items were written from.
package examples_test

import (
	"encoding/json"
	"fmt"
	"os"
	"path"
	"slices"
	"strings"
	"sync"
	"testing"

	"banshi/engine"
	"banshi/engine/compile"
	"banshi/engine/plan"
	"banshi/engine/spec"
)

// Each of the ten items was written from a neutral description of a real one. Beside it,
// described.tsv has one row for every field, condition, material, situation, refusal, fee and step of
// that description, in four columns, or five:
//
//	kind  id or number  what it is, in Chinese  places in the definition  remark
//
// Places are parted by spaces; see placesOf for their names. A row without a place has — and says
// in the remark why nothing in the definition answers to it. The first line tells how many rows of
// each kind the description has, so that none can be lost:
//
//	# described: field 28, condition 5, material 6, situation 2, refusal 5, fee 1, step 7
var described = []string{
	"elder_allowance", "disabled_two_subsidies", "resident_pension_enrolment",
	"sole_proprietor_registration", "food_business_licence_new", "public_place_hygiene_new", "publication_retail",
	"road_freight_permit", "drainage_permit", "enterprise_investment_filing",
}

var kinds = []string{"field", "condition", "material", "situation", "refusal", "fee", "step"}

const nowhere = "—"

// nanhai is opened once: it compiles every item.
var nanhai = sync.OnceValue(func() *engine.Catalogue { return engine.Open(os.DirFS("nanhai")) })

func TestDescribed(t *testing.T) {
	c := nanhai()
	if c.Faults.HasErrors() {
		t.Fatal(c.Faults.Text(c.Sources, compile.Chinese))
	}
	for _, item := range described {
		t.Run(item, func(t *testing.T) {
			name := path.Join("nanhai", "items", item, "described.tsv")
			text, err := os.ReadFile(name)
			if err != nil {
				t.Fatal(err)
			}
			p := c.Plan(item, compile.Chinese)
			if p == nil {
				t.Fatal("there is no such item")
			}
			for _, fault := range faultsOf(p, string(text)) {
				t.Errorf("%s:%s", name, fault)
			}
		})
	}
}

// placesOf lists every place of a definition that a row can name.
func placesOf(p *plan.Plan) map[string]bool {
	out := map[string]bool{"user.acts_as": true, "access.identity": p.Access != nil, "keep": p.Keep != nil,
		"handling.instant": p.Instant != nil, "handling.offer": p.Offer != nil,
		"handling.fee": len(p.Fees) > 0, "handling.fee=0": free(p),
		"guide.rights": p.Guide.Rights != "", "guide.yearly_check": p.Guide.YearlyCheck != ""}
	for _, way := range p.Acting {
		out["user.acts_as="+way] = true
	}
	for _, f := range p.Facts {
		out["facts."+f.ID] = true
	}
	fieldPlaces(out, "form.", p.Fields)
	for _, r := range p.Rules {
		out["eligibility."+r.ID] = true
	}
	for _, m := range p.Materials {
		out["materials."+m.ID] = true
	}
	for _, s := range p.Steps {
		out["handling.steps."+s.ID] = true
	}
	for i := range p.Limits {
		out[fmt.Sprintf("handling.limit.%d", i+1)] = true
	}
	for _, r := range p.Results {
		out["handling.result."+r.Of] = true
	}
	for i := range p.Guide.Pitfalls {
		out[fmt.Sprintf("guide.faults.%d", i+1)] = true
	}
	for i := range p.Guide.FAQ {
		out[fmt.Sprintf("guide.faq.%d", i+1)] = true
	}
	return out
}

// fieldPlaces adds form.<field>, form.<table>.<column> and, for options, form.<field>=<code>.
func fieldPlaces(out map[string]bool, at string, fields []*plan.Field) {
	for _, f := range fields {
		out[at+f.ID] = true
		for _, o := range f.Options {
			out[at+f.ID+"="+o.Code] = true
		}
		fieldPlaces(out, at+f.ID+".", f.Columns)
	}
}

// free tells that nobody ever pays: there is a fee, and each line of it is the literal 0.
func free(p *plan.Plan) bool {
	for _, f := range p.Fees {
		amount, err := json.Marshal(f.Amount)
		if err != nil || string(amount) != `["lit","integer","0"]` {
			return false
		}
	}
	return len(p.Fees) > 0
}

// faultsOf tells what is wrong with a table, each with its line.
func faultsOf(p *plan.Plan, text string) []string {
	var faults []string
	fault := func(line int, format string, args ...any) {
		faults = append(faults, fmt.Sprintf("%d: ", line+1)+fmt.Sprintf(format, args...))
	}
	places, seen, count := placesOf(p), map[string]bool{}, map[string]int{}
	lines := strings.Split(strings.TrimSuffix(text, "\n"), "\n")
	for i, line := range lines {
		if strings.HasPrefix(line, "#") {
			continue
		}
		cells := strings.Split(line, "\t")
		if len(cells) == 4 {
			cells = append(cells, "")
		}
		if len(cells) != 5 {
			fault(i, "%d columns, not kind, id, label, places and perhaps a remark", len(cells))
			continue
		}
		kind, id, label, place, remark := cells[0], cells[1], cells[2], cells[3], cells[4]
		if !slices.Contains(kinds, kind) {
			fault(i, "%q is no kind", kind)
		}
		if id == "" || label == "" {
			fault(i, "says not what it is about")
		}
		if seen[kind+" "+id] {
			fault(i, "%s %s stands here twice", kind, id)
		}
		seen[kind+" "+id] = true
		count[kind]++
		if what := misplaced(places, place, remark); what != "" {
			fault(i, "%s %s: %s", kind, id, what)
		}
	}
	stated, ok := head(lines[0])
	if !ok {
		fault(0, "the first line doesn't tell how many of each kind there are")
	}
	for _, kind := range kinds {
		if n, told := stated[kind]; !told || n != count[kind] {
			fault(0, "%s: %d in the description, %d rows here", kind, n, count[kind])
		}
	}
	return faults
}

// misplaced says what is wrong with where a row points. What the guide alone tells is not carried out
// by anything, so it is no place by itself.
func misplaced(places map[string]bool, place, remark string) string {
	if place == nowhere {
		if remark == "" {
			return "neither a place nor a reason"
		}
		return ""
	}
	acted := false
	for _, name := range strings.Split(place, " ") {
		if !places[name] {
			return fmt.Sprintf("the definition has no %q", name)
		}
		acted = acted || !strings.HasPrefix(name, "guide.")
	}
	if !acted {
		return "only the guide speaks of it; name what acts, or write — and why nothing does"
	}
	return ""
}

// head reads `# described: field 28, condition 5, …`.
func head(line string) (map[string]int, bool) {
	list, ok := strings.CutPrefix(line, "# described: ")
	if !ok {
		return nil, false
	}
	out := map[string]int{}
	for _, part := range strings.Split(list, ", ") {
		var kind string
		var n int
		if _, err := fmt.Sscanf(part, "%s %d", &kind, &n); err != nil || n < 1 || !slices.Contains(kinds, kind) {
			return nil, false
		}
		out[kind] = n
	}
	return out, true
}

// TestDescribedNotices plants one fault at a time in a good table.
func TestDescribedNotices(t *testing.T) {
	const item = "elder_allowance"
	p := nanhai().Plan(item, compile.Chinese)
	raw, err := os.ReadFile(path.Join("nanhai", "items", item, "described.tsv"))
	if err != nil || p == nil {
		t.Fatal("no table to begin with:", err)
	}
	good := string(raw)
	if faults := faultsOf(p, good); len(faults) > 0 {
		t.Fatal(faults)
	}
	const row = "field\tliving\t"
	at := strings.Index(good, row)
	end := at + strings.Index(good[at:], "\n") + 1
	with := func(line string) string { return good[:at] + line + good[end:] }
	for _, c := range []struct{ name, text, want string }{
		{"a row lost", with(""), "field: 28 in the description, 27 rows here"},
		{"a row twice", with(good[at:end] + good[at:end]), "field living stands here twice"},
		{"no such field", with(row + "居住状况\tform.livin\n"), `the definition has no "form.livin"`},
		{"no such option", with(row + "居住状况\tform.living=hotel\n"), `no "form.living=hotel"`},
		{"a second place missing", with(row + "居住状况\tform.living form.none\n"), `no "form.none"`},
		{"no place, no reason", with(row + "居住状况\t—\n"), "neither a place nor a reason"},
		{"an empty place", with(row + "居住状况\t\t写在别处\n"), `no ""`},
		{"only told", with(row + "居住状况\tguide.faults.1\n"), "only the guide speaks of it"},
		{"a column lost", with(row + "form.living\n"), "3 columns"},
		{"no label", with(row + "\tform.living\n"), "says not what it is about"},
		{"no such kind", with("fields\tliving\t居住状况\tform.living\n"), `"fields" is no kind`},
		{"no head", good[strings.Index(good, "\n")+1:], "the first line doesn't tell"},
		{"a kind not counted", strings.Replace(good, ", fee 1", "", 1), "fee: 0 in the description, 1 rows here"},
	} {
		if got := strings.Join(faultsOf(p, c.text), "\n"); !strings.Contains(got, c.want) {
			t.Errorf("%s: not noticed; got %q, want %q", c.name, got, c.want)
		}
	}
}

// TestDoors: themes and events that items name are doors of the catalogue, for that kind of
// applicant; a misspelt one would hide the item behind no door and nobody would notice.
func TestDoors(t *testing.T) {
	c := nanhai()
	doors := func(list ...[]spec.Named) (ids []string) {
		for _, named := range slices.Concat(list...) {
			ids = append(ids, named.ID.S)
		}
		return ids
	}
	themes, events := c.Spec.Catalog.Themes, c.Spec.Catalog.Events
	person := doors(themes.Person, events.Person)
	organisation := doors(themes.Organisation, events.Organisation)
	for _, item := range c.Spec.Items {
		for _, w := range item.Themes.Person {
			if !slices.Contains(person, w.S) {
				t.Errorf("%s: %q is no theme or event of people", item.ID.S, w.S)
			}
		}
		for _, w := range item.Themes.Organisation {
			if !slices.Contains(organisation, w.S) {
				t.Errorf("%s: %q is no theme or event of organisations", item.ID.S, w.S)
			}
		}
	}
}
