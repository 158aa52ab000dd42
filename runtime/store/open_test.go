package store

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/uptrace/bun"

	"banshi/engine/eval"
	"banshi/engine/publicity"
	"banshi/runtime"
	"banshi/runtime/base/actor"
	"banshi/runtime/base/audit"
	"banshi/runtime/base/db"
	"banshi/runtime/base/db/dbtest"
	"banshi/runtime/base/fault"
	"banshi/runtime/casework"
	filestore "banshi/runtime/files/store"
	noticestore "banshi/runtime/notice/store"
)

func openHall(t *testing.T) *Store {
	return New(dbtest.Open(t, dbtest.NewClock(), audit.Migrations(), filestore.Migrations(), noticestore.Migrations(), Migrations()))
}

func aboutOpen(act string) audit.Event {
	return audit.Event{At: time.Date(2026, 11, 23, 1, 0, 0, 0, time.UTC), Actor: actor.Robot("test"), Act: act, Object: audit.Object{Kind: "case", ID: "x"}}
}

func (s *Store) within(t *testing.T, do func(ctx context.Context, tx bun.Tx) error) {
	t.Helper()
	if err := s.db.InTx(context.Background(), do); err != nil {
		t.Fatal(err)
	}
}

// TestPublications: what is public is found until its last day and by words, page by page; a licence is put down when it is
// given; a second decision takes the place of the first; what is taken down keeps nothing of what was shown; what is over is
// forgotten.
func TestPublications(t *testing.T) {
	s, ctx := openHall(t), context.Background()
	at := time.Date(2026, 11, 23, 1, 0, 0, 0, time.UTC)
	made := func(i int, item, until, name string) runtime.Publication {
		return runtime.Publication{ID: fmt.Sprintf("p%02d", i), Item: item, Version: 1, Name: "食品经营许可", Department: "市场监管局", Office: "o", OfficeTitle: "桂城所", Outcome: casework.Granted,
			Decided: "2026-11-2" + fmt.Sprint(i%4), Until: until, Shown: []eval.Public{{Path: "applicant.name", Value: name}}, NumberMask: publicity.Whole, ToMask: publicity.Year, Changed: at}
	}
	s.within(t, func(ctx context.Context, tx bun.Tx) error {
		for i := range 9 {
			if err := publish(ctx, tx, runtime.Case{Number: fmt.Sprint("case", i)}, made(i, "food", "2027-11-23", fmt.Sprintf("第%d_%%饭店", i)), fmt.Sprint("准予", i)); err != nil {
				return err
			}
		}
		if err := publish(ctx, tx, runtime.Case{Number: "old"}, made(10, "elder", "2026-11-22", "张**"), "准予"); err != nil {
			return err
		}
		if err := gave(ctx, tx, "case3", runtime.Issued{Kind: "licence", Number: "JY1", ValidTo: "2031-11-22", At: at}); err != nil {
			return err
		}
		return gave(ctx, tx, "nobody's", runtime.Issued{Kind: "licence", Number: "JY2", At: at})
	})
	ids := func(q runtime.PublicationQuery) string {
		t.Helper()
		q.Today = "2026-11-23"
		if q.Most == 0 {
			q.Most = 20
		}
		list, err := s.Publications(ctx, q)
		if err != nil {
			t.Fatal(err)
		}
		var out []string
		for _, p := range list {
			out = append(out, p.ID)
		}
		return strings.Join(out, " ")
	}
	for _, c := range []struct {
		q    runtime.PublicationQuery
		want string
	}{
		{runtime.PublicationQuery{}, "p07 p03 p06 p02 p05 p01 p08 p04 p00"},
		{runtime.PublicationQuery{Most: 3}, "p07 p03 p06"},
		{runtime.PublicationQuery{Most: 3, After: "2026-11-22/p06"}, "p02 p05 p01"},
		{runtime.PublicationQuery{After: "2026-11-20/p04"}, "p00"},
		{runtime.PublicationQuery{Item: "elder"}, ""}, // its time is over
		{runtime.PublicationQuery{Outcome: casework.Refused}, ""},
		{runtime.PublicationQuery{Words: "第6_%饭"}, "p06"},
		{runtime.PublicationQuery{Words: "第6__"}, ""},
		{runtime.PublicationQuery{Words: "JY1"}, "p03"},
	} {
		if got := ids(c.q); got != c.want {
			t.Errorf("%+v: %s, want %s", c.q, got, c.want)
		}
	}
	if p, err := s.Publication(ctx, "p03", "2026-11-23"); err != nil || p.LicenceNo != "JY1" || p.ValidTo != "2031年" || p.Document != "准予3" || p.Shown[0].Value != "第3_%饭店" {
		t.Errorf("the licence was given: %+v %v", p, err)
	}
	if _, err := s.Publication(ctx, "p10", "2026-11-23"); !fault.Is(err, fault.NotFound) {
		t.Errorf("its time is over: %v", err)
	}
	s.within(t, func(ctx context.Context, tx bun.Tx) error {
		again := made(20, "food", "2027-11-23", "改了名")
		return publish(ctx, tx, runtime.Case{Number: "case3"}, again, "准予再")
	})
	if p, err := s.PublicationOf(ctx, "case3"); err != nil || p.ID != "p20" || p.LicenceNo != "" {
		t.Errorf("the second decision counts: %+v %v", p, err)
	}
	s.within(t, func(ctx context.Context, tx bun.Tx) error {
		_, err := tx.NewInsert().Model(&caseRow{Number: "case3", Item: "food", Office: "o", Progress: "{}"}).Exec(ctx)
		return err
	})
	if err := s.TakeDown(ctx, "case3", "revoked", runtime.Happening{At: at, Event: "take_down", Answer: "revoked"}, aboutOpen("case.take_down")); err != nil {
		t.Fatal(err)
	}
	if err := s.TakeDown(ctx, "case3", "revoked", runtime.Happening{At: at, Event: "take_down", Answer: "revoked"}, aboutOpen("case.take_down")); !fault.Is(err, fault.Conflict) {
		t.Errorf("it is down already: %v", err)
	}
	if err := s.TakeDown(ctx, "none", "revoked", runtime.Happening{At: at, Event: "take_down", Answer: "revoked"}, aboutOpen("case.take_down")); !fault.Is(err, fault.NotFound) {
		t.Errorf("nothing of it is public: %v", err)
	}
	s.within(t, func(ctx context.Context, tx bun.Tx) error {
		return gave(ctx, tx, "case3", runtime.Issued{Kind: "licence", Number: "JY3", At: at})
	})
	var line []string
	if err := s.db.Read().NewSelect().Model((*eventRow)(nil)).ColumnExpr("e.event || ' ' || e.answer").Where("e.number = ?", "case3").Scan(ctx, &line); err != nil || len(line) != 1 || line[0] != "take_down revoked" {
		t.Errorf("in the course of the case: %q %v", line, err)
	}
	var row publicationRow
	if err := s.db.Read().NewSelect().Model(&row).Where("p.id = ?", "p20").Scan(ctx); err != nil || row.Shown != "[]" || row.LicenceNo+row.ValidTo+row.DocNo != "" || row.TakenDown != "revoked" {
		t.Errorf("nothing of it stands there: %+v %v", row, err)
	}
	if got := ids(runtime.PublicationQuery{Words: "改了名"}); got != "" {
		t.Errorf("it is listed: %s", got)
	}
	for want := 1; want >= 0; want-- {
		if n, err := s.Forget(ctx, "2026-11-23", aboutOpen("publication.forget")); err != nil || n != want {
			t.Errorf("forgot %d, %v, want %d", n, err, want)
		}
	}
}

// TestAMonthIsCountedOnce: what was handed in, decided and graded within the month counts, each at its item and office;
// grades that were found unfounded don't; and whatever happens afterwards changes nothing.
func TestAMonthIsCountedOnce(t *testing.T) {
	s, ctx := openHall(t), context.Background()
	zone := time.FixedZone("UTC+8", 8*3600)
	from, to := time.Date(2026, 11, 1, 0, 0, 0, 0, zone), time.Date(2026, 12, 1, 0, 0, 0, 0, zone)
	if day, err := s.FirstDay(ctx); err != nil || day != "" {
		t.Errorf("there is nothing yet: %v %v", day, err)
	}
	cases := 0
	handedIn := func(item, office string, at time.Time) {
		cases++
		row := caseRow{Number: fmt.Sprint("c", cases), Item: item, Name: "名" + item, Office: office, OfficeTitle: "所" + office, Submitted: db.Micros(at), Progress: "{}"}
		s.within(t, func(ctx context.Context, tx bun.Tx) error { _, err := tx.NewInsert().Model(&row).Exec(ctx); return err })
	}
	decided := func(number, day string, inTime bool, workdays int) {
		s.within(t, func(ctx context.Context, tx bun.Tx) error {
			return writeOutcome(ctx, tx, number, runtime.Outcome{Item: "food", Name: "名food", Office: "o1", OfficeName: "所o1", Decided: day, InTime: inTime, Workdays: workdays, NoVisit: inTime, Papers: 4, Waived: 3})
		})
	}
	graded := func(id string, grade int, at time.Time, excused int) {
		s.within(t, func(ctx context.Context, tx bun.Tx) error {
			rating := ratingRow{ID: id, Number: id, Occasion: "matter", Item: "food", ItemName: "名food", Office: "o1", OfficeName: "所o1", Grade: grade, Reasons: "[]", Graded: "[]", At: db.Micros(at)}
			if _, err := tx.NewInsert().Model(&rating).Exec(ctx); err != nil {
				return err
			}
			task := ratingTaskRow{Rating: id, Excused: excused}
			_, err := tx.NewInsert().Model(&task).Exec(ctx)
			return err
		})
	}
	handedIn("food", "o1", from)
	handedIn("food", "o1", to.Add(-time.Microsecond))
	handedIn("food", "o2", from.AddDate(0, 0, 9))
	handedIn("food", "o1", from.Add(-time.Microsecond))
	handedIn("food", "o1", to)
	decided("c1", "2026-11-01", true, 3)
	decided("c1", "2026-11-02", false, 9) // the first one counts
	decided("c2", "2026-11-30", false, 6)
	decided("c4", "2026-10-31", true, 1)
	decided("c5", "2026-12-01", true, 1)
	graded("g1", 5, from, 0)
	graded("g2", 3, from, 0)
	graded("g3", 1, from, 0)
	graded("g4", 1, from, 1)
	graded("g5", 5, to, 0)
	m := runtime.CountingMonth{Month: "2026-11", From: from, To: to, At: to, Town: func(o string) string { return "town " + o }}
	for _, want := range []bool{true, false} {
		if done, err := s.CountMonth(ctx, m, aboutOpen("month.count")); err != nil || done != want {
			t.Errorf("counted %v, %v, want %v", done, err, want)
		}
		handedIn("food", "o1", from) // too late
	}
	got, err := s.Month(ctx, "2026-11")
	want := fmt.Sprint([]runtime.MonthRow{
		{Item: "food", Name: "名food", Office: "o1", OfficeName: "所o1", Town: "town o1", Figures: runtime.Figures{Received: 2, Decided: 2, InTime: 1, Workdays: 9, NoVisit: 1, Papers: 8, Waived: 6, Rated: 3, Satisfied: 2}},
		{Item: "food", Name: "名food", Office: "o2", OfficeName: "所o2", Town: "town o2", Figures: runtime.Figures{Received: 1}},
	})
	if err != nil || fmt.Sprint(got) != want {
		t.Errorf("%v\n%v, want\n%v", err, got, want)
	}
	if list, err := s.Months(ctx); err != nil || len(list) != 1 || list[0].Month != "2026-11" {
		t.Errorf("%v %v", list, err)
	}
	if day, err := s.FirstDay(ctx); err != nil || day != "2026-10-31" {
		t.Errorf("the first was decided on %v, %v", day, err)
	}
}
