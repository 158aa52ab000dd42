package designer

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"regexp"
	"slices"
	"time"

	"banshi/designer/replay"
	"banshi/engine/compile"
	"banshi/engine/eval"
	"banshi/runtime/base/actor"
	"banshi/runtime/base/audit"
	"banshi/runtime/base/fault"
)

// ReplayState is what has become of a replay.
type ReplayState string

// The states. A replay is whole or it tells nothing but how far it is: only a done one has a result.
const (
	ReplayRunning  ReplayState = "running"
	ReplayDone     ReplayState = "done"
	ReplayFailed   ReplayState = "failed"   // a part could not be done
	ReplayOutdated ReplayState = "outdated" // the draft or what is in force changed while it ran
)

// Replay is a replay of a draft, as it would be published, over past cases: ordered once, cut in parts that any node works on.
type Replay struct {
	ID, Key    string
	Draft      string
	Version    int // of the draft
	Item       string
	Before     string // digest of the plan in force
	After      string // of the draft's
	Window     Window
	By, ByName string
	At         time.Time
	State      ReplayState
	Total      int // cases when it was ordered
	Done       int // of them looked at
	Finished   time.Time
	Result     *replay.Replayed // of a done one; while it runs what is known, without its lines
	Digest     string           // of a done one: of all that it rests on and what came of it
	Failed     []ReplayPart     // of a failed one
}

// ReplayPart is a range of a replay's cases, by their numbers.
type ReplayPart struct {
	ID     int64
	Replay string
	Behind string // the number before its first
	UpTo   string // its last
	Cases  int    // when it was ordered
	State  ReplayState
	Why    string // of a failed one: PartRead, PartBroke
	Result *replay.Replayed
}

// Why a part failed.
const (
	PartRead  = "read"  // the cases could not be read
	PartBroke = "broke" // whoever worked on it broke down
)

// leastPart and mostPart bound the cases of a part; mostParts is how many there are while they are not at their bound.
const (
	leastPart = 200
	mostPart  = 2000
	mostParts = 16
)

// Why a replay tells nothing of now any more.
const (
	StaleDraft = "draft" // the draft has changed what decides
	StaleBase  = "base"  // another version is in force
	StaleDays  = "days"  // its window ends too long ago
)

// freshDays is how many days a replay stands while new cases come in.
const freshDays = 7

// gateMonths is how far back a replay must look before its draft is handed on.
const gateMonths = 12

// Replays is how a draft stands to past cases.
type Replays struct {
	Needed bool     // it can't be handed on without a fresh one
	Lacks  []Lack   // what is missing for that; of who asks: what he or she has still to open
	Newest *Replay  // nil: none was ordered
	Stale  []string // why that counts no more
	Opened []string // numbers of its grave cases that the asker has opened
	Grave  int      // how many there are to open
}

var replayKey = regexp.MustCompile(`^[A-Za-z0-9_-]{8,100}$`)

// StartReplay orders a replay over the cases of a window. The same key of the same person orders it once, and while one of the
// same draft, definitions and window runs that one is given. Codes: those of the draft; invalid (the draft has errors, no such
// days, no key), not_found (nothing is in force yet), conflict (something else was published that the draft would lose).
func (s *Service) StartReplay(ctx context.Context, who actor.Actor, draft, from, to, key string) (Replay, error) {
	if !replayKey.MatchString(key) {
		return Replay{}, fault.New(fault.Invalid, sayKey)
	}
	w, err := s.window(from, to)
	if err != nil {
		return Replay{}, err
	}
	d, before, after, err := s.both(ctx, who, draft)
	if err != nil {
		return Replay{}, err
	}
	numbers, err := s.cases.Numbers(ctx, d.Item, w.From, w.To, 0)
	if err != nil {
		return Replay{}, fmt.Errorf("designer: past cases: %w", err)
	}
	r := Replay{ID: newID(), Key: key, Draft: d.ID, Version: d.Version, Item: d.Item, Before: before.Plan().Digest, After: after.Plan().Digest,
		Window: w, By: who.ID, ByName: who.Name, At: s.clock().UTC(), State: ReplayRunning, Total: len(numbers)}
	event := audit.Event{At: r.At, Actor: who, Act: actReplay, Object: audit.Object{Kind: string(actor.Item), ID: d.Item},
		Detail: map[string]any{"draft": d.ID, "version": d.Version, "from": day(w.From), "to": day(w.To)}}
	r, err = s.replays.BeginReplay(ctx, r, cut(numbers), event)
	if err != nil {
		return Replay{}, fmt.Errorf("designer: order a replay: %w", err)
	}
	if r.Before == before.Plan().Digest && r.After == after.Plan().Digest {
		_, _ = s.pairs.Get(r.ID, func() (pair, error) { return pair{before, after}, nil }) // here it need not be opened again
	}
	if s.wake != nil {
		s.wake()
	}
	return r, nil
}

const actReplay = "item.replay"

// cut cuts cases into parts. However many there are, the result is the same.
func cut(numbers []string) []ReplayPart {
	size := min(max(leastPart, (len(numbers)+mostParts-1)/mostParts), mostPart)
	var out []ReplayPart
	behind := ""
	for chunk := range slices.Chunk(numbers, size) {
		last := chunk[len(chunk)-1]
		out = append(out, ReplayPart{Behind: behind, UpTo: last, Cases: len(chunk), State: ReplayRunning})
		behind = last
	}
	return out
}

// both opens a draft as it would be published, and what is in force.
func (s *Service) both(ctx context.Context, who actor.Actor, draft string) (d Draft, before, after *eval.Program, err error) {
	if d, err = s.drafts.Candidate(ctx, who, draft); err != nil {
		return d, nil, nil, err
	}
	before, after, err = s.programs(ctx, d)
	return d, before, after, err
}

func (s *Service) programs(ctx context.Context, d Draft) (before, after *eval.Program, err error) {
	if shares(d.Item) {
		return nil, nil, fault.New(fault.NotFound, sayNoCases)
	}
	b, err := s.bases.Get(d.Shared, func() (*base, error) { return openBase(d.Folder) })
	if err != nil {
		return nil, nil, err
	}
	if after = openDesk(d, b).catalogue.Program(d.Item, compile.Chinese); after == nil {
		return nil, nil, fault.New(fault.Invalid, sayBroken)
	}
	before, err = s.published.Newest(ctx, d.Item, compile.Chinese)
	return before, after, err
}

// ReplayOf tells how a draft stands to past cases. Codes: those of the draft.
func (s *Service) ReplayOf(ctx context.Context, who actor.Actor, draft string) (Replays, error) {
	d, err := s.drafts.Draft(ctx, who, draft)
	if err != nil {
		return Replays{}, err
	}
	var out Replays
	switch r, err := s.replays.NewestReplay(ctx, d.ID); {
	case fault.Is(err, fault.NotFound):
	case err != nil:
		return Replays{}, fmt.Errorf("designer: replays of a draft: %w", err)
	default:
		out.Newest = &r
	}
	if err := s.opened(ctx, who, &out); err != nil {
		return Replays{}, err
	}
	c, before, after, err := s.both(ctx, who, draft)
	switch {
	case fault.Is(err, fault.Invalid), fault.Is(err, fault.Conflict), fault.Is(err, fault.NotFound):
		// It has errors, isn't open, would lose something, or nothing is in force: others say so, and what was found then stands.
		if out.Newest != nil {
			out.Stale = []string{StaleDraft}
		}
		return out, nil
	case err != nil:
		return Replays{}, err
	}
	if out.Newest != nil {
		out.Stale = s.stale(*out.Newest, before.Plan().Digest, after.Plan().Digest)
	}
	if out.Needed, err = s.needed(ctx, c.Item, before, after); err != nil || !out.Needed {
		return out, err
	}
	out.Lacks, err = s.lacks(ctx, d.ID, before, after, []string{who.ID})
	return out, err
}

// opened adds what is known of a replay: how far it is, and what the asker has opened of it.
func (s *Service) opened(ctx context.Context, who actor.Actor, out *Replays) error {
	r := out.Newest
	if r == nil {
		return nil
	}
	if r.State == ReplayRunning || r.State == ReplayFailed {
		parts, err := s.replays.Parts(ctx, r.ID, false)
		if err != nil {
			return fmt.Errorf("designer: parts of a replay: %w", err)
		}
		*r = soFar(*r, parts)
		return nil
	}
	if r.Result == nil {
		return nil
	}
	out.Grave = len(r.Result.Grave())
	marks, err := s.replays.Opened(ctx, r.ID, []string{who.ID})
	if err != nil {
		return fmt.Errorf("designer: what was opened of a replay: %w", err)
	}
	out.Opened = marks[who.ID]
	return nil
}

// soFar is a replay with what its parts say, without lines: half of them would look like all.
func soFar(r Replay, parts []ReplayPart) Replay {
	var results []replay.Replayed
	for _, p := range parts {
		switch {
		case p.Result != nil:
			r.Done += p.Cases
			results = append(results, *p.Result)
		case p.State == ReplayFailed:
			r.Failed = append(r.Failed, p)
		}
	}
	sum := replay.Merge(results...)
	sum.Lines = nil
	r.Result = &sum
	return r
}

// stale tells why a replay counts no more.
func (s *Service) stale(r Replay, before, after string) []string {
	out := []string{}
	if r.After != after {
		out = append(out, StaleDraft)
	}
	if r.Before != before {
		out = append(out, StaleBase)
	}
	if r.Window.To.Before(s.clock().UTC().AddDate(0, 0, -freshDays-1)) {
		out = append(out, StaleDays)
	}
	return out
}

// digestOf seals a replay: what was compared, over which days, and what came of it.
func digestOf(r Replay) (string, error) {
	data, err := json.Marshal(struct {
		Item, Before, After, From, To string
		Result                        *replay.Replayed
	}{r.Item, r.Before, r.After, day(r.Window.From), day(r.Window.To), r.Result})
	if err != nil {
		return "", err
	}
	sum := sha256.Sum256(data)
	return hex.EncodeToString(sum[:]), nil
}

func day(t time.Time) string { return t.Format(time.DateOnly) }

func newID() string {
	var b [16]byte
	_, _ = rand.Read(b[:]) // never fails
	return hex.EncodeToString(b[:])
}
