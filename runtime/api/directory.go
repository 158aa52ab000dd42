package api

import (
	"context"
	"net/http"
	"slices"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"banshi/runtime"
	"banshi/runtime/base/actor"
)

// memberLine is a member of staff in the list and on his or her page.
type memberLine struct {
	Account string      `json:"account"`
	Name    string      `json:"name"`
	Title   string      `json:"title"`
	Town    string      `json:"town,omitempty" doc:"code of the town whose administrator looks after this one; absent: the district"`
	Joined  string      `json:"joined"`
	Left    string      `json:"left,omitempty" doc:"the day from which he or she works here no more"`
	Version int         `json:"version"`
	Posts   []postLine  `json:"posts" doc:"in the order in which they were given, ended ones too"`
	Leaves  []leaveLine `json:"leaves"`
}

type postLine struct {
	ID    string `json:"id"`
	Role  string `json:"role"`
	Title string `json:"title" doc:"of the role"`
	At    string `json:"at,omitempty" doc:"where it holds, in words; absent: the whole district" name:"catalog"`
	postAt
	From   string `json:"from"`
	Until  string `json:"until,omitempty" doc:"its last day; absent: open"`
	Status string `json:"status" enum:"now,later,ended,rests" doc:"rests: on leave"`
}

type postAt struct {
	Office     string `json:"office,omitempty"`
	Department string `json:"department,omitempty"`
	Town       string `json:"town,omitempty"`
}

type leaveLine struct {
	ID     string `json:"id"`
	From   string `json:"from"`
	Until  string `json:"until"`
	Deputy string `json:"deputy,omitempty" doc:"account of the colleague who acts meanwhile"`
	Status string `json:"status" enum:"now,later,ended"`
}

type membersIn struct {
	Tongue
	Q      string `query:"q" maxLength:"400" doc:"part of a name, a title or an account"`
	Role   string `query:"role" maxLength:"30"`
	Office string `query:"office" maxLength:"64" doc:"id of an office"`
	Town   string `query:"town" maxLength:"20" doc:"code of a town"`
	Left   bool   `query:"left" doc:"those who have left instead"`
	Page   int    `query:"page" minimum:"1" maximum:"100000"`
}

type membersOut struct {
	Body struct {
		Members []memberLine `json:"members"`
		Total   int          `json:"total"`
		Page    int          `json:"page"`
		Size    int          `json:"size"`
		Today   string       `json:"today"`
	}
}

type accountIn struct {
	Tongue
	Account string `path:"account" maxLength:"64"`
}

type memberOut struct {
	Body struct {
		Member memberLine `json:"member"`
		Manage bool       `json:"manage" doc:"you may change this"`
		Why    string     `json:"why,omitempty" doc:"why not, and who may"`
	}
}

type appointBody struct {
	Role       string `json:"role" maxLength:"30"`
	Office     string `json:"office,omitempty" maxLength:"64"`
	Department string `json:"department,omitempty" maxLength:"64"`
	Town       string `json:"town,omitempty" maxLength:"20"`
	From       string `json:"from,omitempty" maxLength:"10" doc:"its first day; absent: today"`
	Until      string `json:"until,omitempty" maxLength:"10" doc:"its last day; absent: open"`
}

type joinIn struct {
	Tongue
	Body struct {
		Account string        `json:"account" maxLength:"200" doc:"as the sign-in names the person"`
		Name    string        `json:"name" maxLength:"400"`
		Title   string        `json:"title" maxLength:"400"`
		Town    string        `json:"town,omitempty" maxLength:"20"`
		Posts   []appointBody `json:"posts,omitempty" maxItems:"200"`
		Key     string        `json:"key" maxLength:"100"`
	}
}

type moveIn struct {
	Tongue
	Account string `path:"account" maxLength:"64"`
	Body    struct {
		Version  int           `json:"version" minimum:"1" doc:"as it was seen"`
		Name     string        `json:"name,omitempty" maxLength:"400"`
		Title    string        `json:"title,omitempty" maxLength:"400"`
		Town     *string       `json:"town,omitempty" maxLength:"20"`
		End      []string      `json:"end,omitempty" maxItems:"200" doc:"ids of posts that end now"`
		Posts    []appointBody `json:"posts,omitempty" maxItems:"200"`
		HandOver *string       `json:"handOver,omitempty" maxLength:"64" doc:"account that takes the open work; empty: back to the queue; absent: it stays"`
		Key      string        `json:"key" maxLength:"100"`
	}
}

type leaveIn struct {
	Tongue
	Account string `path:"account" maxLength:"64"`
	Body    struct {
		Version  int     `json:"version" minimum:"1"`
		From     string  `json:"from,omitempty" maxLength:"10" doc:"absent: today"`
		Until    string  `json:"until" maxLength:"10" doc:"the last day"`
		Deputy   string  `json:"deputy,omitempty" maxLength:"64" doc:"account of who acts meanwhile (代)"`
		HandOver *string `json:"handOver,omitempty" maxLength:"64"`
		Key      string  `json:"key" maxLength:"100"`
	}
}

type backIn struct {
	Tongue
	Account string `path:"account" maxLength:"64"`
	Leave   string `path:"leave" maxLength:"20"`
	Body    struct {
		Version int    `json:"version" minimum:"1"`
		Key     string `json:"key" maxLength:"100"`
	}
}

type departIn struct {
	Tongue
	Account string `path:"account" maxLength:"64"`
	Body    struct {
		Version  int    `json:"version" minimum:"1"`
		HandOver string `json:"handOver,omitempty" maxLength:"64" doc:"account that takes the open work; absent: back to the queues of its offices"`
		Key      string `json:"key" maxLength:"100"`
	}
}

func registerDirectory(api huma.API, s Services) {
	h := directory{s}
	huma.Register(api, operation("list-members", http.MethodGet, "/api/staff/members", "工作人员名册", "staff", signedIn...), h.list)
	join := operation("join-member", http.MethodPost, "/api/staff/members", "加入", "staff", changing...)
	join.DefaultStatus = http.StatusCreated
	huma.Register(api, join, h.join)
	huma.Register(api, operation("get-member", http.MethodGet, "/api/staff/members/{account}", "一位工作人员", "staff", ofOnes...), h.get)
	huma.Register(api, operation("move-member", http.MethodPost, "/api/staff/members/{account}/posts", "调岗：结束和新给任职", "staff", changing...), h.move)
	huma.Register(api, operation("note-leave", http.MethodPost, "/api/staff/members/{account}/leaves", "休假和代理", "staff", changing...), h.absent)
	huma.Register(api, operation("end-leave", http.MethodPost, "/api/staff/members/{account}/leaves/{leave}/end", "提前回岗", "staff", changing...), h.back)
	huma.Register(api, operation("depart-member", http.MethodPost, "/api/staff/members/{account}/departure", "离岗：任职、登录和经手的办件同时结束", "staff", changing...), h.depart)
	huma.Register(api, operation("list-roles", http.MethodGet, "/api/staff/roles", "角色和权限", "staff", signedIn...), h.roles)
}

type directory struct{ Services }

func (h directory) list(ctx context.Context, in *membersIn) (*membersOut, error) {
	l, err := h.Staff.List(ctx, runtime.MembersWanted{Query: in.Q, Role: actor.Role(in.Role), Office: in.Office, Town: in.Town, Left: in.Left, Page: in.Page})
	if err != nil {
		return nil, err
	}
	out := &membersOut{}
	b := &out.Body
	b.Members, b.Total, b.Page, b.Size, b.Today = []memberLine{}, l.Total, l.Page, l.Size, l.Today
	where := h.Staff.Wheres()
	for _, m := range l.Members {
		b.Members = append(b.Members, lineOfMember(m, where, l.Today, in.language()))
	}
	return out, nil
}

// lineOfMember is a member as the pages show one.
func lineOfMember(m runtime.Member, where func(actor.Post) string, today, language string) memberLine {
	out := memberLine{Account: m.Account, Name: m.Name, Title: m.Title, Town: m.Town, Joined: m.Joined, Left: m.Left, Version: m.Version,
		Posts: []postLine{}, Leaves: []leaveLine{}}
	_, away := m.Away(today)
	for _, p := range m.Posts {
		status := "now"
		switch {
		case p.Ended(today):
			status = "ended"
		case !p.InForce(today):
			status = "later"
		case away:
			status = "rests"
		}
		out.Posts = append(out.Posts, postLine{ID: p.ID, Role: string(p.Role), Title: p.Role.Title().In(language), At: where(p.Post),
			postAt: postAt{p.Office, p.Department, p.Town}, From: p.From, Until: p.Until, Status: status})
	}
	for _, l := range m.Leaves {
		if l.Void() {
			continue
		}
		status := "now"
		switch {
		case l.Until < today:
			status = "ended"
		case l.From > today:
			status = "later"
		}
		out.Leaves = append(out.Leaves, leaveLine{ID: l.ID, From: l.From, Until: l.Until, Deputy: l.Deputy, Status: status})
	}
	return out
}

func (h directory) get(ctx context.Context, in *accountIn) (*memberOut, error) {
	p, err := h.Staff.Get(ctx, in.Account)
	if err != nil {
		return nil, err
	}
	out := &memberOut{}
	out.Body.Member, out.Body.Manage, out.Body.Why = lineOfMember(p.Member, h.Staff.Wheres(), p.Today, in.language()), p.Manage, p.Why.In(in.language())
	return out, nil
}

// changed is the page of a member after a change: whoever made it may.
func (h directory) changed(m runtime.Member, err error, language string) (*memberOut, error) {
	if err != nil {
		return nil, err
	}
	out := &memberOut{}
	out.Body.Member, out.Body.Manage = lineOfMember(m, h.Staff.Wheres(), h.Staff.Today(), language), true
	return out, nil
}

func appointed(list []appointBody) []runtime.Appointing {
	out := make([]runtime.Appointing, len(list))
	for i, p := range list {
		out[i] = runtime.Appointing{Post: actor.Post{Role: actor.Role(p.Role), Office: p.Office, Department: p.Department, Town: p.Town}, From: p.From, Until: p.Until}
	}
	return out
}

func (h directory) join(ctx context.Context, in *joinIn) (*memberOut, error) {
	b := in.Body
	m, err := h.Staff.Join(ctx, runtime.Joining{Account: b.Account, Name: b.Name, Title: b.Title, Town: b.Town, Posts: appointed(b.Posts), Key: b.Key})
	return h.changed(m, err, in.language())
}

func (h directory) move(ctx context.Context, in *moveIn) (*memberOut, error) {
	b := in.Body
	m, err := h.Staff.Move(ctx, in.Account, runtime.Moving{Version: b.Version, Name: b.Name, Title: b.Title, Town: b.Town, End: b.End, Appoint: appointed(b.Posts),
		HandOver: b.HandOver, Key: b.Key})
	return h.changed(m, err, in.language())
}

func (h directory) absent(ctx context.Context, in *leaveIn) (*memberOut, error) {
	b := in.Body
	m, err := h.Staff.Absent(ctx, in.Account, runtime.Absence{Version: b.Version, From: b.From, Until: b.Until, Deputy: b.Deputy, HandOver: b.HandOver, Key: b.Key})
	return h.changed(m, err, in.language())
}

func (h directory) back(ctx context.Context, in *backIn) (*memberOut, error) {
	m, err := h.Staff.Back(ctx, in.Account, in.Leave, in.Body.Version, in.Body.Key)
	return h.changed(m, err, in.language())
}

func (h directory) depart(ctx context.Context, in *departIn) (*memberOut, error) {
	m, err := h.Staff.Depart(ctx, in.Account, runtime.Departing{Version: in.Body.Version, HandOver: in.Body.HandOver, Key: in.Body.Key})
	return h.changed(m, err, in.language())
}

// The table of permission, as the page of roles shows it.
type roleLine struct {
	Role    string   `json:"role"`
	Title   string   `json:"title"`
	Bound   string   `json:"bound" enum:"office,department,town,district" doc:"what an appointment to it names"`
	Give    bool     `json:"give" doc:"you may appoint somebody to it"`
	Clashes []string `json:"clashes" doc:"with what it can't be one person's, and why"`
}

type actLine struct {
	Act   string            `json:"act"`
	Of    string            `json:"of" doc:"what it is done to: cases, staff"`
	Title string            `json:"title"`
	Roles map[string]string `json:"roles" doc:"role → any, office, others (an office's, but examined by somebody else), department, second (but not who brought it in), town, apart (but not oneself)"`
}

type titled struct {
	ID    string `json:"id"`
	Title string `json:"title" name:"catalog"`
	// Of an office.
	Town string `json:"town,omitempty"`
}

type rolesOut struct {
	Body struct {
		Roles       []roleLine `json:"roles"`
		Acts        []actLine  `json:"acts"`
		Offices     []titled   `json:"offices" doc:"for which you may appoint somebody"`
		Towns       []titled   `json:"towns"`
		Departments []titled   `json:"departments"`
	}
}

func (h directory) roles(ctx context.Context, in *Tongue) (*rolesOut, error) {
	t, err := h.Staff.Table(ctx)
	if err != nil {
		return nil, err
	}
	language := in.language()
	out := &rolesOut{}
	b := &out.Body
	b.Offices, b.Towns, b.Departments = []titled{}, titledOf(t.Towns), titledOf(t.Departments)
	for _, o := range t.Offices {
		b.Offices = append(b.Offices, titled{o.Office, o.Title, o.Town})
	}
	for _, r := range actor.Roles() {
		line := roleLine{Role: string(r), Title: r.Title().In(language), Bound: string(r.Bound()), Give: slices.Contains(t.Give, r), Clashes: []string{}}
		for _, c := range actor.Clashes() {
			if c.A == r {
				line.Clashes = append(line.Clashes, clash(c, c.B, language))
			} else if c.B == r {
				line.Clashes = append(line.Clashes, clash(c, c.A, language))
			}
		}
		b.Roles = append(b.Roles, line)
	}
	for _, kind := range actor.Kinds() {
		for _, act := range actor.ActsOf(kind) {
			line := actLine{Act: string(act), Of: kind.Title().In(language), Title: actTitle(act, language), Roles: map[string]string{}}
			for _, row := range actor.Table() {
				if row.Act == act && row.Who.Role != "" {
					line.Roles[string(row.Who.Role)] = wheres[row.Whose]
				}
			}
			b.Acts = append(b.Acts, line)
		}
	}
	return out, nil
}

var wheres = map[actor.Whose]string{actor.Any: "any", actor.Office: "office", actor.Others: "others", actor.Department: "department",
	actor.Second: "second", actor.Town: "town", actor.Apart: "apart"}

func clash(c actor.Clash, with actor.Role, language string) string {
	say := sayClash
	if c.Here {
		say = sayClashHere
	}
	return say.With(with.Title(), c.Why).In(language)
}

func titledOf(list []runtime.Titled) []titled {
	out := make([]titled, len(list))
	for i, t := range list {
		out[i] = titled{ID: t.ID, Title: t.Title}
	}
	return out
}

// actTitle names an act for people; one without a name by its id.
func actTitle(act actor.Act, language string) string {
	if t, ok := actTitles[act]; ok {
		return t.In(language)
	}
	return string(act)
}

// holderLine is a role by which something may be done, with those who have it.
type holderLine struct {
	Role  string   `json:"role"`
	Title string   `json:"title"`
	Names []string `json:"names" doc:"of a few colleagues who have the role at the office"`
}

func holderLines(list []runtime.Holders, language string) []holderLine {
	var out []holderLine
	for _, w := range list {
		names := []string{}
		for _, c := range w.Colleagues {
			names = append(names, c.Name)
		}
		out = append(out, holderLine{string(w.Role), w.Role.Title().In(language), names})
	}
	return out
}

// The trail of a case.
type trailOut struct {
	Body struct {
		Entries []trailLine `json:"entries" doc:"oldest first"`
	}
}

type trailLine struct {
	At     time.Time `json:"at"`
	Kind   string    `json:"kind" enum:"person,staff,system" doc:"of who did it"`
	Actor  string    `json:"actor" doc:"account; of an applicant nothing but its first character"`
	Name   string    `json:"name,omitempty" doc:"of a member of staff"`
	Act    string    `json:"act"`
	Title  string    `json:"title"`
	Detail free      `json:"detail" doc:"without personal numbers or values of the case"`
	Sealed bool      `json:"sealed" doc:"it has its place in the chain, which nobody changes unseen"`
}

func registerTrail(api huma.API, s Services) {
	h := desk{s}
	huma.Register(api, operation("read-trail", http.MethodGet, "/api/staff/cases/{number}/trail", "谁办过、看过什么", "staff", looked...), h.trail)
}

func (h desk) trail(ctx context.Context, in *numberIn) (*trailOut, error) {
	list, err := h.Desk.Trail(ctx, in.Number)
	if err != nil {
		return nil, err
	}
	out := &trailOut{}
	out.Body.Entries = []trailLine{}
	for _, e := range list {
		who := e.Actor
		if e.Kind == actor.Person {
			who = who[:min(1, len(who))] + "***"
		}
		out.Body.Entries = append(out.Body.Entries, trailLine{At: e.At, Kind: string(e.Kind), Actor: who, Name: e.Name, Act: e.Act,
			Title: actTitle(actor.Act(e.Act), in.language()), Detail: free{e.Detail}, Sealed: e.Sealed})
	}
	return out, nil
}
