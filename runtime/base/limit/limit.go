// Package limit says no early: to who asks too often (Buckets), and to everybody where more is under way than can be
// done (Lanes). It knows no HTTP; base/web asks it before anything is done for a request.
package limit

import (
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"math"
	"sync"
	"time"

	"golang.org/x/time/rate"

	"banshi/runtime/base/fault"
)

// Rate is how often somebody may do something.
type Rate struct {
	Every time.Duration // one more after each of these; 0: as often as one likes
	Burst int           // at once, by who has not asked for long
}

// Shared keeps what is counted over all nodes. Who is a keyed digest: nothing in it tells an address or an account.
type Shared interface {
	// Take counts one, and gives 0; or counts nothing, and gives how long it takes until one is to be had.
	Take(ctx context.Context, rule, who string, r Rate, now time.Time) (wait time.Duration, err error)
}

// Config is what Buckets need.
type Config struct {
	Rates  map[string]Rate  // by name of the rule; a rule without one bounds nothing
	Shared Shared           // of rules that nodes count together; nil: this node is the only one
	Across []string         // names of those rules
	Key    []byte           // of the digests
	Clock  func() time.Time // required
	Failed func(error)      // is told where Shared fails: this node then counts alone; nil: nobody
}

// Buckets count who does what how often.
type Buckets struct {
	cfg    Config
	across map[string]bool
	rules  map[string]*bucketsOf
}

// NewBuckets makes them, all full.
func NewBuckets(cfg Config) *Buckets {
	b := &Buckets{cfg: cfg, across: map[string]bool{}, rules: map[string]*bucketsOf{}}
	for _, name := range cfg.Across {
		b.across[name] = cfg.Shared != nil
	}
	for name, r := range cfg.Rates {
		if r.Every > 0 {
			b.rules[name] = &bucketsOf{rate: r, turn: max(time.Minute, time.Duration(r.Burst)*r.Every)}
		}
	}
	return b
}

// Take counts one for somebody. Codes: too_many, with the time after which it goes on.
func (b *Buckets) Take(ctx context.Context, rule, who string) error {
	of := b.rules[rule]
	if of == nil {
		return nil
	}
	now := b.cfg.Clock()
	// In memory first: a flood on one node never reaches the database.
	wait := of.take(who, now)
	if wait == 0 && b.across[rule] {
		var err error
		if wait, err = b.cfg.Shared.Take(ctx, rule, b.digest(rule, who), of.rate, now); err != nil {
			wait = 0
			if b.cfg.Failed != nil {
				b.cfg.Failed(fmt.Errorf("limit: %s: %w", rule, err))
			}
		}
	}
	if wait == 0 {
		return nil
	}
	seconds := max(1, int(math.Ceil(wait.Seconds())))
	e := fault.New(fault.TooMany, sayTooOften.With(seconds))
	e.After = time.Duration(seconds) * time.Second
	return e
}

func (b *Buckets) digest(rule, who string) string {
	m := hmac.New(sha256.New, b.cfg.Key)
	m.Write([]byte(rule + "\x00" + who))
	return hex.EncodeToString(m.Sum(nil)[:16])
}

// mostBuckets is of how many one rule knows at once. Beyond it those are forgotten that were not seen for longest: who
// comes from so many places is bounded by the lanes.
const mostBuckets = 100_000

// bucketsOf is one rule. A bucket that nobody has touched for a whole turn is full again, so that forgetting it changes
// nothing: two generations take turns.
type bucketsOf struct {
	rate Rate
	turn time.Duration // in which an empty bucket fills

	mu         sync.Mutex
	young, old map[string]*rate.Limiter
	turned     time.Time
}

func (b *bucketsOf) take(who string, now time.Time) time.Duration {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.young == nil || now.Sub(b.turned) >= b.turn || len(b.young) >= mostBuckets/2 {
		b.young, b.old, b.turned = map[string]*rate.Limiter{}, b.young, now
	}
	l := b.young[who]
	if l == nil {
		if l = b.old[who]; l == nil {
			l = rate.NewLimiter(rate.Every(b.rate.Every), max(1, b.rate.Burst))
		}
		b.young[who] = l
	}
	r := l.ReserveN(now, 1)
	wait := r.DelayFrom(now)
	if wait > 0 {
		r.CancelAt(now)
	}
	return wait
}
