package catalog

import (
	"context"
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"time"

	"banshi/engine/load/grammar"
	"banshi/runtime/base/actor"
	"banshi/runtime/base/audit"
	"banshi/runtime/base/fault"
)

// DraftState is what has become of a draft of a definition.
type DraftState string

// The states: open → in review → open again, or published; discarded.
const (
	DraftOpen      DraftState = "open"
	DraftInReview  DraftState = "in_review"
	DraftPublished DraftState = "published"
	DraftDiscarded DraftState = "discarded"
)

// Draft is a change of an item that isn't published: a set of changed files over a pack. Of an item there is one at most
// that is open or in review.
type Draft struct {
	ID         string
	Item       string // its id; of a file that items share: its path
	Title      string // of the item, when it was begun
	Department string // id of the item's
	Base       string // digest of the pack that it changes
	State      DraftState
	Version    int // number of the last step; 0 before the first
	By, ByName string
	At         time.Time
	Changed    time.Time
	Authors    []string // accounts of all who wrote a step: none of them may publish it

	Approved     string // account of who agreed to it; "" nobody
	ApprovedName string
	Number       int    // of the version that it became
	Effective    string // civil day from which that counts
}

// Live tells whether something may still become of a draft.
func (d Draft) Live() bool { return d.State == DraftOpen || d.State == DraftInReview }

// DraftFile is a file of a catalogue's folder as a draft has it. One without text isn't there.
type DraftFile struct {
	Path    string
	Text    string
	Version int // of the step that changed it last; 0: it is as in the pack
}

// Drafts are the drafts of definitions: written together, step by step, reviewed by somebody else and published.
type Drafts struct {
	catalogue *Service
	store     DraftStore
	clock     func() time.Time
	gate      Gate
	patterns  Patterns
	uses      Uses
	news      News
}

// DraftsConfig is what Drafts need.
type DraftsConfig struct {
	Catalogue *Service
	Store     DraftStore
	Clock     func() time.Time
	Gate      Gate
	Patterns  Patterns
	Uses      Uses
	News      News
}

// NewDrafts needs all of its config.
func NewDrafts(c DraftsConfig) (*Drafts, error) {
	if c.Catalogue == nil || c.Store == nil || c.Clock == nil || c.Gate == nil || c.Patterns == nil || c.Uses == nil || c.News == nil {
		return nil, errors.New("catalog: all of DraftsConfig is required")
	}
	return &Drafts{catalogue: c.Catalogue, store: c.Store, clock: c.Clock, gate: c.Gate, patterns: c.Patterns, uses: c.Uses, news: c.News}, nil
}

// keyShape is that of the keys by which clients repeat a request.
var keyShape = regexp.MustCompile(`^[A-Za-z0-9_-]{8,100}$`)

func (d Draft) object() actor.Object {
	return actor.Object{Kind: actor.Item, ID: d.Item, Department: d.Department, Makers: d.Authors}
}

// Listed is an item of the catalogue, as those see it who configure.
type Configured struct {
	Card
	Number       int    // of the newest version; 0: none is published yet
	Effective    string // from which day
	Withdrawn    bool
	Person       []string // themes
	Organisation []string
	Stop         *Stop  // urgent, that counts; nil: none
	Draft        *Draft // that is open or in review; nil: none, or it isn't the asker's to see
	MayEdit      error  // why the asker may not; nil: may
}

// List gives the items of the catalogue with their drafts, and those that are not published yet, in the order of ids.
// What is published is called as in a language. Codes: unauthenticated, forbidden, unavailable.
func (s *Drafts) List(ctx context.Context, who actor.Actor, language string) ([]Configured, error) {
	if err := mayAnywhere(who); err != nil {
		return nil, err
	}
	newest, err := s.catalogue.newest(ctx)
	if err != nil {
		return nil, err
	}
	heads, err := s.catalogue.store.Heads(ctx, "", "")
	if err != nil {
		return nil, fmt.Errorf("catalog: versions: %w", err)
	}
	live, err := s.store.LiveDrafts(ctx)
	if err != nil {
		return nil, fmt.Errorf("catalog: drafts: %w", err)
	}
	stops, err := s.catalogue.StopsNow(ctx)
	if err != nil {
		return nil, err
	}
	var out []Configured
	add := func(c Configured) {
		object := actor.Object{Kind: actor.Item, ID: c.ID, Department: c.Department.ID}
		c.MayEdit = actor.Can(who, actor.ItemEdit, object)
		if x, stopped := stops[c.ID]; stopped {
			c.Stop = &x
		}
		if d, ok := live[c.ID]; ok {
			if delete(live, c.ID); actor.Can(who, actor.ItemDrafts, d.object()) == nil {
				c.Draft = &d
			} else if c.Number == 0 {
				return // not published yet, and nobody's business
			}
		}
		out = append(out, c)
	}
	today := newest.today(s.clock())
	for _, h := range heads {
		r, err := s.catalogue.record(ctx, h.Version, newest, today)
		if err != nil {
			return nil, err
		}
		add(Configured{Card: r.speak(language).Card, Number: h.Number, Effective: h.Effective, Withdrawn: h.Withdrawn, Person: r.Person, Organisation: r.Organisation})
	}
	departments := newest.departments()
	for id, d := range live {
		if shares(id) {
			continue // see Shared
		}
		c := Configured{Card: Card{ID: id, Name: d.Title}}
		c.Department.ID, c.Department.Title = d.Department, departments[d.Department]
		if to, ok := newest.Names(language)[c.Department.Title]; ok {
			c.Department.Title = to
		}
		add(c)
	}
	slices.SortFunc(out, func(a, b Configured) int { return strings.Compare(a.ID, b.ID) })
	return out, nil
}

// mayAnywhere: somebody has to do with drafts of some department.
func mayAnywhere(who actor.Actor) error {
	err := actor.Can(who, actor.ItemDrafts, actor.Object{Kind: actor.Item})
	for _, p := range who.Posts {
		if err != nil && p.Department != "" {
			err = actor.Can(who, actor.ItemDrafts, actor.Object{Kind: actor.Item, Department: p.Department})
		}
	}
	if fault.Is(err, fault.NotFound) { // of no department at all
		return fault.New(fault.Forbidden, sayNoDepartment)
	}
	return err
}

func (e *edition) departments() map[string]string {
	out := map[string]string{}
	for _, d := range e.Spec.Catalog.Departments {
		out[d.ID.S] = d.Title.S
	}
	return out
}

// DraftOrder says what a draft is to be of: an item of the catalogue, or a new one made from something.
type DraftOrder struct {
	Item       string // id, or the path of a file that items share
	From       string // of a new one: empty, item:<id>, template:<mode>, FromText; of one that there is: version:<number>, "" the newest
	Name       string // of a new one
	Department string // of a new one; "" the asker's own
	Text       string // of a new one FromText: its file
}

// FromText is a new item of which the file is there already.
const FromText = "text"

// Begin opens a draft of an item: the one that there is, or a new one over the newest pack. Codes: unauthenticated,
// forbidden, not_found, invalid, conflict.
func (s *Drafts) Begin(ctx context.Context, who actor.Actor, o DraftOrder) (Draft, error) {
	newest, err := s.catalogue.newest(ctx)
	if err != nil {
		return Draft{}, err
	}
	d := Draft{ID: newID(), Item: o.Item, Base: newest.id, State: DraftOpen, By: who.ID, ByName: who.Name, At: s.clock().UTC()}
	d.Changed = d.At
	var first Step
	number, again, err := numberOf(o.From)
	if err != nil {
		return Draft{}, err
	}
	if o.From == "" || again {
		err = s.known(ctx, newest, &d)
	} else {
		first, err = s.fresh(ctx, who, newest, o, &d)
	}
	if err != nil {
		return Draft{}, err
	}
	if err := actor.Can(who, actor.ItemEdit, d.object()); err != nil {
		return Draft{}, err
	}
	detail := map[string]any(nil)
	if again {
		if first, err = s.again(ctx, who, newest, number, &d); err != nil {
			return Draft{}, err
		}
		detail = map[string]any{"from": number}
	}
	out, err := s.store.BeginDraft(ctx, d, first, s.event(who, d, actDraftBegin, detail))
	if err != nil {
		return Draft{}, fmt.Errorf("catalog: begin a draft: %w", err)
	}
	if again && out.ID != d.ID {
		return Draft{}, fault.New(fault.Conflict, sayDraftThere)
	}
	if o.From != "" && out.ID != d.ID && (out.By != who.ID || out.Title != d.Title) { // else it was pressed twice
		return Draft{}, fault.New(fault.Conflict, sayItemTaken)
	}
	return out, nil
}

// known fills in a draft of an item that is in the catalogue.
func (s *Drafts) known(ctx context.Context, newest *edition, d *Draft) error {
	live, err := s.store.LiveDrafts(ctx)
	if err != nil {
		return fmt.Errorf("catalog: drafts: %w", err)
	}
	if there, ok := live[d.Item]; ok { // also one that isn't published yet
		d.Title, d.Department = there.Title, there.Department
		return nil
	}
	if shares(d.Item) {
		return newest.knownShared(d)
	}
	heads, err := s.catalogue.store.Heads(ctx, "", d.Item)
	if err != nil {
		return fmt.Errorf("catalog: versions of %s: %w", d.Item, err)
	}
	if d.Item == "" || len(heads) == 0 {
		return fault.New(fault.NotFound, sayNoItem)
	}
	def, err := s.catalogue.definition(ctx, heads[0].Version, newest)
	if err != nil {
		return err
	}
	p := def.Program(Chinese).Plan()
	d.Title, d.Department = p.Name, p.Department.ID
	return nil
}

// fresh fills in a draft of a new item, and gives its first step.
func (s *Drafts) fresh(ctx context.Context, who actor.Actor, newest *edition, o DraftOrder, d *Draft) (Step, error) {
	o.Name = strings.TrimSpace(o.Name)
	if !grammar.IDShape.MatchString(o.Item) || len(o.Item) > grammar.MaxID {
		return Step{}, fault.New(fault.Invalid, sayBadItem, fault.Field{Path: "body.item", Message: sayBadID})
	}
	if o.Name == "" || len([]rune(o.Name)) > longestName || strings.ContainsAny(o.Name, "\r\n") {
		return Step{}, fault.New(fault.Invalid, sayBadItem, fault.Field{Path: "body.name", Message: sayBadName})
	}
	taken, err := newest.has(o.Item)
	if err != nil {
		return Step{}, err
	}
	versions, err := s.catalogue.store.Versions(ctx, o.Item)
	if err != nil {
		return Step{}, fmt.Errorf("catalog: versions of %s: %w", o.Item, err)
	}
	if taken || len(versions) > 0 {
		return Step{}, fault.New(fault.Conflict, sayItemTaken)
	}
	d.Title, d.Department = o.Name, o.Department
	for _, p := range who.Posts {
		if d.Department == "" && p.Role == actor.ItemManager {
			d.Department = p.Department
		}
	}
	if _, there := newest.departments()[d.Department]; !there {
		return Step{}, fault.New(fault.Invalid, sayBadItem, fault.Field{Path: "body.department", Message: sayBadDepartment})
	}
	files, err := s.beginning(newest, o, d.Department)
	if err != nil {
		return Step{}, err
	}
	step := Step{Seq: 1, Kind: StepBegin, Label: sayBegan.With(o.Name).In(Chinese), Author: who.ID, Name: who.Name, At: d.At}
	for _, f := range files {
		patches := between("", f.Text)
		_, inverse, err := apply("", patches)
		if err != nil {
			return Step{}, err
		}
		step.Changes = append(step.Changes, Change{File: f.Path, Patches: patches, Inverse: inverse})
		step.Files = append(step.Files, DraftFile{f.Path, f.Text, 1})
	}
	step.File = step.Changes[0].File
	d.Version = 1
	return step, nil
}

const longestName = 100

// Draft gives one that the asker may see. Codes: unauthenticated, forbidden, not_found.
func (s *Drafts) Draft(ctx context.Context, who actor.Actor, id string) (Draft, error) {
	return s.for_(ctx, who, actor.ItemDrafts, id)
}

// for_ finds a draft to which somebody wants to do something. Codes: unauthenticated, forbidden, not_found.
func (s *Drafts) for_(ctx context.Context, who actor.Actor, act actor.Act, id string) (Draft, error) {
	if who.Kind == actor.Nobody {
		return Draft{}, actor.Can(who, act, actor.Object{Kind: actor.Item})
	}
	if err := mayAnywhere(who); err != nil {
		return Draft{}, err
	}
	find := s.store.Draft
	if item, number, ok := versionOf(id); ok {
		find = func(ctx context.Context, _ string) (Draft, error) { return s.kept(ctx, item, number) }
	}
	d, err := find(ctx, id)
	if fault.Is(err, fault.NotFound) {
		return Draft{}, fault.New(fault.NotFound, sayNoDraft)
	}
	if err != nil {
		return Draft{}, fmt.Errorf("catalog: draft: %w", err)
	}
	if actor.Can(who, actor.ItemDrafts, d.object()) != nil {
		return Draft{}, fault.New(fault.NotFound, sayNoDraft)
	}
	if err := actor.Can(who, act, d.object()); err != nil {
		return d, err
	}
	if d.Kept() && act != actor.ItemDrafts {
		return d, fault.New(fault.Conflict, sayKept)
	}
	return d, nil
}

// What drafts write to the audit trail besides actor.ItemEdit, ItemReview and ItemPublish.
const (
	actDraftBegin   = "item.draft_begin"
	actDraftSubmit  = "item.draft_submit"
	actDraftReturn  = "item.draft_return"
	actDraftPublish = "item.draft_publish"
	actDraftDiscard = "item.draft_discard"
)

func (s *Drafts) event(who actor.Actor, d Draft, act string, detail map[string]any) audit.Event {
	out := map[string]any{"draft": d.ID, "version": d.Version}
	for k, v := range detail {
		out[k] = v
	}
	return audit.Event{At: s.clock().UTC(), Actor: who, Act: act, Object: audit.Object{Kind: string(actor.Item), ID: d.Item}, Detail: out}
}
