package runtime

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"sync"
	"time"

	"banshi/engine/plan"
	"banshi/engine/view"
	"banshi/runtime/base/fault"
)

// Editions knows what was published. The catalogue implements it.
type Editions interface {
	// Items lists every item that was ever published.
	Items(ctx context.Context, language string) ([]PublicItem, error)
	// Versions lists those of an item, the newest first; none of one that never was.
	Versions(ctx context.Context, item string) ([]PublicVersion, error)
}

// PublicItem is an item with its newest version.
type PublicItem struct {
	ID, Name   string
	Department string // title
	Withdrawn  bool   // nothing new begins with it
	PublicVersion
}

// PublicVersion is one edition of an item.
type PublicVersion struct {
	Number    int       // 1, 2, 3 …
	Effective string    // YYYY-MM-DD
	At        time.Time // when it was published
}

// Edition is one edition of an item with what changed in it.
type Edition struct {
	PublicVersion
	Name       string
	Department string   // that published it
	Changes    []Change // against the one before; nil of the first
}

// Change is what changed in one part of an item.
type Change struct {
	Of                      Aspect
	Added, Removed, Altered []string // titles of single conditions, questions, papers and the like; none where the part has none
}

// Aspect is one of an item's parts, as a guide has them.
type Aspect string

// The parts, in the order in which they are told.
const (
	AspectName       Aspect = "name"
	AspectDepartment Aspect = "department"
	AspectApplicants Aspect = "applicants"
	AspectBasis      Aspect = "basis"
	AspectConditions Aspect = "conditions"
	AspectForm       Aspect = "form"
	AspectMaterials  Aspect = "materials"
	AspectData       Aspect = "data"
	AspectSteps      Aspect = "steps"
	AspectLimit      Aspect = "limit"
	AspectFee        Aspect = "fee"
	AspectResult     Aspect = "result"
	AspectPublicity  Aspect = "publicity"
	AspectGuide      Aspect = "guide"
	AspectOther      Aspect = "other"
)

// mostEditions is how many editions are told with what changed in them: the newest.
const mostEditions = 50

// Items lists every item that was ever published, in the order of ids.
func (p *Public) Items(ctx context.Context, language string) ([]PublicItem, error) {
	list, err := p.Editions.Items(ctx, language)
	if err != nil {
		return nil, fmt.Errorf("runtime: published items: %w", err)
	}
	return list, nil
}

// History lists the editions of an item, the newest first, with what changed from one to the next. Codes: not_found.
func (p *Public) History(ctx context.Context, item, language string) ([]Edition, error) {
	versions, err := p.Editions.Versions(ctx, item)
	if err != nil {
		return nil, fmt.Errorf("runtime: editions of %s: %w", item, err)
	}
	if len(versions) == 0 {
		return nil, fault.New(fault.NotFound, sayNoEdition)
	}
	out := make([]Edition, min(len(versions), mostEditions))
	for i := range out {
		if out[i], err = p.told(ctx, item, versions[i:min(i+2, len(versions))], language); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// told is one edition with what changed against the one before, which is worked out once: neither changes any more.
func (p *Public) told(ctx context.Context, item string, pair []PublicVersion, language string) (Edition, error) {
	key := toldKey{item, pair[0].Number, language}
	if e, ok := p.editions.get(key); ok {
		return e, nil
	}
	var plans [2]*plan.Plan
	for i, v := range pair {
		def, err := p.Definitions.At(ctx, item, v.Number)
		if err != nil {
			return Edition{}, fmt.Errorf("runtime: edition %d of %s: %w", v.Number, item, err)
		}
		plans[i] = def.Program(language).Plan()
	}
	e := Edition{PublicVersion: pair[0], Name: plans[0].Name, Department: plans[0].Department.Title}
	if plans[1] != nil {
		e.Changes = changesOf(plans[1], plans[0])
	}
	p.editions.put(key, e)
	return e, nil
}

type toldKey struct {
	item     string
	number   int
	language string
}

// mostTold is how many editions are kept as they were told.
const mostTold = 8192

// toldEditions keeps editions that were told.
type toldEditions struct {
	mu   sync.Mutex
	kept map[toldKey]Edition
}

func (t *toldEditions) get(k toldKey) (Edition, bool) {
	t.mu.Lock()
	defer t.mu.Unlock()
	e, ok := t.kept[k]
	return e, ok
}

func (t *toldEditions) put(k toldKey, e Edition) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.kept == nil || len(t.kept) >= mostTold {
		t.kept = map[toldKey]Edition{}
	}
	t.kept[k] = e
}

// EditionPage is an item as one of its editions had it.
type EditionPage struct {
	View    view.View
	Edition PublicVersion
	Newest  int
}

// Edition shows an item as an edition had it, as anybody sees it who has answered nothing. Codes: not_found.
func (p *Public) Edition(ctx context.Context, item string, number int, language string) (EditionPage, error) {
	versions, err := p.Editions.Versions(ctx, item)
	if err != nil {
		return EditionPage{}, fmt.Errorf("runtime: editions of %s: %w", item, err)
	}
	for _, v := range versions {
		if v.Number != number {
			continue
		}
		def, err := p.Definitions.At(ctx, item, number)
		if err != nil {
			return EditionPage{}, fmt.Errorf("runtime: edition %d of %s: %w", number, item, err)
		}
		out := EditionPage{Edition: v, Newest: versions[0].Number}
		out.View, err = p.guide.lookAs(ctx, def, nil, "", language, nil)
		return out, err
	}
	return EditionPage{}, fault.New(fault.NotFound, sayNoEdition)
}

// titled is one of a list that has an id of its own.
type titled struct {
	id, title string
	value     any
}

// changesOf compares two editions part by part. What only the system reads, such as the order of evaluation, follows from
// the rest.
func changesOf(was, is *plan.Plan) []Change {
	var out []Change
	whole := func(of Aspect, a, b any) {
		if !sameJSON(a, b) {
			out = append(out, Change{Of: of})
		}
	}
	each := func(of Aspect, a, b []titled) {
		if c := (Change{Of: of}); c.compare(a, b) {
			out = append(out, c)
		}
	}
	whole(AspectName, []any{was.Name, was.AlsoKnownAs, was.Code, was.Type}, []any{is.Name, is.AlsoKnownAs, is.Code, is.Type})
	whole(AspectDepartment, []any{was.Department, was.Dispatch, was.Entry}, []any{is.Department, is.Dispatch, is.Entry})
	whole(AspectApplicants, []any{was.Applicants, was.Acting, was.Access}, []any{is.Applicants, is.Acting, is.Access})
	whole(AspectBasis, was.Guide.Basis, is.Guide.Basis)
	each(AspectConditions, conditionsOf(was), conditionsOf(is))
	each(AspectForm, questionsOf(was), questionsOf(is))
	each(AspectMaterials, materialsOf(was), materialsOf(is))
	whole(AspectData, was.Facts, is.Facts)
	each(AspectSteps, stepsOf(was), stepsOf(is))
	whole(AspectLimit, []any{was.Limits, was.Instant, was.Batch}, []any{is.Limits, is.Instant, is.Batch})
	whole(AspectFee, was.Fees, is.Fees)
	whole(AspectResult, was.Results, is.Results)
	whole(AspectPublicity, was.Publicity, is.Publicity)
	a, b := was.Guide, is.Guide
	a.Basis, b.Basis = nil, nil
	whole(AspectGuide, a, b)
	if len(out) == 0 {
		out = append(out, Change{Of: AspectOther})
	}
	return out
}

func (c *Change) compare(was, is []titled) bool {
	before := map[string]titled{}
	for _, t := range was {
		before[t.id] = t
	}
	for _, t := range is {
		old, there := before[t.id]
		delete(before, t.id)
		switch {
		case !there:
			c.Added = append(c.Added, t.title)
		case !sameJSON(old.value, t.value):
			c.Altered = append(c.Altered, t.title)
		}
	}
	for _, t := range was {
		if _, gone := before[t.id]; gone {
			c.Removed = append(c.Removed, t.title)
		}
	}
	return len(c.Added)+len(c.Removed)+len(c.Altered) > 0
}

// sameJSON compares by JSON, which is what a plan is.
func sameJSON(a, b any) bool {
	x, err1 := json.Marshal(a)
	y, err2 := json.Marshal(b)
	return err1 == nil && err2 == nil && bytes.Equal(x, y)
}

func conditionsOf(p *plan.Plan) (out []titled) {
	for _, r := range p.Rules {
		out = append(out, titled{r.ID, r.Title, r})
	}
	return out
}

// questionsOf are the applicant's; what staff fills in belongs to its step.
func questionsOf(p *plan.Plan) (out []titled) {
	for _, f := range p.Fields {
		if f.Step == "" {
			out = append(out, titled{f.ID, f.Title, f})
		}
	}
	return out
}

func materialsOf(p *plan.Plan) (out []titled) {
	for _, m := range p.Materials {
		out = append(out, titled{m.ID, m.Title, m})
	}
	return out
}

func stepsOf(p *plan.Plan) (out []titled) {
	for _, s := range p.Steps {
		var fields []*plan.Field
		for _, f := range p.Fields {
			if f.Step == s.ID {
				fields = append(fields, f)
			}
		}
		out = append(out, titled{s.ID, s.Title, []any{s, fields}})
	}
	return out
}
