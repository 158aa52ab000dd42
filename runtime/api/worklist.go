package api

import (
	"context"
	"net/http"

	"github.com/danielgtaylor/huma/v2"

	"banshi/runtime"
	"banshi/runtime/base/actor"
	"banshi/runtime/base/web"
	"banshi/runtime/casework"
	"banshi/runtime/identity"
	"banshi/runtime/query"
)

type deskIn struct {
	Tongue
	Filter  string `query:"filter" maxLength:"40" doc:"today, over, soon, mine, free, back or the id of a saved filter: of the cases that are not at their end"`
	State   string `query:"state" maxLength:"30"`
	Item    string `query:"item" maxLength:"64" doc:"id of an item"`
	Office  string `query:"office" maxLength:"64" doc:"id of an office"`
	Verdict string `query:"verdict" enum:"pass,warn,inspect,review,window,refer,refuse"`
	Sort    string `query:"sort" enum:"due,changed,submitted" doc:"the earliest first; due where left out"`
	After   string `query:"after" maxLength:"300" doc:"next of the page before"`
}

type deskOut struct {
	Body struct {
		Cases   []caseLine     `json:"cases"`
		Counts  map[string]int `json:"counts" doc:"cases by state, whatever the state asked for"`
		States  []stateTitle   `json:"states" doc:"the states that have cases, with their titles"`
		Items   []facet        `json:"items" doc:"the items that have cases, whatever the item asked for"`
		Offices []facet        `json:"offices" doc:"the offices that have cases, whatever the office asked for"`
		Filters []filterLine   `json:"filters" doc:"of the first page: ready-made, own and shared ones, with their counts"`
		Groups  groups         `json:"groups" doc:"of the first page: the open cases by how urgent they are"`
		Names   []string       `json:"names" doc:"what a filter may ask about"`
		Next    string         `json:"next" doc:"to go on with; empty at the end"`
		More    bool           `json:"more,omitempty" doc:"there are more cases than were counted"`
		Size    int            `json:"size" doc:"cases on a page"`
		Total   int            `json:"total" doc:"cases of the state, item, office and verdict asked for"`
	}
}

type groups struct {
	Over   int `json:"over"`
	Today  int `json:"today"`
	Next   int `json:"next"`
	Stands int `json:"stands"`
}

type filterLine struct {
	ID     string `json:"id"`
	Title  string `json:"title,omitempty" doc:"of a saved one"`
	Rule   string `json:"rule"`
	Office string `json:"office,omitempty" doc:"with which it is shared"`
	Mine   bool   `json:"mine,omitempty"`
	Saved  bool   `json:"saved,omitempty"`
	Count  int    `json:"count"`
}

type facet struct {
	ID    string `json:"id"`
	Title string `json:"title" name:"catalog"`
	Count int    `json:"count"`
}

func facetsOf(list []runtime.Facet) []facet {
	out := make([]facet, len(list))
	for i, f := range list {
		out[i] = facet(f)
	}
	return out
}

type stateTitle struct {
	State string `json:"state"`
	Title string `json:"title"`
}

type searchIn struct {
	Tongue
	Body struct {
		Text    string `json:"text" maxLength:"400" doc:"a number or a name, whole or in part; a person's, phone's or licence's number whole"`
		Purpose string `json:"purpose" doc:"handle, asked, check or complaint: it is written down"`
	}
}

type searchOut struct {
	Body struct {
		Cases []caseLine `json:"cases"`
		More  bool       `json:"more,omitempty" doc:"there are more: look for something narrower"`
		By    string     `json:"by" doc:"what the text was taken for: text, number, id_number, phone or licence"`
	}
}

type filterIn struct {
	Tongue
	Body struct {
		ID     string `json:"id,omitempty" maxLength:"40" doc:"of one's own that is changed"`
		Title  string `json:"title" maxLength:"200"`
		Rule   string `json:"rule" maxLength:"4000"`
		Office string `json:"office,omitempty" maxLength:"64" doc:"with which it is shared"`
	}
}

type filterOut struct{ Body filterLine }

type assignIn struct {
	Tongue
	Body struct {
		Numbers []string `json:"numbers" maxItems:"100"`
		To      string   `json:"to" maxLength:"100" doc:"me, an account, or empty: nobody"`
		Take    bool     `json:"take,omitempty" doc:"also from a colleague who has it in hand"`
		Reason  string   `json:"reason,omitempty" maxLength:"800" doc:"needed to take over"`
		Key     string   `json:"key" maxLength:"100"`
	}
}

type assignOut struct {
	Body struct {
		Results []runtime.Assigned `json:"results" doc:"for each case: done, claimed (by whom), gone, ended or foreign"`
		Done    int                `json:"done"`
	}
}

type colleaguesOut struct {
	Body struct {
		Colleagues []colleague `json:"colleagues"`
	}
}

type colleague struct {
	Account string `json:"account"`
	Name    string `json:"name"`
	Title   string `json:"title"`
}

type sheetsIn struct {
	Tongue
	Body struct {
		Numbers []string `json:"numbers" maxItems:"100"`
		Kind    string   `json:"kind" enum:"cover,receipt"`
	}
}

type sheetsOut struct {
	Body struct {
		Sheets []sheet `json:"sheets"`
	}
}

type sheet struct {
	Number     string       `json:"number"`
	Gone       bool         `json:"gone,omitempty"`
	Case       *caseLine    `json:"case,omitempty"`
	ItemCode   string       `json:"itemCode,omitempty"`
	Department string       `json:"department,omitempty" name:"catalog"`
	Address    string       `json:"address,omitempty" name:"catalog"`
	Hours      string       `json:"hours,omitempty" name:"catalog"`
	Phones     []string     `json:"phones,omitempty"`
	Papers     []paperOnOne `json:"papers,omitempty"`
	Query      string       `json:"query,omitempty" doc:"查询码, on a receipt"`
	To         string       `json:"to,omitempty" doc:"where the case is followed and graded without signing in"`
	QR         *qrPath      `json:"qr,omitempty" doc:"where it is looked up, on a receipt"`
}

// qrPath is a QR code as the path of an SVG.
type qrPath struct {
	Size int    `json:"size" doc:"side in modules"`
	Path string `json:"path"`
}

type paperOnOne struct {
	Title string `json:"title"`
	State string `json:"state"`
}

func registerWorklist(api huma.API, s Services) {
	h := worklist{s}
	huma.Register(api, operation("list-staff-cases", http.MethodGet, "/api/staff/cases", "办件列表", "staff", ofOnes...), h.list)
	huma.Register(api, operation("search-staff-cases", http.MethodPost, "/api/staff/cases/search", "查找办件，记入审计", "staff", looked...), h.search)
	huma.Register(api, operation("assign-staff-cases", http.MethodPost, "/api/staff/cases/assign", "认领、放回、分派", "staff", changing...), h.assign)
	huma.Register(api, operation("print-staff-cases", http.MethodPost, "/api/staff/cases/sheets", "打印封面或回执", "staff", looked...), h.sheets)
	huma.Register(api, operation("list-colleagues", http.MethodGet, "/api/staff/colleagues", "可以分派给的同事", "staff", signedIn...), h.colleagues)
	huma.Register(api, operation("save-filter", http.MethodPost, "/api/staff/filters", "保存筛选", "staff", append(ofOnes, "too_large")...), h.save)
	remove := operation("remove-filter", http.MethodDelete, "/api/staff/filters/{id}", "删除筛选", "staff", ofOnes...)
	remove.DefaultStatus = http.StatusNoContent
	huma.Register(api, remove, h.remove)
}

type worklist struct{ Services }

// staffLines are cases as staff list them: with who has each in hand.
func staffLines(ctx context.Context, list []runtime.Case, language string) []caseLine {
	out := make([]caseLine, len(list))
	for i, c := range list {
		out[i] = staffLine(ctx, c, language)
	}
	return out
}

func staffLine(ctx context.Context, c runtime.Case, language string) caseLine {
	l := lineOf(c, language)
	if c.Claim.Account != "" {
		who, _ := identity.From(ctx)
		l.Claim = &claimLine{Name: c.Claim.Name, Mine: c.Claim.Account == who.Account.ID, At: c.Claim.At}
	}
	return l
}

// named gives the items of a list the names that they have in another language than that of the catalogue.
func (h worklist) named(ctx context.Context, out *deskOut, language string) {
	b := &out.Body
	if language == web.Chinese {
		return
	}
	names := map[string]string{}
	name := func(item, kept string) string {
		if _, there := names[item]; !there {
			names[item] = h.Desk.NameOf(ctx, item, kept, language)
		}
		return names[item]
	}
	for i, c := range b.Cases {
		b.Cases[i].Name = name(c.Item, c.Name)
	}
	for i, f := range b.Items {
		b.Items[i].Title = name(f.ID, f.Title)
	}
}

func (h worklist) list(ctx context.Context, in *deskIn) (*deskOut, error) {
	l, err := h.Desk.List(ctx, runtime.Wanted{Filter: in.Filter, State: actor.State(in.State), Item: in.Item, Office: in.Office, Verdict: in.Verdict,
		Sort: in.Sort, After: in.After})
	if err != nil {
		return nil, err
	}
	out := &deskOut{}
	b := &out.Body
	b.Cases, b.Counts, b.States, b.Next, b.More, b.Size = staffLines(ctx, l.Cases, in.language()), map[string]int{}, []stateTitle{}, l.Next, l.More, l.Size
	b.Items, b.Offices, b.Total, b.Groups, b.Names = facetsOf(l.Items), facetsOf(l.Offices), l.Total, groups(l.Groups), query.Names()
	h.named(ctx, out, in.language())
	b.Filters = []filterLine{}
	for _, f := range l.Filters {
		line := filterLineOf(f.SavedFilter, f.Mine)
		line.Count = f.Count
		b.Filters = append(b.Filters, line)
	}
	for _, s := range casework.States() {
		if n, ok := l.States[s]; ok {
			b.Counts[string(s)] = n
			b.States = append(b.States, stateTitle{string(s), casework.Title(s, in.language())})
		}
	}
	return out, nil
}

func filterLineOf(f runtime.SavedFilter, mine bool) filterLine {
	return filterLine{ID: f.ID, Title: f.Title, Rule: f.Rule, Office: f.Office, Mine: mine, Saved: f.Owner != ""}
}

func (h worklist) search(ctx context.Context, in *searchIn) (*searchOut, error) {
	f, err := h.Desk.Search(ctx, in.Body.Text, in.Body.Purpose)
	if err != nil {
		return nil, err
	}
	out := &searchOut{}
	out.Body.Cases, out.Body.More, out.Body.By = staffLines(ctx, f.Cases, in.language()), f.More, f.By
	return out, nil
}

func (h worklist) save(ctx context.Context, in *filterIn) (*filterOut, error) {
	f, err := h.Desk.SaveFilter(ctx, runtime.SavedFilter{ID: in.Body.ID, Title: in.Body.Title, Rule: in.Body.Rule, Office: in.Body.Office})
	if err != nil {
		return nil, err
	}
	return &filterOut{filterLineOf(f, true)}, nil
}

type filterIDIn struct {
	Tongue
	ID string `path:"id" maxLength:"40"`
}

func (h worklist) remove(ctx context.Context, in *filterIDIn) (*struct{}, error) {
	return nil, h.Desk.RemoveFilter(ctx, in.ID)
}

func (h worklist) assign(ctx context.Context, in *assignIn) (*assignOut, error) {
	b := in.Body
	if who, ok := identity.From(ctx); ok && b.To == "me" {
		b.To = who.Account.ID
	}
	list, err := h.Desk.Assign(ctx, runtime.Assigning{Numbers: b.Numbers, To: b.To, Take: b.Take, Reason: b.Reason, Key: b.Key})
	if err != nil {
		return nil, err
	}
	out := &assignOut{}
	out.Body.Results = list
	for _, r := range list {
		if r.Result == runtime.AssignDone {
			out.Body.Done++
		}
	}
	return out, nil
}

func (h worklist) colleagues(ctx context.Context, _ *Tongue) (*colleaguesOut, error) {
	list, err := h.Desk.Colleagues(ctx)
	if err != nil {
		return nil, err
	}
	out := &colleaguesOut{}
	out.Body.Colleagues = []colleague{}
	for _, a := range list {
		out.Body.Colleagues = append(out.Body.Colleagues, colleague{a.ID, a.Name, a.Staff.Title})
	}
	return out, nil
}

func (h worklist) sheets(ctx context.Context, in *sheetsIn) (*sheetsOut, error) {
	list, err := h.Desk.Sheets(ctx, in.Body.Numbers, in.Body.Kind, in.language())
	if err != nil {
		return nil, err
	}
	out := &sheetsOut{}
	out.Body.Sheets = []sheet{}
	for _, s := range list {
		one := sheet{Number: s.Number, Gone: s.Gone}
		if !s.Gone {
			line := staffLine(ctx, s.Case, in.language())
			one.Case, one.ItemCode, one.Department, one.Address, one.Hours, one.Phones = &line, s.ItemCode, s.Department, s.Address, s.Hours, s.Phones
			one.Papers = []paperOnOne{}
			for _, m := range s.Materials {
				one.Papers = append(one.Papers, paperOnOne(m))
			}
			if s.Query != "" {
				size, path, err := runtime.QRPath(h.follow(s.Number, s.Query))
				if err != nil {
					return nil, err
				}
				one.Query, one.To, one.QR = grouped(s.Query), h.follow(s.Number, s.Query), &qrPath{size, path}
			}
		}
		out.Body.Sheets = append(out.Body.Sheets, one)
	}
	return out, nil
}
