package main

import (
	"context"
	"crypto/sha256"
	"net"
	"net/http"
	"net/netip"
	"strconv"
	"strings"
	"sync"
	"time"

	"banshi/runtime/base/limit"
	limitstore "banshi/runtime/base/limit/store"
	"banshi/runtime/identity"
	identityapi "banshi/runtime/identity/api"
	identitystandin "banshi/runtime/identity/standin"
)

// limits is how often somebody may ask, and how much is done at once. The zero value bounds nothing.
type limits struct {
	Rates map[string]limit.Rate
	Lanes map[string]limit.Lane
}

// Names of rates.
const (
	rateAddress = "address" // anything, by address: a plain flood
	rateAccount = "account" // anything, by account
	rateSignIn  = "sign_in" // beginning to sign in and coming back, by address: a hall's terminals share one
	rateNumbers = "numbers" // looking somebody or something up by a number that was typed, by account, or else by address
	rateCodes   = "codes"   // asking by a number and its code without signing in, by address; misses are bounded by case besides
	rateUploads = "uploads" // new files, by account

	rateQuestions = "questions" // asking an office, and asking once more, by account
)

// Names of lanes.
const (
	laneStaff  = "staff"  // whoever is signed in at the workbench
	lanePublic = "public" // everybody else
	laneFiles  = "files"  // bytes that come and go: slow lines hold a place for long
	laneDoor   = "door"   // finding out whether a session is a clerk's, the first time that it comes
)

// defaultLimits are far above what people do, also of those behind one address of a telephone company.
func defaultLimits() limits {
	return limits{
		Rates: map[string]limit.Rate{
			rateAddress: {Every: time.Second / 100, Burst: 1000},
			rateAccount: {Every: time.Second / 20, Burst: 300},
			rateSignIn:  {Every: time.Second, Burst: 120},
			rateNumbers: {Every: 2 * time.Second, Burst: 60},
			rateCodes:   {Every: 2 * time.Second, Burst: 60},
			rateUploads: {Every: time.Second, Burst: 120},

			rateQuestions: {Every: time.Minute, Burst: 20},
		},
		Lanes: map[string]limit.Lane{
			lanePublic: {Most: 64, Waiting: 256, Wait: 2 * time.Second},
			laneStaff:  {Most: 32, Waiting: 128, Wait: 10 * time.Second},
			laneFiles:  {Most: 64, Waiting: 64, Wait: 5 * time.Second},
			laneDoor:   {Most: 4, Waiting: 64, Wait: 5 * time.Second},
		},
	}
}

// across are the rates that nodes on one database count together: what somebody could gain by asking another node.
var across = []string{rateSignIn, rateNumbers, rateCodes, rateUploads, rateQuestions}

// bounded are the routes with a rate of their own.
var bounded = map[string]string{
	"POST " + identityapi.SignInPath: rateSignIn,
	"GET " + identityapi.SignInPath:  rateSignIn,
	"GET " + identityapi.ReturnPath:  rateSignIn,

	"POST /api/mandates":              rateNumbers,
	"POST /api/staff/mandates/search": rateNumbers,
	"POST /api/staff/cases/search":    rateNumbers,
	"POST /api/counter/pick-up":       rateNumbers,

	"POST /api/progress":         rateCodes,
	"POST /api/progress/ratings": rateCodes,
	"POST /api/screen":           rateCodes,
	"POST /api/snags":            rateCodes,
	"POST /api/snags/look":       rateCodes,

	"POST /api/drafts/{id}/uploads": rateUploads,

	"POST /api/consultations":             rateQuestions,
	"POST /api/consultations/{id}/follow": rateQuestions,
}

// limitsVar changes them: names with a rate or a lane, parted by spaces, or off.
const limitsVar = "BANSHI_LIMITS"

// readLimits reads what is set: `address=200/s:2000 numbers=30/m:60 lane.public=128:512`. bad is a word that says nothing.
func readLimits(text string) (l limits, bad string) {
	if text == "off" {
		return limits{}, ""
	}
	l = defaultLimits()
	for word := range strings.FieldsSeq(text) {
		name, value, _ := strings.Cut(word, "=")
		first, second, both := strings.Cut(value, ":")
		n, err := strconv.Atoi(second)
		if !both || err != nil || n < 0 {
			return l, word
		}
		if of, ok := strings.CutPrefix(name, "lane."); ok {
			x, known := l.Lanes[of]
			x.Most, err = strconv.Atoi(first)
			if !known || err != nil || x.Most < 1 {
				return l, word
			}
			x.Waiting = n
			l.Lanes[of] = x
			continue
		}
		count, unit, _ := strings.Cut(first, "/")
		per := map[string]time.Duration{"s": time.Second, "m": time.Minute, "h": time.Hour}[unit]
		much, err := strconv.Atoi(count)
		if _, known := l.Rates[name]; !known || err != nil || much < 1 || per == 0 || n < 1 {
			return l, word
		}
		l.Rates[name] = limit.Rate{Every: per / time.Duration(much), Burst: n}
	}
	return l, ""
}

// throttle says no early: by how often somebody asks, and by how much is under way.
type throttle struct {
	buckets *limit.Buckets
	lanes   *limit.Lanes
	shared  *limitstore.Limits // nil: this node is the only one
	known   clerks
	site    *site
}

func (s *site) openLimits(ctx context.Context) error {
	secret, err := s.secret(ctx)
	if err != nil {
		return err
	}
	t := &throttle{site: s, lanes: limit.NewLanes(s.cfg.Limits.Lanes)}
	cfg := limit.Config{Rates: s.cfg.Limits.Rates, Across: across, Key: keyFor(secret, "who asks how often"), Clock: s.cfg.Clock,
		Failed: func(err error) { s.cfg.Log.Warn("count what nodes count together", "error", err) }}
	if s.db.Shared() {
		t.shared = limitstore.New(s.db)
		cfg.Shared = t.shared
	}
	t.buckets = limit.NewBuckets(cfg)
	s.throttle = t
	return nil
}

// idle: answered from memory, and asked for by who must always hear something.
func idle(path string) bool {
	return path == "/healthz" || path == "/livez" || path == "/problem.css" || strings.HasPrefix(path, assetsPath) ||
		!notAPage(path) && !strings.HasPrefix(path, identitystandin.Path)
}

// admit gives a request its place in a lane, unless its address floods the hall.
func (t *throttle) admit(r *http.Request) (leave func(), err error) {
	if idle(r.URL.Path) {
		return func() {}, nil
	}
	ctx := r.Context()
	if err := t.take(ctx, rateAddress, network(r.RemoteAddr)); err != nil {
		return nil, err
	}
	lane := lanePublic
	switch {
	case t.clerk(r):
		lane = laneStaff
	case carries(r):
		lane = laneFiles
	}
	return t.lanes.Enter(ctx, lane)
}

// carries: a file comes or goes.
func carries(r *http.Request) bool {
	return strings.HasPrefix(r.URL.Path, "/api/files/") || strings.Contains(r.URL.Path, "/uploads/")
}

// clerk tells whether a request is of somebody at the workbench. It decides about a place and about nothing else: what
// one may do is asked anew, of the database.
func (t *throttle) clerk(r *http.Request) bool {
	token := identityapi.TokenOf(r, t.site.secure())
	if token == "" {
		return false
	}
	now := t.site.cfg.Clock()
	if is, known := t.known.of(token, now); known || !desk(r.URL.Path) {
		return is
	}
	leave, err := t.lanes.Enter(r.Context(), laneDoor)
	if err != nil {
		return false
	}
	defer leave()
	c, err := t.site.sessions.Resume(r.Context(), token)
	if err != nil {
		return false
	}
	t.known.note(token, c.Account.Staff != nil, now)
	return c.Account.Staff != nil
}

// desk: an address of the workbench and of its counter.
func desk(path string) bool {
	return strings.HasPrefix(path, "/api/staff/") || strings.HasPrefix(path, "/api/counter/")
}

// allow counts a request by who asks, once that is known.
func (t *throttle) allow(r *http.Request, route string) error {
	ctx := r.Context()
	who := network(r.RemoteAddr)
	if c, ok := identity.From(ctx); ok {
		who = "account " + c.Account.ID
		if c.Account.Staff != nil {
			t.known.note(identityapi.TokenOf(r, t.site.secure()), true, t.site.cfg.Clock())
		}
		if err := t.take(ctx, rateAccount, who); err != nil {
			return err
		}
	}
	rule, ok := bounded[route]
	if !ok {
		return nil
	}
	if rule == rateSignIn || rule == rateCodes {
		who = network(r.RemoteAddr)
	}
	return t.take(ctx, rule, who)
}

func (t *throttle) take(ctx context.Context, rule, who string) error {
	err := t.buckets.Take(ctx, rule, who)
	if err != nil {
		t.site.metrics.limited.WithLabelValues(rule).Inc()
	}
	return err
}

// network is whom an address belongs to: one of IPv4, the first half of one of IPv6, which one household has whole.
func network(at string) string {
	host, _, err := net.SplitHostPort(at)
	if err != nil {
		host = at
	}
	a, err := netip.ParseAddr(host)
	if err != nil {
		return host
	}
	a = a.Unmap().WithZone("")
	if a.Is4() {
		return a.String()
	}
	p, err := a.Prefix(64)
	if err != nil {
		return a.String()
	}
	return p.String()
}

// clerks remembers of sessions that came before whether they are of the workbench.
type clerks struct {
	mu   sync.Mutex
	seen map[[sha256.Size]byte]clerkSeen
}

type clerkSeen struct {
	staff bool
	until time.Time
}

const (
	clerkKept  = 10 * time.Minute
	mostClerks = 20_000
)

func (c *clerks) of(token string, now time.Time) (staff, known bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	s, ok := c.seen[sha256.Sum256([]byte(token))]
	return s.staff, ok && now.Before(s.until)
}

func (c *clerks) note(token string, staff bool, now time.Time) {
	if token == "" {
		return
	}
	key := sha256.Sum256([]byte(token))
	c.mu.Lock()
	defer c.mu.Unlock()
	if s, ok := c.seen[key]; ok && s.staff == staff && s.until.Sub(now) > clerkKept/2 {
		return
	}
	if c.seen == nil {
		c.seen = map[[sha256.Size]byte]clerkSeen{}
	}
	if len(c.seen) >= mostClerks {
		for k, s := range c.seen { // first those that are over, then any of the public's
			if !now.Before(s.until) || !s.staff {
				delete(c.seen, k)
			}
		}
	}
	if len(c.seen) < mostClerks {
		c.seen[key] = clerkSeen{staff, now.Add(clerkKept)}
	}
}

// sweepLimits forgets who has not asked for long.
func (s *site) sweepLimits(ctx context.Context) error {
	if s.throttle.shared == nil {
		return nil
	}
	_, err := s.throttle.shared.Sweep(ctx, s.cfg.Clock())
	return err
}
