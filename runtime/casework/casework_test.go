package casework_test

import (
	"fmt"
	"os"
	"reflect"
	"slices"
	"strings"
	"sync"
	"testing"

	"pgregory.net/rapid"

	"banshi/engine"
	"banshi/engine/eval"
	"banshi/engine/plan"
	"banshi/engine/value"
	"banshi/runtime/base/actor"
	"banshi/runtime/casework"
)

// Every state and event has its words in both languages, and no two states have the same.
func TestTitles(t *testing.T) {
	seen := map[string]actor.State{}
	for _, s := range casework.States() {
		zh, en := casework.Title(s, "zh-Hans"), casework.Title(s, "en")
		if zh == "" || en == "" || zh == en {
			t.Errorf("%s: %q %q", s, zh, en)
		}
		if other, twice := seen[zh]; twice {
			t.Errorf("%s and %s are both %q", s, other, zh)
		}
		seen[zh] = s
	}
	if len(seen) != 23 {
		t.Errorf("%d states; the enum of actor has 23", len(seen))
	}
	for _, e := range casework.Events() {
		if casework.EventTitle(e, "zh-Hans") == "" || casework.EventTitle(e, "en") == "" {
			t.Errorf("%s has no words", e)
		}
	}
}

var catalogue = sync.OnceValue(func() *engine.Catalogue { return engine.Open(os.DirFS("../../examples/nanhai")) })

// plans are the example items that a case can come of, and one whose departments examine side by side.
func plans(t testing.TB) []*plan.Plan {
	var out []*plan.Plan
	for _, i := range catalogue().Spec.Items {
		p := catalogue().Program(i.ID.S, "zh-Hans")
		if p == nil {
			t.Fatalf("%s has faults", i.ID.S)
		}
		if len(p.Plan().Steps) > 0 {
			out = append(out, p.Plan())
		}
	}
	joint := *catalogue().Program("public_place_hygiene_new", "zh-Hans").Plan()
	joint.ID = "joint"
	joint.Steps = nil
	for _, s := range catalogue().Program("enterprise_investment_filing", "zh-Hans").Plan().Steps {
		joint.Steps = append(joint.Steps, s)
		if s.ID == "review" {
			joint.Steps = append(joint.Steps, &plan.Step{ID: "fire", Title: "消防", Beside: "review", Outcomes: []plan.Outcome{{Answer: "agree", To: "decide"}, {Answer: "disagree", To: "refuse"}}})
		}
	}
	return append(out, &joint)
}

// courses are those that a plan may come to: with each of its conditions true or not. At most 64.
func courses(p *plan.Plan) []casework.Course {
	var open []int
	for i, s := range p.Steps {
		if s.When != nil || s.ID == "pay" {
			open = append(open, i)
		}
	}
	open = open[:min(len(open), 6)]
	var out []casework.Course
	for bits := range 1 << len(open) {
		var c casework.Course
		for i, s := range p.Steps {
			if at := slices.Index(open, i); at >= 0 && bits>>at&1 == 0 {
				continue
			}
			c = append(c, casework.Step{Step: s, Visit: s.Visit != nil && s.ID != "deliver"})
		}
		if at := slices.IndexFunc(c, func(s casework.Step) bool { return s.ID == "deliver" }); at >= 0 {
			c = c[:at+1]
		}
		out = append(out, c)
	}
	return out
}

// courseWithout is the course of a plan of which some steps are left out.
func courseWithout(p *plan.Plan, out ...string) casework.Course {
	state := &eval.State{}
	for _, s := range p.Steps {
		in := "true"
		if slices.Contains(out, s.ID) {
			in = "false"
		}
		state.Steps = append(state.Steps, eval.StepState{ID: s.ID, In: in})
	}
	return casework.Of(p, state)
}

// What the applicant changes may take a step out of the course while the case stands at it. It goes on with the step that
// follows, and is neither stuck nor taken for decided.
func TestAStepThatIsNoLongerPart(t *testing.T) {
	p := catalogue().Program("public_place_hygiene_new", "zh-Hans").Plan()
	with, without := courseWithout(p), courseWithout(p, "inspect")
	at := casework.Progress{State: actor.OnsiteVerify, Open: []string{"inspect"}, Since: "2026-11-23", Accepted: "2026-11-23",
		Clock: casework.Clock{From: "2026-11-23", Promised: "5wd"}}
	order := func(c casework.Course, p casework.Progress, e casework.Event) casework.Progress {
		t.Helper()
		next, err := c.Advance(p, casework.Order{Event: e, Day: "2026-11-24", Until: "2026-12-01", By: "a"})
		if err != nil {
			t.Fatal(err)
		}
		return next
	}
	for name, got := range map[string]casework.Progress{
		"corrected": order(without, order(with, at, casework.Correct), casework.Corrected),
		"amended":   order(without, at, casework.Amend),
		"resumed":   order(without, order(without, order(with, at, casework.Suspend), casework.Amend), casework.Resume),
	} {
		if got.State != actor.InReview || !slices.Equal(got.Open, []string{"decide"}) || got.Outcome != "" {
			t.Errorf("%s: %q with %v", name, got.State, got.Open)
		}
	}
	if got := order(with, at, casework.Amend); !reflect.DeepEqual(got, at) {
		t.Errorf("amended: %+v", got)
	}
	joint := plans(t)[len(plans(t))-1]
	at.State, at.Open = actor.JointReview, []string{"review", "fire"}
	if got := order(courseWithout(joint, "fire"), at, casework.Amend); got.State != actor.InReview || !slices.Equal(got.Open, []string{"review"}) {
		t.Errorf("one of two: %q with %v", got.State, got.Open)
	}
	got, err := courseWithout(joint, "fire").Advance(at, casework.Order{Event: casework.Finish, Step: "review", Answer: "agree", Day: "2026-11-24", By: "a"})
	if err != nil || !slices.Equal(got.Open, []string{"decide"}) {
		t.Errorf("the other of two finished: %v, %v", got.Open, err)
	}
}

// orders are all that could be ordered of a case, legal or not.
func orders(c casework.Course, p casework.Progress, day string) []casework.Order {
	var out []casework.Order
	for _, e := range casework.Events() {
		o := casework.Order{Event: e, Day: day, Until: later(day, 3), Promised: "5wd", Statutory: "20wd", Extra: "10wd", By: "a"}
		switch e {
		case casework.Grant, casework.GrantPart, casework.Refuse:
			o.By = "b"
		case casework.InstantDecide, casework.InstantAccept, casework.Deem, casework.Lapse:
			o.By = ""
		}
		out = append(out, o)
		if e != casework.Finish {
			continue
		}
		for _, s := range c {
			f := o
			f.Step = s.ID
			out = append(out, f)
			for _, a := range s.Answers() {
				f.Answer = a
				out = append(out, f)
			}
		}
	}
	return out
}

func later(day string, n int) string {
	d, _ := value.ParseDate(day)
	return (d + value.Date(n)).String()
}

var calendar = sync.OnceValue(func() *value.Calendar {
	var years []value.Year
	for _, y := range catalogue().Program("elder_allowance", "zh-Hans").Plan().Calendar {
		year := value.Year{Year: y.Year}
		for _, s := range y.Off {
			d, _ := value.ParseDate(s)
			year.Off = append(year.Off, d)
		}
		for _, s := range y.Work {
			d, _ := value.ParseDate(s)
			year.Work = append(year.Work, d)
		}
		years = append(years, year)
	}
	c, err := value.NewCalendar(years)
	if err != nil {
		panic(err)
	}
	return c
})

// Over all example items: every state can be reached, every one that is no end has a way out and a last day, and
// from wherever a case stands it can come to an end.
func TestEveryStateHasAWay(t *testing.T) {
	const day = "2026-11-23"
	reached := map[actor.State]bool{}
	for _, p := range plans(t) {
		for n, c := range courses(p) {
			seen := map[string]casework.Progress{}
			queue := []casework.Progress{c.Begin(day)}
			for len(queue) > 0 && len(seen) < 4000 {
				at := queue[0]
				queue = queue[1:]
				key := fmt.Sprint(at.State, at.Open, at.AskedBefore, at.AskedAfter, at.Outcome, at.Until != "", at.Visit != "", at.Clock.Extended != "", at.Proposed)
				if _, old := seen[key]; old {
					continue
				}
				seen[key] = at
				reached[at.State] = true
				ways := 0
				for _, o := range orders(c, at, day) {
					next, err := c.Advance(at, o)
					if err == nil {
						queue = append(queue, next)
						ways++
					}
				}
				if at.State == actor.Archived {
					continue
				}
				if ways == 0 {
					t.Errorf("%s/%d: no way out of %s %v", p.ID, n, at.State, at.Open)
				}
				if d := c.Deadline(calendar(), at); d.Side == casework.OfNobody || d.By == "" {
					t.Errorf("%s/%d: nobody is waited for in %s %v", p.ID, n, at.State, at.Open)
				}
			}
		}
	}
	for _, s := range casework.States() {
		if !reached[s] {
			t.Errorf("no case ever comes to %s", s)
		}
	}
}

// The ordinary way of one item in each mode, written by hand.
func TestTheModes(t *testing.T) {
	type step struct {
		event  casework.Event
		step   string
		answer string
		state  actor.State
	}
	const day = "2026-11-23"
	ways := map[string][]step{
		"elder_allowance": {
			{casework.PrecheckPass, "", "", actor.PrecheckPassed}, {casework.Receive, "", "", actor.Received}, {casework.Accept, "", "", actor.Accepted},
			{casework.TakeUp, "", "", actor.InReview}, {casework.Finish, "village_check", "not_found", actor.InReview}, {casework.Finish, "home_visit", "found", actor.InReview},
			{casework.Finish, "review", "", actor.InReview}, {casework.Grant, "", "", actor.DecidedYes}, {casework.Issue, "", "", actor.Issued},
			{casework.Send, "", "", actor.Delivering}, {casework.HandOver, "", "", actor.Done},
		},
		"publication_retail": {
			{casework.PrecheckPass, "", "", actor.PrecheckPassed}, {casework.Book, "", "", actor.AwaitingOnsite}, {casework.Receive, "", "", actor.Received},
			{casework.Accept, "", "", actor.Accepted}, {casework.Finish, "review", "agree", actor.InReview}, {casework.Refuse, "", "", actor.DecidedNo},
			{casework.HandOver, "", "", actor.Done},
		},
		"food_business_licence_new": {
			{casework.PrecheckPass, "", "", actor.PrecheckPassed}, {casework.Receive, "", "", actor.Received}, {casework.Correct, "", "", actor.Correction},
			{casework.Corrected, "", "", actor.Received}, {casework.Accept, "", "", actor.Accepted}, {casework.Finish, "review", "", actor.OnsiteVerify},
			{casework.Finish, "inspect", "disagree", actor.InReview}, {casework.Grant, "", "", actor.DecidedYes},
		},
		"road_freight_permit": {
			{casework.PrecheckReturn, "", "", actor.PrecheckFailed}, {casework.Resubmit, "", "", actor.Submitted}, {casework.PrecheckPass, "", "", actor.PrecheckPassed},
			{casework.Receive, "", "", actor.Received}, {casework.Accept, "", "", actor.Accepted}, {casework.SpecialOn, "", "", actor.Special},
			{casework.SpecialOff, "", "", actor.InReview}, {casework.Suspend, "", "", actor.Suspended}, {casework.Resume, "", "", actor.InReview},
			{casework.Extend, "", "", actor.InReview}, {casework.Finish, "review", "agree", actor.InReview}, {casework.GrantPart, "", "", actor.DecidedPartial},
			{casework.Issue, "", "", actor.Issued}, {casework.HandOver, "", "", actor.Done}, {casework.Archive, "", "", actor.Archived},
		},
	}
	for item, way := range ways {
		p := catalogue().Program(item, "zh-Hans").Plan()
		all := courses(p)
		c := all[len(all)-1] // with every step
		c = slices.DeleteFunc(slices.Clone(c), func(s casework.Step) bool { return s.ID == "pay" })
		at := c.Begin(day)
		for _, s := range way {
			o := casework.Order{Event: s.event, Step: s.step, Answer: s.answer, Day: day, Until: day, Extra: "5wd", By: "a"}
			if strings.HasPrefix(string(s.event), "gran") || s.event == casework.Refuse {
				if _, err := c.Advance(at, o); err == nil {
					t.Errorf("%s: who examined decides", item)
				}
				o.By = "b"
			}
			next, err := c.Advance(at, o)
			if err != nil || next.State != s.state {
				t.Fatalf("%s: %s %s %s from %s %v: %s, %v", item, s.event, s.step, s.answer, at.State, at.Open, next.State, err)
			}
			at = next
		}
	}
}

// Random walks with days that pass: what must hold always does.
func TestWalks(t *testing.T) {
	list := plans(t)
	rapid.Check(t, func(t *rapid.T) {
		p := list[rapid.IntRange(0, len(list)-1).Draw(t, "item")]
		all := courses(p)
		c := all[rapid.IntRange(0, len(all)-1).Draw(t, "course")]
		day := "2026-09-21"
		at := c.Begin(day)
		for range rapid.IntRange(1, 40).Draw(t, "length") {
			day = later(day, rapid.IntRange(0, 9).Draw(t, "days"))
			who := rapid.SampledFrom([]string{"a", "b", "c"}).Draw(t, "who")
			all := orders(c, at, day)
			var can []casework.Order
			for _, o := range all {
				if o.By != "" {
					o.By = who
				}
				if _, err := c.Advance(at, o); err == nil {
					can = append(can, o)
				}
			}
			if len(can) == 0 {
				break
			}
			o := rapid.SampledFrom(can).Draw(t, "order")
			before := fmt.Sprint(at)
			next, err := c.Advance(at, o)
			if err != nil {
				t.Fatal(err)
			}
			if fmt.Sprint(at) != before {
				t.Fatalf("%s changed what it was given", o.Event)
			}
			holds(t, c, at, next, o)
			at = next
		}
	})
}

func holds(t *rapid.T, c casework.Course, was, p casework.Progress, o casework.Order) {
	clock := p.Clock
	if p.Accepted == "" && (clock.From != "" || len(clock.Stops) > 0) {
		t.Fatalf("%s: a clock runs before acceptance: %+v", o.Event, clock)
	}
	if p.AskedBefore > 1 || p.AskedAfter > 1 {
		t.Fatalf("corrected twice: %+v", p)
	}
	if o.By != "" && slices.Contains(was.Makers, o.By) && p.Outcome != "" && was.Outcome == "" {
		t.Fatalf("%s examined and decided", o.By)
	}
	if held := p.State == actor.Correction || p.State == actor.Suspended || p.State == actor.Special; held && p.Accepted != "" && clock.Ended == "" {
		step, _ := c.Step(first(p.Open))
		if !clock.Stands() && !(p.State == actor.Special && step.Who == casework.Applicant && !step.Stops) {
			t.Fatalf("the clock runs in %s", p.State)
		}
	}
	for i, s := range clock.Stops {
		if s.To != "" && s.To < s.From || s.To == "" && i < len(clock.Stops)-1 || i > 0 && s.From < clock.Stops[i-1].To {
			t.Fatalf("%s: stops out of order: %+v", o.Event, clock.Stops)
		}
	}
	promised, ok1 := clock.DueOn(calendar(), clock.Promised, o.Day)
	statutory, ok2 := clock.DueOn(calendar(), clock.Statutory, o.Day)
	if ok1 && ok2 && promised > statutory {
		t.Fatalf("promised %s after the law's %s", promised, statutory)
	}
	if ok1 != (clock.From != "") {
		t.Fatalf("a limit without a clock, or the reverse: %+v", clock)
	}
	for _, id := range p.Open {
		if _, ok := c.Step(id); !ok {
			t.Fatalf("%s waits and is no part of the case", id)
		}
	}
	over := []actor.State{actor.Done, actor.Withdrawn, actor.RejectedIntake, actor.Transferred, actor.Archived, actor.DecidedNo}
	if slices.Contains(over, p.State) != (len(p.Open) == 0) {
		t.Fatalf("%s with %v open", p.State, p.Open)
	}
}

func first(list []string) string {
	if len(list) == 0 {
		return ""
	}
	return list[0]
}
