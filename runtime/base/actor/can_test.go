package actor_test

import (
	"errors"
	"fmt"
	"maps"
	"os"
	"slices"
	"strings"
	"testing"

	. "banshi/runtime/base/actor"
	"banshi/runtime/base/fault"
)

const (
	office  = "gc_market" // of the town of Guicheng
	beside  = "gc_civil"  // another of the same town
	away    = "ss_market" // of another town
	town    = "440605011"
	further = "440605124"
)

func colleague(id string, posts ...Post) Actor {
	return Actor{Kind: Staff, ID: id, Level: 5, Posts: posts}
}

// inPlaceOf is a post of a colleague on leave.
func inPlaceOf(account string, p Post) Post { p.For = account; return p }

// people are those of testdata/may.txt. The object was made by account P001 in the name of organisation/L01, names
// P005 to sign, is with the office, and was examined by X1.
var people = map[string]Actor{
	"a visitor":             {},
	"the agent who made it": {Kind: Person, ID: "P001", Level: 4, For: "organisation/L01", Names: []string{"person/P001", "organisation/L01"}},
	"the agent who made it, signed in for himself":        {Kind: Person, ID: "P001", Level: 4, For: "person/P001", Self: true, Names: []string{"person/P001", "organisation/L01"}},
	"the agent who made it, whose authority has ended":    {Kind: Person, ID: "P001", Level: 4, For: "person/P001", Self: true, Names: []string{"person/P001"}},
	"the agent who made it, known by his telephone alone": {Kind: Person, ID: "P001", Level: 1, For: "organisation/L01", Names: []string{"organisation/L01"}},
	"the firm's legal representative":                     {Kind: Person, ID: "P002", Level: 4, For: "organisation/L01", Self: true, Names: []string{"person/P002", "organisation/L01"}},
	"another agent of the firm":                           {Kind: Person, ID: "P003", Level: 4, For: "organisation/L01", Names: []string{"person/P003", "organisation/L01"}},
	"a stranger":                                          {Kind: Person, ID: "P004", Level: 5, For: "person/P004", Self: true, Names: []string{"person/P004"}},
	"who is named to sign":                                {Kind: Person, ID: "P005", Level: 4, For: "person/P005", Self: true, Names: []string{"person/P005"}},
	"another firm's legal representative":                 {Kind: Person, ID: "P006", Level: 5, For: "organisation/L02", Self: true, Names: []string{"organisation/L02"}},

	"the office's window clerk":                       colleague("C1", At(WindowClerk, office)...),
	"a window clerk of another office of the town":    colleague("C2", At(WindowClerk, beside)...),
	"a window clerk of another town":                  colleague("C3", At(WindowClerk, away)...),
	"the window clerk's deputy":                       colleague("C4", append(At(WindowClerk, away), inPlaceOf("C1", Post{Role: WindowClerk, Office: office}))...),
	"the deputy of another town's clerk":              colleague("C5", inPlaceOf("C3", Post{Role: WindowClerk, Office: away})),
	"the office's examiner":                           colleague("E1", At(Approver, office)...),
	"an examiner of another town":                     colleague("E2", At(Approver, away)...),
	"the colleague who examined it":                   colleague("X1", append(At(Approver, office), At(Leader, office)...)...),
	"the deputy of the colleague who examined it":     colleague("X2", inPlaceOf("X1", Post{Role: Leader, Office: office})),
	"the office's deciding officer":                   colleague("L1", At(Leader, office)...),
	"the deciding officer's deputy":                   colleague("L2", inPlaceOf("L1", Post{Role: Leader, Office: office})),
	"a deciding officer of another town":              colleague("L3", At(Leader, away)...),
	"the office's inspector":                          colleague("I1", At(Inspector, office)...),
	"an inspector of another town":                    colleague("I2", At(Inspector, away)...),
	"the office's seal keeper":                        colleague("K1", At(SealKeeper, office)...),
	"a seal keeper of another town":                   colleague("K2", At(SealKeeper, away)...),
	"the archivist":                                   colleague("H1", Post{Role: Archivist}),
	"the supervisor":                                  colleague("S1", Post{Role: Supervisor}),
	"the auditor":                                     colleague("U1", Post{Role: Auditor}),
	"the town's administrator":                        colleague("T1", Post{Role: TownAdmin, Town: town}),
	"another town's administrator":                    colleague("T2", Post{Role: TownAdmin, Town: further}),
	"the district's administrator":                    colleague("D1", Post{Role: DistrictAdmin}),
	"the department's item manager":                   colleague("M1", Post{Role: ItemManager, Department: "market"}),
	"an item manager of another department":           colleague("M2", Post{Role: ItemManager, Department: "health"}),
	"the deputy of another department's item manager": colleague("M3", inPlaceOf("M2", Post{Role: ItemManager, Department: "health"})),
	"who wrote the definition":                        colleague("X1", Post{Role: ItemManager, Department: "market"}, Post{Role: ServiceOffice}),
	"who wrote the definition, of the reform office":  colleague("X1", Post{Role: ItemManager, Department: "market"}, Post{Role: ReformOffice}),
	"the government-service office":                   colleague("G1", Post{Role: ServiceOffice}),
	"the reform office":                               colleague("R1", Post{Role: ReformOffice}),
	"the data office":                                 colleague("O1", Post{Role: DataOffice}),
	"the department's data owner":                     colleague("O2", Post{Role: DataOwner, Department: "market"}),
	"another department's data owner":                 colleague("O3", Post{Role: DataOwner, Department: "health"}),
	"the data owner who brought it in":                colleague("O4", Post{Role: DataOwner, Department: "market"}),
	"the data office's own, who brought it in":        colleague("O4", Post{Role: DataOffice}),
	"the deputy of the data owner who brought it in":  colleague("O5", inPlaceOf("O4", Post{Role: DataOwner, Department: "market"})),
	"who has left":                                    colleague("N1"),
	"who is on leave":                                 colleague("C1"), // until then nobody but the deputy has the post
	"the system":                                      Robot("test"),
}

// objectOf is what an act of the list is done to.
func objectOf(s section, who Actor, state string) Object {
	kind, _, _ := strings.Cut(s.act, ".")
	switch o := (Object{Kind: ObjectKind(kind), ID: "1"}); o.Kind {
	case Item:
		o.Department, o.Makers = "market", []string{"X1"}
		if Act(s.act) == ItemSignOn {
			o.Level = 3
		}
		return o
	case Trail:
		return o
	case Account:
		o.Owner, o.Town = "C9", town
		switch s.of {
		case "district":
			o.Town = ""
		case "oneself":
			o.Owner = who.ID
			if len(who.Posts) > 0 {
				o.Town = who.Posts[0].Town
			}
		}
		return o
	case FAQ:
		o.Office, o.Department, o.Makers = office, "market", []string{"X1"}
		return o
	case Rating:
		o.Office, o.Makers = office, []string{"X1"}
		return o
	case Snag, Consultation:
		o.Owner, o.Holder, o.Office = "P001", "organisation/L01", office
		return o
	case Dispute:
		o.Owner, o.Holder, o.Department = "P001", "organisation/L01", "market"
		return o
	case Licence:
		o.Holder, o.Level = "organisation/L01", 3
		return o
	case Imported:
		o.Department, o.Makers = "market", []string{"O4"}
		return o
	case Notice:
		o.Owner = "P001"
		if Act(s.act) == NoticeDesk {
			o.Owner = "C1"
		}
		return o
	case Reads:
		o.Holder = "organisation/L01"
		return o
	case Mandate:
		o.Owner, o.Signer, o.Level = "P001", "P005", 3
		return o
	case Draft:
		o.Level = 3
		if s.of == "the counter" {
			o.Office, o.Holder = office, "organisation/L01"
			return o
		}
		if Act(s.act) == DraftBegin {
			return o
		}
		o.Owner, o.Holder, o.Signer = "P001", "organisation/L01", "P005"
		return o
	default:
		o.Owner, o.Holder, o.Office, o.Makers, o.State, o.Level = "P001", "organisation/L01", office, []string{"X1"}, State(state), 3
		return o
	}
}

// states of the domain, by hand.
var states = strings.Fields(`submitted precheck_failed precheck_passed awaiting_onsite received correction rejected_intake accepted in_review
	joint_review special suspended onsite_verify decided_yes decided_no decided_partial paying issued delivering done withdrawn transferred archived`)

// told is a refusal as the list says it.
func told(err error) string {
	var d *Denied
	switch {
	case err == nil:
		return "yes"
	case errors.As(err, &d) && strings.HasPrefix(d.Reason, "identity level"):
		return "level"
	case fault.Is(err, fault.Unauthenticated):
		return "sign_in"
	}
	return string(fault.CodeOf(err))
}

// tryAll compares what Can says with the list, cell by cell.
func tryAll(t *testing.T, say func(format string, args ...any)) (cells, wrong int) {
	t.Helper()
	names := slices.Sorted(maps.Keys(people))
	for _, s := range readSentences(t, "testdata/may.txt", names) {
		in := []string{""}
		if strings.HasPrefix(s.act, "case.") {
			in = states
		}
		for _, name := range names {
			says, ok := s.about(name)
			if !ok {
				t.Errorf("%s %s: %s stands in no sentence, or in several", s.act, s.of, name)
				continue
			}
			for _, state := range in {
				who := people[name]
				err := Can(who, Act(s.act), objectOf(s, who, state))
				cells++
				if got := told(err); got != says.in(state) {
					wrong++
					say("may.txt:%d: %s, %s %s in %q: %v, want %s", says.line, name, s.act, s.of, state, err, says.in(state))
				}
			}
		}
	}
	return cells, wrong
}

func TestEverySentence(t *testing.T) {
	cells, _ := tryAll(t, t.Errorf)
	if cells < 5000 {
		t.Errorf("only %d cells", cells)
	}
}

// Each row counts: without it, and with it for everybody, whatever it is done to and in every state, some sentence is wrong.
func TestEveryRowCounts(t *testing.T) {
	quiet := func(string, ...any) {}
	rows := Table()
	for i, row := range rows {
		less := slices.Delete(slices.Clone(rows), i, i+1)
		Without(less, func() {
			if _, wrong := tryAll(t, quiet); wrong == 0 {
				t.Errorf("no sentence misses row %d: %s %+v", i, row.Act, row.Who)
			}
		})
		for what, wider := range map[string]Row{"in every state": {row.Act, row.Who, row.Whose, nil}, "to anything": {row.Act, row.Who, Any, row.States}} {
			if len(row.States) == 0 && what == "in every state" || row.Whose == Any {
				continue
			}
			more := slices.Clone(rows)
			more[i] = wider
			Without(more, func() {
				if _, wrong := tryAll(t, quiet); wrong == 0 {
					t.Errorf("no sentence forbids row %d %s: %s %+v", i, what, row.Act, row.Who)
				}
			})
		}
	}
}

func TestFigures(t *testing.T) {
	if os.Getenv("FIGURES") == "" {
		t.Skip("make figures")
	}
	cells, wrong := tryAll(t, t.Errorf)
	fmt.Printf("figure authz_cells %d cells\nfigure authz_wrong %d cells\n", cells, wrong)
}

func TestRolesHaveTitles(t *testing.T) {
	for _, row := range Table() {
		if row.Who.Role != "" && !slices.Contains(Roles(), row.Who.Role) {
			t.Errorf("role %s of the table isn't in Roles", row.Who.Role)
		}
	}
	for _, r := range Roles() {
		if r.Title() == Role("").Title() {
			t.Errorf("%s has no title", r)
		}
	}
}

func TestDenialsSayWhoMay(t *testing.T) {
	o := objectOf(section{act: "case.decide"}, Actor{}, "in_review")
	for _, c := range []struct {
		who  string
		act  Act
		want string
	}{
		{"the office's window clerk", CaseDecide, "这一步由分管领导办理，您没有这个权限"},
		{"the office's examiner", CasePrecheck, "这一步由窗口人员办理，您没有这个权限"},
		{"the colleague who examined it", CaseDecide, "您参与过本件的审查，须由另一人决定"},
	} {
		err := Can(people[c.who], c.act, o)
		var d *Denied
		if !errors.As(err, &d) || d.Fault.Message.In("zh-Hans") != c.want {
			t.Errorf("%s %s: %v, want %s", c.who, c.act, err, c.want)
		}
	}
	if got := WhoMay(CaseExamine, OnsiteVerify); !slices.Equal(got, []Role{Approver, Inspector}) {
		t.Errorf("who examines on the spot: %v", got)
	}
	if got := WhoMay(CaseExamine, InReview); !slices.Equal(got, []Role{Approver}) {
		t.Errorf("who examines: %v", got)
	}
}

// A deputy acts in the place of the one on leave where he or she may not in his or her own right.
func TestInPlaceOf(t *testing.T) {
	o := objectOf(section{act: "case.precheck"}, Actor{}, "submitted")
	if p, ok := InPlaceOf(people["the window clerk's deputy"], CasePrecheck, o); !ok || p.For != "C1" {
		t.Errorf("the deputy: %+v %t", p, ok)
	}
	if _, ok := InPlaceOf(people["the office's window clerk"], CasePrecheck, o); ok {
		t.Error("the clerk acts in nobody's place")
	}
	both := colleague("C6", inPlaceOf("C1", Post{Role: WindowClerk, Office: office}), Post{Role: WindowClerk, Office: office})
	if _, ok := InPlaceOf(both, CasePrecheck, o); ok {
		t.Error("who may by himself needs nobody's post")
	}
	if _, ok := InPlaceOf(people["the window clerk's deputy"], CaseDecide, o); ok {
		t.Error("a deputy may no more than the one on leave")
	}
}

func TestClashes(t *testing.T) {
	for _, c := range []struct {
		p, q  Post
		clash bool
	}{
		{Post{Role: Approver, Office: office}, Post{Role: Leader, Office: office}, true},
		{Post{Role: Approver, Office: office}, Post{Role: Leader, Office: away}, false},
		{Post{Role: Leader, Office: office}, Post{Role: SealKeeper, Office: away}, true},
		{Post{Role: DistrictAdmin}, Post{Role: Auditor}, true},
		{Post{Role: Auditor}, Post{Role: TownAdmin, Town: town}, true},
		{Post{Role: WindowClerk, Office: office}, Post{Role: Supervisor}, true},
		{Post{Role: WindowClerk, Office: office}, Post{Role: WindowClerk, Office: away}, false},
		{Post{Role: WindowClerk, Office: office}, Post{Role: Approver, Office: office}, false},
	} {
		if clash, got := ClashOf(c.p, c.q); got != c.clash || got && clash.Why.None() {
			t.Errorf("%v and %v: %t", c.p, c.q, got)
		}
		if _, got := ClashOf(c.q, c.p); got != c.clash {
			t.Errorf("%v and %v the other way round: %t", c.p, c.q, got)
		}
	}
}

// An object whose owner or office nobody filled in is nobody's, and an account
// without an id owns nothing.
func TestEmptyIsNobodys(t *testing.T) {
	for name, who := range people {
		for _, act := range []Act{DraftView, DraftEdit, CaseWithdraw, CasePrecheck, CaseExamine} {
			if who.Kind == System {
				continue
			}
			if err := Can(who, act, Object{Kind: Case, State: Submitted}); err == nil {
				t.Errorf("%s may %s a thing of nobody", name, act)
			}
		}
	}
	empty := Actor{Kind: Person, Self: true}
	if Can(empty, DraftView, Object{Kind: Draft}) == nil {
		t.Error("an actor without an id owns a thing without an owner")
	}
	nowhere := colleague("Z1", Post{Role: WindowClerk}, Post{Role: TownAdmin}, Post{Role: ItemManager})
	for act, o := range map[Act]Object{CaseView: {Kind: Case}, AccountManage: {Kind: Account}, ItemEdit: {Kind: Item}} {
		if Can(nowhere, act, o) == nil {
			t.Errorf("a post without a place may %s", act)
		}
	}
}

// A surer identity only ever adds rights.
func TestLevelIsMonotonous(t *testing.T) {
	for _, act := range []Act{DraftBegin, DraftView, DraftEdit, DraftSubmit} {
		for level := 0; level <= 5; level++ {
			who := people["the agent who made it"]
			who.Level = level
			now := Can(who, act, Object{Kind: Draft, Owner: "P001", Level: 3}) == nil
			if now != (level >= 3) {
				t.Errorf("%s at level %d: %t", act, level, now)
			}
		}
	}
}
