package api

import (
	"context"
	"net/http"
	"strings"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"banshi/engine/plan"
	"banshi/runtime"
	"banshi/runtime/base/fault"
)

// registerOpen adds what anybody may read (信息公开): no account, and no personal data beyond what a definition makes public.
func registerOpen(api huma.API, s Services) {
	h := open{s}
	huma.Register(api, operation("list-open-items", http.MethodGet, "/api/open/items", "公布过的事项", "open"), h.items)
	huma.Register(api, operation("get-open-item", http.MethodGet, "/api/open/items/{id}", "事项的各个版本和变化", "open", fault.NotFound), h.item)
	huma.Register(api, operation("get-edition", http.MethodGet, "/api/open/items/{id}/editions/{number}", "某个版本的办事指南", "open", fault.NotFound), h.edition)
	huma.Register(api, operation("list-results", http.MethodGet, "/api/open/results", "结果公示", "open"), h.results)
	huma.Register(api, operation("get-result", http.MethodGet, "/api/open/results/{id}", "一条公示", "open", fault.NotFound), h.result)
	huma.Register(api, operation("get-statistics", http.MethodGet, "/api/open/statistics", "月度统计", "open", fault.NotFound), h.statistics)
	huma.Register(api, operation("get-publication", http.MethodGet, "/api/staff/cases/{number}/publication", "办件公示了什么", "case", ofOnes...), h.ofCase)
	huma.Register(api, operation("take-down", http.MethodPost, "/api/staff/cases/{number}/publication/take-down", "撤下公示", "case", changing...), h.takeDown)
	registerOpenData(api, h)
}

type open struct{ Services }

type openItem struct {
	ID         string    `json:"id"`
	Name       string    `json:"name"`
	Department string    `json:"department" name:"catalog"`
	Withdrawn  bool      `json:"withdrawn,omitempty" doc:"nothing new begins with it"`
	Editions   int       `json:"editions" doc:"how many there were: the number of the newest"`
	Effective  string    `json:"effective" doc:"of the newest: the day from which applications begin with it"`
	At         time.Time `json:"at" doc:"when the newest was published"`
}

type openItemsOut struct {
	Body struct {
		Items []openItem `json:"items"`
	}
}

func (h open) items(ctx context.Context, in *Tongue) (*openItemsOut, error) {
	list, err := h.Public.Items(ctx, in.language())
	if err != nil {
		return nil, err
	}
	out := &openItemsOut{}
	out.Body.Items = make([]openItem, len(list))
	for i, x := range list {
		out.Body.Items[i] = openItem{x.ID, x.Name, x.Department, x.Withdrawn, x.Number, x.Effective, x.At}
	}
	return out, nil
}

type openItemIn struct {
	Tongue
	ID string `path:"id" maxLength:"64"`
}

type changeLine struct {
	Of      string   `json:"of" doc:"conditions, materials, limit, …"`
	Title   string   `json:"title" doc:"what that is called"`
	Added   []string `json:"added"`
	Removed []string `json:"removed"`
	Altered []string `json:"altered"`
}

type editionLine struct {
	Number     int          `json:"number"`
	Effective  string       `json:"effective"`
	At         time.Time    `json:"at"`
	Name       string       `json:"name"`
	Department string       `json:"department" doc:"that published it" name:"catalog"`
	First      bool         `json:"first,omitempty" doc:"there is none before it"`
	Changes    []changeLine `json:"changes" doc:"against the one before"`
}

type editionsOut struct {
	Body struct {
		ID       string        `json:"id"`
		Name     string        `json:"name"`
		Editions []editionLine `json:"editions" doc:"the newest first, 50 at most"`
	}
}

func (h open) item(ctx context.Context, in *openItemIn) (*editionsOut, error) {
	language := in.language()
	list, err := h.Public.History(ctx, in.ID, language)
	if err != nil {
		return nil, err
	}
	out := &editionsOut{}
	out.Body.ID, out.Body.Name = in.ID, list[0].Name
	for _, e := range list {
		line := editionLine{Number: e.Number, Effective: e.Effective, At: e.At, Name: e.Name, Department: e.Department, First: e.Number == 1, Changes: []changeLine{}}
		for _, c := range e.Changes {
			line.Changes = append(line.Changes, changeLine{string(c.Of), aspectTitles[c.Of].In(language), some(c.Added), some(c.Removed), some(c.Altered)})
		}
		out.Body.Editions = append(out.Body.Editions, line)
	}
	return out, nil
}

func some(list []string) []string { return append([]string{}, list...) }

type editionIn struct {
	Tongue
	ID     string `path:"id" maxLength:"64"`
	Number int    `path:"number" minimum:"1" maximum:"1000000"`
}

type editionOut struct {
	Body struct {
		View      free      `json:"view" doc:"as of get-item, for nobody in particular"`
		Number    int       `json:"number"`
		Newest    int       `json:"newest"`
		Effective string    `json:"effective"`
		At        time.Time `json:"at"`
	}
}

func (h open) edition(ctx context.Context, in *editionIn) (*editionOut, error) {
	page, err := h.Public.Edition(ctx, in.ID, in.Number, in.language())
	if err != nil {
		return nil, err
	}
	out := &editionOut{}
	out.Body.View, out.Body.Number, out.Body.Newest = free{page.View}, page.Edition.Number, page.Newest
	out.Body.Effective, out.Body.At = page.Edition.Effective, page.Edition.At
	return out, nil
}

type publicLine struct {
	Path  string `json:"path"`
	Title string `json:"title"`
	Value string `json:"value" doc:"masked as the definition says"`
}

type publishedLine struct {
	ID           string       `json:"id"`
	Item         string       `json:"item"`
	Name         string       `json:"name" doc:"of the item"`
	Department   string       `json:"department" name:"catalog"`
	Office       string       `json:"office" name:"catalog"`
	Outcome      string       `json:"outcome" enum:"granted,partly,refused"`
	OutcomeTitle string       `json:"outcomeTitle"`
	Document     string       `json:"document,omitempty" doc:"number of the decision (决定书文号)"`
	Decided      string       `json:"decided" doc:"YYYY-MM-DD"`
	Until        string       `json:"until" doc:"the last day on which it is public"`
	Shown        []publicLine `json:"shown"`
	TakenDown    string       `json:"takenDown,omitempty" doc:"why it is public no more, in words"`
	Laws         []plan.Basis `json:"laws,omitempty" doc:"on which it is public"`
}

func publishedOf(r runtime.PublicResult, language string) publishedLine {
	l := publishedLine{ID: r.ID, Item: r.Item, Name: r.Title, Department: r.Department, Office: r.OfficeTitle, Outcome: r.Outcome, OutcomeTitle: outcomeTitles[r.Outcome].In(language),
		Document: r.Document, Decided: r.Decided, Until: r.Until, Shown: []publicLine{}}
	for _, s := range r.Lines {
		l.Shown = append(l.Shown, publicLine(s))
	}
	if r.TakenDown != "" {
		why, _ := runtime.TakenDownFor(r.TakenDown)
		l.TakenDown = why.In(language)
	}
	return l
}

type publishedListIn struct {
	Tongue
	Item    string `query:"item" maxLength:"64"`
	Outcome string `query:"outcome" enum:"granted,partly,refused"`
	Words   string `query:"q" maxLength:"60" doc:"in what is shown"`
	After   string `query:"after" maxLength:"60" doc:"next of the page before"`
}

type publishedListOut struct {
	Body struct {
		Results []publishedLine `json:"results" doc:"the newest first, 50 at most"`
		Next    string          `json:"next,omitempty" doc:"there are more behind: after"`
		Items   []openItem      `json:"items" doc:"by which one may narrow it"`
	}
}

func (h open) results(ctx context.Context, in *publishedListIn) (*publishedListOut, error) {
	language := in.language()
	list, more, err := h.Public.Results(ctx, runtime.PublicationQuery{Item: in.Item, Outcome: in.Outcome, Words: strings.TrimSpace(in.Words), After: in.After}, language)
	if err != nil {
		return nil, err
	}
	out := &publishedListOut{}
	out.Body.Results, out.Body.Items = []publishedLine{}, []openItem{}
	for _, r := range list {
		out.Body.Results = append(out.Body.Results, publishedOf(r, language))
	}
	if more {
		last := list[len(list)-1]
		out.Body.Next = last.Decided + "/" + last.ID
	}
	items, err := h.items(ctx, &in.Tongue)
	if err != nil {
		return nil, err
	}
	out.Body.Items = items.Body.Items
	return out, nil
}

type publishedIn struct {
	Tongue
	ID string `path:"id" maxLength:"40"`
}

type publishedOut struct{ Body publishedLine }

func (h open) result(ctx context.Context, in *publishedIn) (*publishedOut, error) {
	r, laws, err := h.Public.Result(ctx, in.ID, in.language())
	if err != nil {
		return nil, err
	}
	line := publishedOf(r, in.language())
	line.Laws = laws
	return &publishedOut{line}, nil
}

type statisticsLine struct {
	ID        string   `json:"id"`
	Title     string   `json:"title" name:"catalog"`
	Of        string   `json:"of,omitempty" doc:"town of an office" name:"catalog"`
	Received  *int     `json:"received" doc:"applications handed in; null: from 1 to 4, or such a one could be worked out from it"`
	Decided   *int     `json:"decided"`
	InTime    *int     `json:"inTime" doc:"percent of the decided: within the promised time"`
	Workdays  *float64 `json:"workdays" doc:"of a decided one, on average"`
	NoVisit   *int     `json:"noVisit" doc:"percent of the decided: nobody had to come"`
	Waived    *int     `json:"waived" doc:"percent of the papers that were due: shared data stood in"`
	Rated     *int     `json:"rated"`
	Satisfied *int     `json:"satisfied" doc:"percent of the grades: 基本满意 and better"`
	Hidden    []string `json:"hidden" doc:"which counts are not told"`
}

func statisticsOf(r runtime.StatisticsRow) statisticsLine {
	l := statisticsLine{ID: r.ID, Title: r.Title, Of: r.Of, InTime: r.InTime, Workdays: r.Workdays, NoVisit: r.NoVisit, Waived: r.Waived, Satisfied: r.Satisfied, Hidden: []string{}}
	for _, c := range []struct {
		name string
		of   runtime.Count
		to   **int
	}{{"received", r.Received, &l.Received}, {"decided", r.Decided, &l.Decided}, {"rated", r.Rated, &l.Rated}} {
		if c.of.Hidden {
			l.Hidden = append(l.Hidden, c.name)
			continue
		}
		*c.to = &c.of.N
	}
	return l
}

type statisticsIn struct {
	Tongue
	Month string `query:"month" pattern:"^\\d{4}-\\d{2}$" doc:"YYYY-MM; the newest where left out"`
}

type statisticsOut struct {
	Body struct {
		Month   string           `json:"month"`
		Counted time.Time        `json:"counted" doc:"what happened later changes nothing"`
		Months  []string         `json:"months" doc:"that there are, the newest first; none: no month is over yet, and nothing else is told"`
		Total   statisticsLine   `json:"total"`
		Items   []statisticsLine `json:"items"`
		Offices []statisticsLine `json:"offices"`
		Towns   []statisticsLine `json:"towns" doc:"id '' is what serves more than one"`
	}
}

func (h open) statistics(ctx context.Context, in *statisticsIn) (*statisticsOut, error) {
	months, err := h.Public.Months(ctx)
	if err != nil {
		return nil, err
	}
	language := in.language()
	out := &statisticsOut{}
	b := &out.Body
	if in.Month == "" && len(months) == 0 { // no month is over yet: that is no trouble of who asks
		b.Months, b.Total.Hidden = []string{}, []string{}
		b.Items, b.Offices, b.Towns = []statisticsLine{}, []statisticsLine{}, []statisticsLine{}
		return out, nil
	}
	s, err := h.Public.Statistics(ctx, in.Month)
	if err != nil {
		return nil, err
	}
	b.Month, b.Counted, b.Total = s.Month, s.Counted, statisticsOf(s.Total)
	b.Total.Title = sayWholeDistrict.In(language)
	names := map[string]string{}
	if items, err := h.Public.Items(ctx, language); err == nil { // an item is called as it was, unless its name is known in the language
		for _, x := range items {
			names[x.ID] = x.Name
		}
	}
	for _, m := range months {
		b.Months = append(b.Months, m.Month)
	}
	lines := func(rows []runtime.StatisticsRow) []statisticsLine {
		out := make([]statisticsLine, len(rows))
		for i, r := range rows {
			out[i] = statisticsOf(r)
		}
		return out
	}
	b.Items, b.Offices, b.Towns = lines(s.Items), lines(s.Offices), lines(s.Towns)
	for i := range b.Items {
		if n := names[b.Items[i].ID]; n != "" && language != "zh-Hans" {
			b.Items[i].Title = n
		}
	}
	for i := range b.Towns {
		if b.Towns[i].ID == "" {
			b.Towns[i].Title = sayNoTown.In(language)
		}
	}
	return out, nil
}

type ofCaseIn struct {
	Tongue
	Number string `path:"number" maxLength:"40"`
}

type ofCaseOut struct {
	Body struct {
		publishedLine
		Reasons []codeText `json:"reasons" doc:"for which you may take it down; none: you may not, or it is down"`
	}
}

func (h open) ofCase(ctx context.Context, in *ofCaseIn) (*ofCaseOut, error) {
	r, may, err := h.Desk.Publication(ctx, in.Number, in.language())
	if err != nil {
		return nil, err
	}
	out := &ofCaseOut{}
	out.Body.publishedLine, out.Body.Reasons = publishedOf(r, in.language()), []codeText{}
	for _, x := range runtime.DownReasons {
		if may {
			out.Body.Reasons = append(out.Body.Reasons, codeText{x.Code, x.Text.In(in.language())})
		}
	}
	return out, nil
}

type takeDownIn struct {
	Number string `path:"number" maxLength:"40"`
	Body   struct {
		Why string `json:"why" enum:"revoked,corrected,disputed,mistaken"`
	}
}

func (h open) takeDown(ctx context.Context, in *takeDownIn) (*struct{}, error) {
	return nil, h.Desk.TakeDown(ctx, in.Number, in.Body.Why)
}
