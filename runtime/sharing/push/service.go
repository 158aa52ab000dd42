package push

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"regexp"
	"slices"
	"sync"
	"time"

	"banshi/runtime/base/actor"
	"banshi/runtime/base/audit"
	"banshi/runtime/base/fault"
	"banshi/runtime/sharing"
	"banshi/runtime/sharing/wire"
)

// Config is what a Service needs.
type Config struct {
	Clock  func() time.Time
	Store  Store
	Keys   []Key
	Shapes map[string]Shape // of every source and kind of licence, by name
	Rate   int              // pushes of one key in a minute, on this node; 0: 60
}

// Service takes pushes. Safe for concurrent use.
type Service struct {
	cfg  Config
	keys map[string]secretKey

	mu     sync.Mutex
	minute map[string]pace
}

// pace counts the pushes of one key in a minute.
type pace struct {
	begun time.Time
	count int
}

// New checks the keys: secrets that are long enough, and sources that are there.
func New(cfg Config) (*Service, error) {
	if cfg.Clock == nil || cfg.Store == nil {
		return nil, errors.New("push: Config.Clock and Config.Store are required")
	}
	if cfg.Rate == 0 {
		cfg.Rate = 60
	}
	keys, err := readKeys(cfg.Keys, cfg.Shapes)
	if err != nil {
		return nil, err
	}
	return &Service{cfg: cfg, keys: keys, minute: map[string]pace{}}, nil
}

// Take takes a push. An empty one says that the department is there. Codes: unauthenticated, too_many, conflict (the
// same request again), too_large.
func (s *Service) Take(ctx context.Context, r Signed) (Receipt, error) {
	now := s.cfg.Clock().UTC()
	if len(r.Body) > MaxBody {
		return Receipt{}, fault.New(fault.TooLarge, sayTooLarge.With(MaxBody>>20))
	}
	key, err := s.known(&r, now)
	if err != nil {
		return Receipt{}, err
	}
	if !s.mayNow(key.ID, now) {
		return Receipt{}, fault.New(fault.TooMany, sayTooOften.With(s.cfg.Rate))
	}
	lines := bytes.Split(bytes.TrimSpace(r.Body), []byte("\n"))
	if len(lines) > MaxLines {
		return Receipt{}, fault.New(fault.TooLarge, sayTooManyLines.With(MaxLines))
	}
	if err := s.cfg.Store.Hear(ctx, key.ID, r.Nonce, key.Sources, now); err != nil {
		if fault.Is(err, fault.Conflict) {
			return Receipt{}, fault.Wrap(err, fault.Conflict, sayNonceUsed)
		}
		return Receipt{}, fmt.Errorf("push: %s: %w", key.ID, err)
	}
	out := Receipt{Key: key.ID, At: now, Digest: Digest(r.Body), Lines: []Line{}}
	if len(bytes.TrimSpace(r.Body)) == 0 {
		return out, nil
	}
	for from := 0; from < len(lines); from += chunk {
		part := lines[from:min(from+chunk, len(lines))]
		told, err := s.take(ctx, key, part, from, now, out.Digest)
		if err != nil {
			// What was written stays; whoever sends all of it again gets the same outcomes for it.
			return Receipt{}, fmt.Errorf("push: %s: lines from %d: %w", key.ID, from+1, err)
		}
		out.Lines = append(out.Lines, told...)
	}
	for _, l := range out.Lines {
		switch l.Outcome {
		case Accepted:
			out.Accepted++
		case Ignored:
			out.Ignored++
		default:
			out.Refused++
		}
	}
	return out, nil
}

// take writes some lines in one transaction.
func (s *Service) take(ctx context.Context, key Key, lines [][]byte, before int, now time.Time, digest string) ([]Line, error) {
	out := make([]Line, len(lines))
	var good []Done
	var place []int
	for i, raw := range lines {
		out[i] = Line{Line: before + i + 1}
		m, why := s.read(key, raw)
		out[i].ID = m.ID
		if !why.None() {
			out[i].Outcome, out[i].Reason = Refused, why
			continue
		}
		d := Done{ID: m.ID, Digest: Digest(raw), Whole: m.Op == Whole,
			Own: sharing.Own{Source: m.Source, Row: m.Record, Seq: m.Seq, Origin: sharing.Origin{Kind: sharing.Pushed, By: key.ID}, At: now}}
		if m.Op == Revoke {
			d.Own = d.Own.Revoke()
		}
		good, place = append(good, d), append(place, i)
	}
	if len(good) == 0 {
		return out, nil
	}
	said, err := s.cfg.Store.Take(ctx, key.ID, good, audit.Event{At: now, Actor: actor.Robot("push"), Act: "records.push",
		Object: audit.Object{Kind: "records", ID: key.ID}, Detail: map[string]any{"lines": len(good), "from": before + 1, "digest": digest}})
	if err != nil {
		return nil, err
	}
	for j, x := range said {
		l := &out[place[j]]
		l.Outcome, l.Again = x.Outcome, x.Again
		switch {
		case x.Other:
			l.Outcome, l.Reason = Refused, sayOtherMessage
		case x.Outcome == Ignored:
			l.Reason = sayOlder
		}
	}
	return out, nil
}

var idShape = regexp.MustCompile(`^[A-Za-z0-9._:-]{1,80}$`)

// read reads one line and judges it; why is the reason of a refusal.
func (s *Service) read(key Key, raw []byte) (m Message, why fault.Text) {
	if len(raw) > MaxLine {
		return m, sayLongLine.With(MaxLine >> 10)
	}
	if bytes.Contains(raw, []byte(`\u0000`)) { // no database takes it
		return m, sayNoMessage
	}
	d := json.NewDecoder(bytes.NewReader(raw))
	d.UseNumber()
	d.DisallowUnknownFields()
	if err := d.Decode(&m); err != nil {
		return m, sayNoMessage
	}
	if _, err := d.Token(); err != io.EOF {
		return m, sayNoMessage
	}
	if !idShape.MatchString(m.ID) {
		m.ID = "" // it may be anything
		return m, sayNoID
	}
	if !slices.Contains(key.Sources, m.Source) {
		return m, sayNotItsSource
	}
	switch m.Op {
	case Whole:
		return m, why
	case Add, Change, Revoke:
	default:
		return m, sayNoOp
	}
	if m.Seq < 1 {
		return m, sayNoSeq
	}
	return m, s.judge(&m)
}

// judge holds a record against what its source declares.
func (s *Service) judge(m *Message) fault.Text {
	row := &m.Record
	own := sharing.Own{Source: m.Source}
	if m.Op == Revoke {
		if row.Fields == nil {
			row.Fields = map[string]any{}
		}
		if own.Licence() && row.Status == "" {
			row.Status = sharing.Live // Own.Revoke puts the right one
		}
	}
	if own.Licence() && row.ID == "" {
		row.ID = row.Number
	}
	if row.At == "" {
		return sayNoDay
	}
	if err := wire.Check(row, own.Licence()); err != nil {
		return sayBadRecord
	}
	if own.Licence() != (row.Key == "" && row.Number != "") {
		return sayBadRecord
	}
	return fault.Joined(s.cfg.Shapes[m.Source](*row), sayAnd)
}

// mayNow counts the pushes of a key within a minute.
func (s *Service) mayNow(key string, now time.Time) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	p := s.minute[key]
	if now.Sub(p.begun) >= time.Minute {
		p = pace{begun: now}
	}
	p.count++
	s.minute[key] = p
	return p.count <= s.cfg.Rate
}
