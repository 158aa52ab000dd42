package sharing

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"time"

	"banshi/runtime/base/span"
)

// Config is what a Service needs besides its sources.
type Config struct {
	Clock func() time.Time // for freshness and the breaker; time-outs use the machine's own timers
	Log   Log
	Alarm func(source string, err error) // a source mixes people up; nil: nobody hears of it
	Book  Book                           // what is kept here, laid over every answer; nil: nothing is

	TypedHour int // typed keys that one account looks up in an hour, each once; 0: 30
	TypedDay  int // and in a day; 0: 100

	Failures int           // in a row that open the breaker; 0: 5
	Rest     time.Duration // how long it stays open before one look-up tries again; 0: 10 s
	AtOnce   int           // look-ups in flight to one source; 0: 16
	Keep     int           // answers kept in all; 0: 10,000
}

// Service looks up in all sources. Safe for concurrent use.
type Service struct {
	cfg     Config
	sources map[string]*guarded
	cache   *cache
	noted   *noted

	mu      sync.Mutex
	flights map[Want]*flight
	running sync.WaitGroup
	closed  bool
}

// guarded is a source behind its breaker and its bound of look-ups in flight. A slot is taken as long as
// the driver is at work, however long nobody waits for it any more.
type guarded struct {
	Source
	breaker breaker
	slots   chan struct{}
}

// flight is one look-up under way; everybody who wants the same waits for it.
type flight struct {
	done   chan struct{}
	answer Answer
}

// New checks the sources: ids that differ, and a driver for each.
func New(cfg Config, sources []Source) (*Service, error) {
	if cfg.Clock == nil || cfg.Log == nil {
		return nil, errors.New("sharing: Config.Clock and Config.Log are required: nothing is looked up that isn't written down")
	}
	if cfg.TypedHour == 0 {
		cfg.TypedHour = 30
	}
	if cfg.TypedDay == 0 {
		cfg.TypedDay = 100
	}
	if cfg.Failures == 0 {
		cfg.Failures = 5
	}
	if cfg.Rest == 0 {
		cfg.Rest = 10 * time.Second
	}
	if cfg.AtOnce == 0 {
		cfg.AtOnce = 16
	}
	if cfg.Keep == 0 {
		cfg.Keep = 10_000
	}
	s := &Service{cfg: cfg, sources: map[string]*guarded{}, cache: newCache(cfg.Keep), noted: newNoted(cfg.Keep), flights: map[Want]*flight{}}
	for _, src := range sources {
		w := Want{Source: src.ID}
		if src.Licence {
			w = Want{Licence: src.ID}
		}
		if _, twice := s.sources[w.ID()]; twice || src.ID == "" || src.Driver == nil {
			return nil, fmt.Errorf("sharing: source %q: it needs an id of its own and a driver", w.ID())
		}
		if src.Timeout <= 0 {
			src.Timeout = 2 * time.Second
		}
		s.sources[w.ID()] = &guarded{Source: src, slots: make(chan struct{}, cfg.AtOnce),
			breaker: breaker{failures: cfg.Failures, rest: cfg.Rest}}
	}
	return s, nil
}

// Title is what a source is called, as Want.ID names it; "" where there is none.
func (s *Service) Title(id string) string {
	if src := s.sources[id]; src != nil {
		return src.Title
	}
	return ""
}

// Owner is the department that keeps a source; "" where nobody says.
func (s *Service) Owner(id string) string {
	if src := s.sources[id]; src != nil {
		return src.Department
	}
	return ""
}

// Close waits for the look-ups under way. Nothing is looked up afterwards.
func (s *Service) Close() {
	s.mu.Lock()
	s.closed = true
	s.mu.Unlock()
	s.running.Wait()
}

// Fetch looks everything up at once and returns when all has come or ctx ends; what
// has not come by then is Pending, its look-up goes on, and the next Fetch finds it.
// Every want has an answer. Fetch itself never fails: a failure is an answer.
//
// The look-ups are written down first. When that fails, everything is Down: data
// that nobody can account for isn't given out.
func (s *Service) Fetch(ctx context.Context, r Request) map[Want]Answer {
	out := make(map[Want]Answer, len(r.Wants))
	if len(r.Wants) == 0 {
		return out
	}
	now := s.cfg.Clock().UTC()
	known := make([]Want, 0, len(r.Wants))
	for _, w := range r.Wants {
		if _, twice := out[w]; twice {
			continue
		}
		src := s.sources[w.ID()]
		if src == nil || (w.Source == "") == (w.Licence == "") {
			out[w] = Answer{Status: Down, At: now, Why: "unknown"}
			continue
		}
		out[w] = Answer{Status: Pending, At: now, From: src.Title, Via: src.Driver.Via()}
		known = append(known, w)
	}
	known, beyond, err := s.within(ctx, r, known, now)
	for _, w := range beyond {
		a := out[w]
		a.Status, a.Why = Down, Limit
		out[w] = a
	}
	if err == nil {
		err = s.writeDown(ctx, r, known, now)
	}
	if err != nil {
		for _, w := range known {
			a := out[w]
			a.Status, a.Why = Down, Unlogged
			out[w] = a
		}
		return out
	}
	held, err := s.held(ctx, known)
	if err != nil {
		for _, w := range known { // half an answer may be worse than none
			a := out[w]
			a.Status, a.Why = Down, "unreachable"
			out[w] = a
		}
		return out
	}
	waiting := make(map[Want]*flight, len(known))
	for _, w := range known {
		if a, ok := s.kept(r, w, now); ok {
			out[w] = a
			continue
		}
		if f := s.launch(ctx, s.sources[w.ID()], w, now); f != nil {
			waiting[w] = f
		}
	}
	for w, f := range waiting {
		select {
		case <-f.done:
			out[w] = f.answer
		case <-ctx.Done():
			select { // it may have come at the same moment
			case <-f.done:
				out[w] = f.answer
			default:
			}
		}
	}
	for w, h := range held {
		out[w] = overlay(out[w], h, w.Licence != "")
	}
	return out
}

// held reads what is kept here. It is never cached: what was committed is seen by whoever asks next, on any node.
func (s *Service) held(ctx context.Context, wants []Want) (map[Want]Holding, error) {
	if s.cfg.Book == nil || len(wants) == 0 {
		return nil, nil
	}
	return s.cfg.Book.Held(context.WithoutCancel(ctx), wants)
}

// Stamps tells which state what is kept here under each want is in; a want that is left out has nothing. An answer
// of another stamp is old.
func (s *Service) Stamps(ctx context.Context, wants []Want) (map[Want]int64, error) {
	if s.cfg.Book == nil {
		return nil, nil
	}
	return s.cfg.Book.Stamps(ctx, wants)
}

// within divides the wants into those that the account may look up now and those beyond its bound. What it looked up
// a moment ago it may look at again.
func (s *Service) within(ctx context.Context, r Request, wants []Want, now time.Time) (may, beyond []Want, err error) {
	left := -1 // not counted yet
	for _, w := range wants {
		if !r.Typed[w] || s.noted.recently(noteKey{r.Purpose, w}, now) {
			may = append(may, w)
			continue
		}
		if left < 0 {
			if left, err = s.left(ctx, r.Purpose.Actor, now); err != nil {
				return wants, nil, err
			}
		}
		if left == 0 {
			beyond = append(beyond, w)
			continue
		}
		left--
		may = append(may, w)
	}
	return may, beyond, nil
}

// left is how many typed keys an account may still look up now.
func (s *Service) left(ctx context.Context, account string, now time.Time) (int, error) {
	hour, err := s.cfg.Log.Typed(ctx, account, now.Add(-time.Hour))
	if err != nil {
		return 0, err
	}
	day, err := s.cfg.Log.Typed(ctx, account, now.Add(-24*time.Hour))
	return max(0, min(s.cfg.TypedHour-hour, s.cfg.TypedDay-day)), err
}

// kept is an answer from before that the request may have.
func (s *Service) kept(r Request, w Want, now time.Time) (Answer, bool) {
	if r.Anew {
		return Answer{}, false
	}
	return s.cache.get(w, now)
}

// writeDown logs the look-ups. A draft is evaluated at every edit: the same look-up for
// the same purpose within a sitting is one line, not a hundred.
func (s *Service) writeDown(ctx context.Context, r Request, wants []Want, now time.Time) error {
	var batch []Lookup
	for _, w := range wants {
		if s.noted.recently(noteKey{r.Purpose, w}, now) {
			continue
		}
		_, reused := s.kept(r, w, now)
		batch = append(batch, Lookup{At: now, Purpose: r.Purpose, Want: w, Reused: reused, Typed: r.Typed[w]})
	}
	if len(batch) == 0 {
		return nil
	}
	if err := s.cfg.Log.Lookups(ctx, batch); err != nil {
		return err
	}
	for _, l := range batch {
		s.noted.note(noteKey{r.Purpose, l.Want}, now)
	}
	return nil
}

// launch joins the look-up that is under way, or begins one. nil: too many are
// under way already, ask again.
func (s *Service) launch(ctx context.Context, src *guarded, w Want, now time.Time) *flight {
	s.mu.Lock()
	defer s.mu.Unlock()
	if f, ok := s.flights[w]; ok {
		return f
	}
	answer := Answer{Status: Down, At: now, From: src.Title, Via: src.Driver.Via()}
	if s.closed {
		return landed(answer, "refused")
	}
	select {
	case src.slots <- struct{}{}:
	default:
		if src.breaker.failing() {
			return landed(answer, "open") // its look-ups hang: there is no use in asking again
		}
		return nil
	}
	if !src.breaker.allow(now) {
		<-src.slots
		return landed(answer, "open")
	}
	f := &flight{done: make(chan struct{})}
	s.flights[w] = f
	s.running.Add(1)
	// Whoever asked may give up; others may be waiting, and the next asks again soon.
	go s.fly(context.WithoutCancel(ctx), src, w, f, answer)
	return f
}

// landed is a look-up that ended before it began.
func landed(a Answer, why string) *flight {
	f := &flight{done: make(chan struct{}), answer: a}
	f.answer.Why = why
	close(f.done)
	return f
}

func (s *Service) fly(ctx context.Context, src *guarded, w Want, f *flight, answer Answer) {
	defer s.running.Done()
	ctx, end := span.Part(ctx, "source "+w.ID())
	records, err := src.ask(ctx, w)
	end(err != nil && !errors.Is(err, ErrUnknown))
	now := s.cfg.Clock().UTC()
	// A source that says it has no such thing answers.
	src.breaker.report(err == nil || errors.Is(err, ErrUnknown), now)
	if errors.Is(err, ErrStranger) && s.cfg.Alarm != nil {
		s.cfg.Alarm(w.ID(), err)
	}
	if err != nil {
		answer.Why = why(err)
	} else {
		answer.Status, answer.Records = Records, records
		s.cache.put(w, answer, now.Add(freshness(src.Fresh, records)), now)
	}
	f.answer = answer
	s.mu.Lock()
	delete(s.flights, w)
	s.mu.Unlock()
	close(f.done)
}

// ask is one look-up within the source's time; the caller has taken the slot, which is free again when the
// driver comes back. One that doesn't come back when it should is left behind, with its slot: nobody waits
// for it, and a source whose driver hangs is asked by no more goroutines than there are slots.
func (src *guarded) ask(ctx context.Context, w Want) (records []Record, err error) {
	ctx, cancel := context.WithTimeout(ctx, src.Timeout)
	type result struct {
		records []Record
		err     error
	}
	back := make(chan result, 1)
	go func() {
		defer cancel()
		r, err := lookup(ctx, src.Driver, w)
		<-src.slots
		back <- result{r, err}
	}()
	select {
	case r := <-back:
		return r.records, r.err
	case <-ctx.Done():
		select {
		case r := <-back:
			return r.records, r.err
		default:
			return nil, ctx.Err()
		}
	}
}

// lookup asks the driver; one that breaks down gives ErrGarbage.
func lookup(ctx context.Context, d Driver, w Want) (records []Record, err error) {
	defer func() {
		if p := recover(); p != nil {
			records, err = nil, fmt.Errorf("%w: the driver broke down: %v", ErrGarbage, p)
		}
	}()
	return d.Lookup(ctx, w)
}

// freshness: that there is none is soon out of date (somebody fetches the missing
// licence and comes back), so it is kept for a minute at most.
func freshness(fresh time.Duration, records []Record) time.Duration {
	if len(records) == 0 {
		return min(fresh, time.Minute)
	}
	return fresh
}

func why(err error) string {
	switch {
	case errors.Is(err, context.DeadlineExceeded), errors.Is(err, context.Canceled):
		return "timeout"
	case errors.Is(err, ErrGarbage):
		return "garbage"
	case errors.Is(err, ErrUnknown):
		return "unknown"
	}
	return "unreachable"
}
