package runtime

import (
	"context"
	"crypto/rand"
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"banshi/runtime/base/actor"
	"banshi/runtime/base/audit"
	"banshi/runtime/base/fault"
	"banshi/runtime/identity"
	"banshi/runtime/notice"
)

// manager is a member of staff who may manage m.
func (d *Directory) manager(ctx context.Context, account string) (identity.Current, Member, error) {
	who, err := worker(ctx)
	if err != nil {
		return who, Member{}, err
	}
	m, err := d.Store.Member(ctx, account)
	switch {
	case fault.Is(err, fault.NotFound):
		m = Member{Account: account} // whoever may manage nobody learns nothing of who is there
		if denied := actor.Can(who.Actor(), actor.AccountManage, actor.Object{Kind: actor.Account}); denied != nil {
			return who, m, denied
		}
		return who, m, err
	case err != nil:
		return who, m, fmt.Errorf("runtime: find a member of staff: %w", err)
	}
	return who, m, actor.Can(who.Actor(), actor.AccountManage, d.object(m))
}

// Joining is somebody who begins to work here.
type Joining struct {
	Account, Name, Title, Town string
	Posts                      []Appointing
	Key                        string
}

// Appointing is a post to be given. Days: "" today, and open.
type Appointing struct {
	actor.Post
	From, Until string
}

var accountShape = regexp.MustCompile(`^[A-Za-z0-9][A-Za-z0-9._:@|-]{0,63}$`)

// Join takes somebody up. Codes: unauthenticated, forbidden, not_found (of another town), invalid, conflict (is there already).
func (d *Directory) Join(ctx context.Context, o Joining) (Member, error) {
	who, err := worker(ctx)
	if err != nil {
		return Member{}, err
	}
	trimmed(&o.Account, &o.Name, &o.Title)
	m := Member{Account: o.Account, Name: o.Name, Title: o.Title, Town: o.Town, Joined: d.today()}
	if err := actor.Can(who.Actor(), actor.AccountManage, d.object(m)); err != nil {
		return Member{}, beyond(err)
	}
	if err := d.checkMember(m); err != nil {
		return Member{}, err
	}
	before, err := d.Store.Member(ctx, o.Account)
	switch {
	case err != nil && !fault.Is(err, fault.NotFound):
		return Member{}, fmt.Errorf("runtime: find a member of staff: %w", err)
	case err == nil && before.Left != "": // comes back: what was, stays written
		m.Version, m.Posts, m.Leaves = before.Version, before.Posts, before.Leaves
	}
	if err := d.appoint(who, &m, o.Posts); err != nil {
		return Member{}, err
	}
	return d.write(ctx, who, m, o, o.Key, "join", map[string]any{"posts": told(m.Posts)}, nil)
}

func (d *Directory) checkMember(m Member) error {
	var fields []fault.Field
	bad := func(path string, say fault.Text) { fields = append(fields, fault.Field{Path: path, Message: say}) }
	if !accountShape.MatchString(m.Account) {
		bad("account", sayAccountShape)
	}
	for path, s := range map[string]string{"name": m.Name, "title": m.Title} {
		if s == "" || utf8.RuneCountInString(s) > 60 || !textFault(s).None() {
			bad(path, sayNameShape)
		}
	}
	if m.Town != "" && d.atlas().towns[m.Town] == "" {
		bad("town", sayNoPlace)
	}
	if len(fields) == 0 {
		return nil
	}
	slices.SortFunc(fields, func(a, b fault.Field) int { return strings.Compare(a.Path, b.Path) })
	return fault.New(fault.Invalid, sayBadMember, fields...)
}

// Moving is a change of what somebody is and does.
type Moving struct {
	Version     int
	Name, Title string   // "" stay
	Town        *string  // nil stays
	End         []string // ids of posts that end today
	Appoint     []Appointing
	HandOver    *string // see Staffing
	Key         string
}

// Move ends posts and gives others, in one step. Codes: as Join, and conflict (changed meanwhile).
func (d *Directory) Move(ctx context.Context, account string, o Moving) (Member, error) {
	who, m, err := d.manager(ctx, account)
	if err != nil {
		return Member{}, err
	}
	if m.Left != "" {
		return Member{}, fault.New(fault.Conflict, sayHasLeft)
	}
	trimmed(&o.Name, &o.Title)
	if o.Name != "" {
		m.Name = o.Name
	}
	if o.Title != "" {
		m.Title = o.Title
	}
	if o.Town != nil {
		m.Town = *o.Town
	}
	m.Version = o.Version
	if err := d.checkMember(m); err != nil {
		return Member{}, err
	}
	for _, id := range o.End {
		i := slices.IndexFunc(m.Posts, func(p Appointment) bool { return p.ID == id })
		if i < 0 {
			return Member{}, fault.New(fault.Invalid, sayBadMember, fault.Field{Path: "end", Message: sayNoPost})
		}
		if !m.Posts[i].Ended(d.today()) {
			m.Posts[i].Until = d.yesterday()
		}
	}
	if err := d.appoint(who, &m, o.Appoint); err != nil {
		return Member{}, err
	}
	// What lay in the town before and doesn't any more goes beyond a town's administrator.
	if err := actor.Can(who.Actor(), actor.AccountManage, d.object(m)); err != nil {
		return Member{}, beyond(err)
	}
	return d.write(ctx, who, m, o, o.Key, "move", map[string]any{"ended": o.End, "posts": told(m.Posts)}, o.HandOver)
}

func (d *Directory) yesterday() string {
	return d.Clock().In(d.Zone).AddDate(0, 0, -1).Format(time.DateOnly)
}

// beyond says of a refusal that it is about where the post lies: the member is the caller's to manage.
func beyond(err error) error {
	if fault.Is(err, fault.NotFound) {
		return fault.New(fault.Forbidden, sayBeyond)
	}
	return err
}

// appoint gives posts, if each is complete, in force from today on, no clash, and the caller's to give.
func (d *Directory) appoint(who identity.Current, m *Member, list []Appointing) error {
	places := d.atlas()
	for i, x := range list {
		at := func(part string) string { return fmt.Sprintf("posts[%d].%s", i, part) }
		if x.From == "" {
			x.From = d.today()
		}
		p := Appointment{ID: rand.Text()[:12], Post: x.Post, From: x.From, Until: x.Until, By: who.Account.ID}
		p.For, p.ForName = "", ""
		if path, say := d.checkPost(places, p); !say.None() {
			return fault.New(fault.Invalid, sayBadMember, fault.Field{Path: at(path), Message: say})
		}
		o := actor.Object{Kind: actor.Account, ID: m.Account, Owner: m.Account, Town: places.townOf(p.Post)}
		if err := actor.Can(who.Actor(), actor.AccountManage, o); err != nil {
			return beyond(err)
		}
		for _, q := range m.Posts {
			if !overlap(p.From, p.Until, q.From, q.Until) || q.Ended(d.today()) {
				continue
			}
			if q.Post == p.Post {
				return fault.New(fault.Conflict, sayHasPost, fault.Field{Path: at("role"), Message: sayHasPost})
			}
			if c, clash := actor.ClashOf(p.Post, q.Post); clash {
				say := sayClash.With(p.Role.Title(), q.Role.Title(), c.Why)
				return fault.New(fault.Conflict, say, fault.Field{Path: at("role"), Message: say})
			}
		}
		m.Posts = append(m.Posts, p)
	}
	return nil
}

// checkPost tells what is wrong with a post, and where.
func (d *Directory) checkPost(places atlas, p Appointment) (path string, say fault.Text) {
	bound := p.Role.Bound()
	_, office := places.offices[p.Office]
	switch {
	case !slices.Contains(actor.Roles(), p.Role):
		return "role", sayNoRole
	case bound == actor.ByOffice && !office:
		return "office", sayNoPlace
	case bound == actor.ByTown && places.towns[p.Town] == "":
		return "town", sayNoPlace
	case bound == actor.ByDepartment && places.departments[p.Department] == "":
		return "department", sayNoPlace
	case bound != actor.ByOffice && p.Office != "":
		return "office", sayNotBound
	case bound != actor.ByTown && p.Town != "":
		return "town", sayNotBound
	case bound != actor.ByDepartment && p.Department != "":
		return "department", sayNotBound
	}
	return d.checkDays(p.From, p.Until, true)
}

// checkDays asks for days that are none of the past, in order.
func (d *Directory) checkDays(from, until string, open bool) (path string, say fault.Text) {
	for _, x := range []struct{ path, day string }{{"from", from}, {"until", until}} {
		if _, err := time.Parse(time.DateOnly, x.day); err != nil && (x.path == "from" || x.day != "" || !open) {
			return x.path, sayDayShape
		}
	}
	switch {
	case from < d.today():
		return "from", sayPast
	case until != "" && until < from:
		return "until", sayBackward
	}
	return "", fault.Text{}
}

// Absence is a time in which somebody is away.
type Absence struct {
	Version     int
	From, Until string
	Deputy      string // account; "" nobody
	HandOver    *string
	Key         string
}

// Absent notes a leave and who acts meanwhile. Codes: as Move.
func (d *Directory) Absent(ctx context.Context, account string, o Absence) (Member, error) {
	who, m, err := d.manager(ctx, account)
	if err != nil {
		return Member{}, err
	}
	if m.Left != "" {
		return Member{}, fault.New(fault.Conflict, sayHasLeft)
	}
	if o.From == "" {
		o.From = d.today()
	}
	if path, say := d.checkDays(o.From, o.Until, false); !say.None() {
		return Member{}, fault.New(fault.Invalid, sayBadMember, fault.Field{Path: path, Message: say})
	}
	if slices.ContainsFunc(m.Leaves, func(l Leave) bool { return overlap(l.From, l.Until, o.From, o.Until) }) {
		return Member{}, fault.New(fault.Conflict, sayAwayThen, fault.Field{Path: "from", Message: sayAwayThen})
	}
	if o.Deputy != "" {
		if err := d.checkDeputy(ctx, who, m, o); err != nil {
			return Member{}, err
		}
	}
	m.Version = o.Version
	leave := Leave{ID: rand.Text()[:12], From: o.From, Until: o.Until, Deputy: o.Deputy, By: who.Account.ID}
	m.Leaves = append(m.Leaves, leave)
	return d.write(ctx, who, m, o, o.Key, "leave", map[string]any{"from": o.From, "until": o.Until, "deputy": o.Deputy}, o.HandOver, deputyNews(m, leave, notice.DeskDeputy, d.Clock().UTC())...)
}

// checkDeputy: somebody else who is here then, whom the caller may manage, and whose posts go with those.
func (d *Directory) checkDeputy(ctx context.Context, who identity.Current, m Member, o Absence) error {
	refuse := func(code fault.Code, say fault.Text) error {
		return fault.New(code, say, fault.Field{Path: "deputy", Message: say})
	}
	if o.Deputy == m.Account {
		return refuse(fault.Invalid, sayOwnDeputy)
	}
	deputy, err := d.Store.Member(ctx, o.Deputy)
	switch {
	case fault.Is(err, fault.NotFound):
		return refuse(fault.Invalid, sayNoMember)
	case err != nil:
		return fmt.Errorf("runtime: find a deputy: %w", err)
	case actor.Can(who.Actor(), actor.AccountManage, d.object(deputy)) != nil:
		return refuse(fault.Forbidden, sayBeyond)
	case deputy.Left != "" || slices.ContainsFunc(deputy.Leaves, func(l Leave) bool { return overlap(l.From, l.Until, o.From, o.Until) }):
		return refuse(fault.Conflict, sayDeputyAway)
	}
	for _, p := range m.Posts {
		for _, q := range deputy.Posts {
			c, clash := actor.ClashOf(p.Post, q.Post)
			// What clashes at one office alone is held apart case by case, also for a deputy.
			if clash && !c.Here && overlap(q.From, q.Until, o.From, o.Until) && overlap(p.From, p.Until, o.From, o.Until) {
				return refuse(fault.Conflict, sayClash.With(p.Role.Title(), q.Role.Title(), c.Why))
			}
		}
	}
	return nil
}

// Back ends a leave before its last day, or takes back one that hasn't begun. Codes: as Move.
func (d *Directory) Back(ctx context.Context, account, leave string, version int, key string) (Member, error) {
	who, m, err := d.manager(ctx, account)
	if err != nil {
		return Member{}, err
	}
	i := slices.IndexFunc(m.Leaves, func(l Leave) bool { return l.ID == leave })
	if i < 0 {
		return Member{}, fault.New(fault.NotFound, sayNoLeave)
	}
	var tell []notice.Notice
	if m.Leaves[i].Until >= d.today() {
		tell = deputyNews(m, m.Leaves[i], notice.DeskDeputyOff, d.Clock().UTC())
		m.Leaves[i].Until = d.yesterday()
	}
	m.Version = version
	return d.write(ctx, who, m, []any{"back", leave, version}, key, "back", map[string]any{"leave": leave}, nil, tell...)
}

// Departing is somebody who stops working here.
type Departing struct {
	Version  int
	HandOver string // account of who takes the open work; "" it goes back to its offices' queues
	Key      string
}

// Depart ends every post, every session and every claim, at once. Codes: as Move.
func (d *Directory) Depart(ctx context.Context, account string, o Departing) (Member, error) {
	who, m, err := d.manager(ctx, account)
	if err != nil {
		return Member{}, err
	}
	m.Version, m.Left = o.Version, d.today()
	for i := range m.Posts {
		if !m.Posts[i].Ended(d.today()) {
			m.Posts[i].Until = d.yesterday()
		}
	}
	for i := range m.Leaves {
		if m.Leaves[i].Until >= d.today() {
			m.Leaves[i].Until = d.yesterday()
		}
	}
	return d.write(ctx, who, m, o, o.Key, "depart", map[string]any{"hand_over": o.HandOver}, &o.HandOver)
}

// checkHandOver: the open work stays (nil), goes back to the queue (""), or to a colleague who is here.
func (d *Directory) checkHandOver(ctx context.Context, from string, to *string) error {
	if to == nil || *to == "" {
		return nil
	}
	m, err := d.Store.Member(ctx, *to)
	if err != nil && !fault.Is(err, fault.NotFound) {
		return fmt.Errorf("runtime: find who takes over: %w", err)
	}
	if err != nil || m.Left != "" || *to == from {
		return fault.New(fault.Invalid, sayBadMember, fault.Field{Path: "handOver", Message: sayNoMember})
	}
	return nil
}

// write hands a change to the store.
func (d *Directory) write(ctx context.Context, who identity.Current, m Member, order any, key, event string, detail map[string]any, handOver *string, tell ...notice.Notice) (Member, error) {
	if !idempotencyKey.MatchString(key) {
		return Member{}, badKey()
	}
	if err := d.checkHandOver(ctx, m.Account, handOver); err != nil {
		return Member{}, err
	}
	sum, err := digestOf(map[string]any{"event": event, "account": m.Account, "order": order})
	if err != nil {
		return Member{}, err
	}
	now := d.Clock().UTC()
	detail = maps.Clone(detail)
	detail["event"] = event
	out, _, err := d.Store.Staff(ctx, Staffing{Member: m, Order: sum, Key: key, By: who.Account.ID, At: now, HandOver: handOver,
		Out: event == "depart", Tell: tell,
		Audit: audit.Event{At: now, Actor: who.Actor(), Act: string(actor.AccountManage), Object: audit.Object{Kind: string(actor.Account), ID: m.Account}, Detail: detail}})
	if err != nil {
		return Member{}, fmt.Errorf("runtime: %s of a member of staff: %w", event, err)
	}
	return out, nil
}

// told is posts as the trail has them.
func told(list []Appointment) []string {
	out := make([]string, 0, len(list))
	for _, p := range list {
		out = append(out, strings.Join([]string{string(p.Role), p.Office + p.Department + p.Town, p.From, p.Until}, " "))
	}
	return out
}
