package store

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"

	"github.com/uptrace/bun"

	"banshi/runtime"
	"banshi/runtime/base/actor"
	"banshi/runtime/base/audit"
	"banshi/runtime/base/db"
	"banshi/runtime/base/fault"
	"banshi/runtime/identity"
	identitystore "banshi/runtime/identity/store"
	noticestore "banshi/runtime/notice/store"
)

type memberRow struct {
	bun.BaseModel `bun:"table:staff_members,alias:m"`

	Account string `bun:",pk"`
	Name    string
	Title   string
	Town    string
	Joined  string
	LeftOn  string
	Version int
}

type postRow struct {
	bun.BaseModel `bun:"table:staff_posts,alias:p"`

	ID         string `bun:",pk"`
	Account    string
	Place      int
	Role       string
	Office     string
	Department string
	Town       string
	FromDay    string
	UntilDay   string
	GivenBy    string
}

type leaveRow struct {
	bun.BaseModel `bun:"table:staff_leaves,alias:l"`

	ID       string `bun:",pk"`
	Account  string
	FromDay  string
	UntilDay string
	Deputy   string
	NotedBy  string
}

// Staff makes changes of the directory, all of them or none.
func (s *Store) Staff(ctx context.Context, list ...runtime.Staffing) (m runtime.Member, again bool, err error) {
	err = s.db.InTx(ctx, func(ctx context.Context, tx bun.Tx) error {
		for _, x := range list {
			key := keyRow{Scope: "staff/" + x.By, Key: x.Key, Subject: x.Order, At: db.Micros(x.At)}
			if x.Key != "" {
				if again, err = used(ctx, tx, &key, x.Order); err != nil {
					return err
				}
			}
			if !again {
				if err := staff(ctx, tx, x); err != nil {
					return err
				}
				if x.Key != "" {
					if err := remember(ctx, key); err != nil {
						return err
					}
				}
			}
			if m, err = readMember(ctx, tx, x.Member.Account); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return runtime.Member{}, false, err
	}
	return m, again, nil
}

// staff writes one change: the member, his or her posts and leaves, and what ends with it.
func staff(ctx context.Context, tx bun.Tx, x runtime.Staffing) error {
	m := x.Member
	if err := writeMember(ctx, tx, m); err != nil {
		return err
	}
	if err := writePosts(ctx, tx, m); err != nil {
		return err
	}
	if x.Out {
		ended, err := identitystore.EndAll(ctx, tx, m.Account)
		if err != nil {
			return err
		}
		x.Audit.Detail["sessions"] = ended
	}
	if x.HandOver != nil {
		moved, err := handOver(ctx, tx, x)
		if err != nil {
			return err
		}
		x.Audit.Detail["handed_over"] = moved
	}
	if err := noticestore.Tell(ctx, tx, x.Tell...); err != nil {
		return err
	}
	return audit.Append(ctx, tx, x.Audit)
}

func writeMember(ctx context.Context, tx bun.Tx, m runtime.Member) error {
	row := memberRow{Account: m.Account, Name: m.Name, Title: m.Title, Town: m.Town, Joined: m.Joined, LeftOn: m.Left, Version: m.Version + 1}
	if m.Version == 0 {
		_, err := tx.NewInsert().Model(&row).Exec(ctx)
		if db.IsDuplicate(err) {
			return fault.New(fault.Conflict, sayThereAlready, fault.Field{Path: "account", Message: sayThereAlready})
		}
		if err != nil {
			return fmt.Errorf("write a member of staff: %w", err)
		}
		return nil
	}
	res, err := tx.NewUpdate().Model(&row).Column("name", "title", "town", "joined", "left_on", "version").
		Where("account = ?", m.Account).Where("version = ?", m.Version).Exec(ctx)
	if err != nil {
		return fmt.Errorf("write a member of staff: %w", err)
	}
	if one, err := changed(res); err != nil || !one {
		if err == nil {
			err = fault.New(fault.Conflict, sayStaffMoved)
		}
		return err
	}
	return nil
}

func writePosts(ctx context.Context, tx bun.Tx, m runtime.Member) error {
	for _, old := range []any{(*postRow)(nil), (*leaveRow)(nil)} {
		if _, err := tx.NewDelete().Model(old).Where("account = ?", m.Account).Exec(ctx); err != nil {
			return fmt.Errorf("write posts: %w", err)
		}
	}
	posts := make([]postRow, len(m.Posts))
	for i, p := range m.Posts {
		posts[i] = postRow{ID: p.ID, Account: m.Account, Place: i, Role: string(p.Role), Office: p.Office, Department: p.Department, Town: p.Town,
			FromDay: p.From, UntilDay: p.Until, GivenBy: p.By}
	}
	if len(posts) > 0 {
		if _, err := tx.NewInsert().Model(&posts).Exec(ctx); err != nil {
			return fmt.Errorf("write posts: %w", err)
		}
	}
	leaves := make([]leaveRow, len(m.Leaves))
	for i, l := range m.Leaves {
		leaves[i] = leaveRow{ID: l.ID, Account: m.Account, FromDay: l.From, UntilDay: l.Until, Deputy: l.Deputy, NotedBy: l.By}
	}
	if len(leaves) > 0 {
		if _, err := tx.NewInsert().Model(&leaves).Exec(ctx); err != nil {
			return fmt.Errorf("write leaves: %w", err)
		}
	}
	return nil
}

// Member finds one. Codes: not_found.
func (s *Store) Member(ctx context.Context, account string) (runtime.Member, error) {
	return readMember(ctx, s.db.Read(), account)
}

func readMember(ctx context.Context, q bun.IDB, account string) (runtime.Member, error) {
	var row memberRow
	err := q.NewSelect().Model(&row).Where("m.account = ?", account).Scan(ctx)
	if db.IsNone(err) {
		return runtime.Member{}, none()
	}
	if err != nil {
		return runtime.Member{}, fmt.Errorf("read a member of staff: %w", err)
	}
	list, err := filled(ctx, q, []memberRow{row})
	if err != nil {
		return runtime.Member{}, err
	}
	return list[0], nil
}

// filled puts their posts and leaves to members.
func filled(ctx context.Context, q bun.IDB, rows []memberRow) ([]runtime.Member, error) {
	out := make([]runtime.Member, len(rows))
	at := map[string]int{}
	accounts := make([]string, len(rows))
	for i, r := range rows {
		out[i] = runtime.Member{Account: r.Account, Name: r.Name, Title: r.Title, Town: r.Town, Joined: r.Joined, Left: r.LeftOn, Version: r.Version}
		at[r.Account], accounts[i] = i, r.Account
	}
	if len(rows) == 0 {
		return out, nil
	}
	var posts []postRow
	if err := q.NewSelect().Model(&posts).Where("p.account IN (?)", bun.List(accounts)).OrderExpr("p.account, p.place").Scan(ctx); err != nil {
		return nil, fmt.Errorf("read posts: %w", err)
	}
	for _, p := range posts {
		m := &out[at[p.Account]]
		m.Posts = append(m.Posts, runtime.Appointment{ID: p.ID, Post: p.post(), From: p.FromDay, Until: p.UntilDay, By: p.GivenBy})
	}
	var leaves []leaveRow
	if err := q.NewSelect().Model(&leaves).Where("l.account IN (?)", bun.List(accounts)).OrderExpr("l.account, l.from_day, l.id").Scan(ctx); err != nil {
		return nil, fmt.Errorf("read leaves: %w", err)
	}
	for _, l := range leaves {
		m := &out[at[l.Account]]
		m.Leaves = append(m.Leaves, runtime.Leave{ID: l.ID, From: l.FromDay, Until: l.UntilDay, Deputy: l.Deputy, By: l.NotedBy})
	}
	return out, nil
}

func (p postRow) post() actor.Post {
	return actor.Post{Role: actor.Role(p.Role), Office: p.Office, Department: p.Department, Town: p.Town}
}

// inForce keeps the rows of a period that has the day.
func inForce(q *bun.SelectQuery, alias, day string) *bun.SelectQuery {
	return q.Where(alias+".from_day <= ?", day).Where("("+alias+".until_day = '' OR "+alias+".until_day >= ?)", day)
}

// MembersOf lists one page, by name.
func (s *Store) MembersOf(ctx context.Context, w runtime.MembersWanted) ([]runtime.Member, int, error) {
	narrow := func(q *bun.SelectQuery) *bun.SelectQuery {
		if w.Left {
			q = q.Where("m.left_on <> ''")
		} else {
			q = q.Where("m.left_on = ''")
		}
		if w.Query != "" {
			p := "%" + like.Replace(w.Query) + "%"
			q = q.Where("(m.name LIKE ? ESCAPE '!' OR m.title LIKE ? ESCAPE '!' OR m.account LIKE ? ESCAPE '!')", p, p, p)
		}
		if w.Town != "" {
			q = q.Where("m.town = ?", w.Town)
		}
		if w.Role == "" && w.Office == "" {
			return q
		}
		held := s.db.Read().NewSelect().Model((*postRow)(nil)).ColumnExpr("p.account")
		if w.Role != "" {
			held = held.Where("p.role = ?", string(w.Role))
		}
		if w.Office != "" {
			held = held.Where("p.office = ?", w.Office)
		}
		return q.Where("m.account IN (?)", inForce(held, "p", w.Today))
	}
	total, err := narrow(s.db.Read().NewSelect().Model((*memberRow)(nil))).Count(ctx)
	if err != nil {
		return nil, 0, fmt.Errorf("count members of staff: %w", err)
	}
	var rows []memberRow
	err = narrow(s.db.Read().NewSelect().Model(&rows)).OrderExpr("m.name, m.account").Limit(int64(w.Size)).Offset(int64((w.Page - 1) * w.Size)).Scan(ctx)
	if err != nil {
		return nil, 0, fmt.Errorf("list members of staff: %w", err)
	}
	list, err := filled(ctx, s.db.Read(), rows)
	return list, int(total), err
}

var memberOf = db.Selecting[memberRow]("WHERE m.account = ? AND m.left_on = ''")

// StaffOn is what an account is trusted with on a day: its own posts, but for a day of leave, and those of colleagues
// on leave whose deputy it is. nil: no member of staff.
func (s *Store) StaffOn(ctx context.Context, account, day string) (*identity.Staff, error) {
	var m memberRow
	found := memberOf.Into(&m, nil, account)
	if err := s.db.Look(ctx, found); err != nil {
		return nil, fmt.Errorf("read a member of staff: %w", err)
	}
	if found.Rows == 0 {
		return nil, nil
	}
	out := &identity.Staff{Title: m.Title}
	var leaves []leaveRow
	away := s.db.Read().NewSelect().Model(&leaves).Where("(l.account = ? OR l.deputy = ?)", account, account)
	if err := inForce(away, "l", day).OrderExpr("l.account").Scan(ctx); err != nil {
		return nil, fmt.Errorf("read who is on leave: %w", err)
	}
	whose := []string{}
	own := true
	for _, l := range leaves {
		if l.Account == account {
			own = false
		} else {
			whose = append(whose, l.Account)
		}
	}
	if !own {
		return out, nil // who is away stands in for nobody, either
	}
	var rows []struct {
		postRow
		Name string
	}
	q := s.db.Read().NewSelect().Model((*postRow)(nil)).ColumnExpr("p.*, m.name AS name").
		Join("JOIN staff_members AS m ON m.account = p.account").Where("m.left_on = ''").
		Where("p.account IN (?)", bun.List(append(whose, account)))
	if err := inForce(q, "p", day).OrderExpr("p.account, p.place").Scan(ctx, &rows); err != nil {
		return nil, fmt.Errorf("read posts: %w", err)
	}
	for _, r := range rows {
		p := r.post()
		if r.Account != account {
			p.For, p.ForName = r.Account, r.Name
		}
		out.Posts = append(out.Posts, p)
	}
	return out, nil
}

// few is how many colleagues of a role are named.
const few = 5

// Holding lists who has one of the roles at an office on a day.
func (s *Store) Holding(ctx context.Context, roles []actor.Role, office, day string) ([]runtime.Colleague, error) {
	var rows []struct{ Account, Name, Role string }
	words := make([]string, len(roles))
	for i, r := range roles {
		words[i] = string(r)
	}
	// Whoever is on leave is stood in for by the deputy, under the same role.
	q := s.db.Read().NewSelect().Model((*postRow)(nil)).ColumnExpr("w.account AS account, w.name AS name, p.role AS role").
		Join("LEFT JOIN staff_leaves AS l ON l.account = p.account AND l.from_day <= ? AND (l.until_day = '' OR l.until_day >= ?)", day, day).
		Join("JOIN staff_members AS w ON w.account = CASE WHEN l.id IS NULL THEN p.account ELSE l.deputy END").
		Where("w.left_on = ''").Where("p.office IN (?)", bun.List([]string{office, ""})).Where("p.role IN (?)", bun.List(words))
	if err := inForce(q, "p", day).OrderExpr("w.name, w.account").Scan(ctx, &rows); err != nil {
		return nil, fmt.Errorf("read colleagues: %w", err)
	}
	var out []runtime.Colleague
	count := map[actor.Role]int{}
	for _, r := range rows {
		c := runtime.Colleague{Account: r.Account, Name: r.Name, Role: actor.Role(r.Role)}
		if count[c.Role] == few || slices.Contains(out, c) {
			continue
		}
		count[c.Role]++
		out = append(out, c)
	}
	return out, nil
}

// Trail lists what the audit trail says of an object, with the names of staff.
func (s *Store) Trail(ctx context.Context, kind actor.ObjectKind, id string, most int) ([]runtime.Entry, error) {
	list, err := audit.Of(ctx, s.db.Read(), audit.Object{Kind: string(kind), ID: id}, most)
	if err != nil {
		return nil, fmt.Errorf("read the trail: %w", err)
	}
	names, err := s.names(ctx, list)
	if err != nil {
		return nil, err
	}
	out := make([]runtime.Entry, len(list))
	for i, e := range list {
		out[i] = runtime.Entry{At: e.At, Kind: e.Actor.Kind, Actor: e.Actor.ID, Act: e.Act, Detail: map[string]any{}, Sealed: e.Sealed}
		if e.Actor.Kind == actor.Staff {
			out[i].Name = names[e.Actor.ID]
		}
		if err := json.Unmarshal([]byte(e.Raw), &out[i].Detail); err != nil {
			return nil, fmt.Errorf("detail of an event: %w", err)
		}
	}
	return out, nil
}

func (s *Store) names(ctx context.Context, list []audit.Told) (map[string]string, error) {
	out := map[string]string{}
	var accounts []string
	for _, e := range list {
		if e.Actor.Kind == actor.Staff && !slices.Contains(accounts, e.Actor.ID) {
			accounts = append(accounts, e.Actor.ID)
		}
	}
	if len(accounts) == 0 {
		return out, nil
	}
	var rows []memberRow
	if err := s.db.Read().NewSelect().Model(&rows).Where("m.account IN (?)", bun.List(accounts)).Scan(ctx); err != nil {
		return nil, fmt.Errorf("read names: %w", err)
	}
	for _, r := range rows {
		out[r.Account] = r.Name
	}
	return out, nil
}

// AnyStaff reports whether anybody was ever taken up.
func (s *Store) AnyStaff(ctx context.Context) (bool, error) {
	return s.db.Read().NewSelect().Model((*memberRow)(nil)).Exists(ctx)
}
