package runtime

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"

	"banshi/engine/value"
	"banshi/runtime/base/actor"
	"banshi/runtime/identity"
	"banshi/runtime/notice"
	"banshi/runtime/sharing"
)

// Licences shows people what licences they hold (我的证照), and tells them before one expires.
type Licences struct{ *hall }

// LicenceType is a kind of licence.
type LicenceType struct {
	ID      string
	Title   string
	Holders []string // person, organisation; none: both
	Items   []string // that give it: the first renews it
}

// LicenceTypes lists the kinds that there are. The catalogue implements it.
type LicenceTypes interface {
	LicenceTypes(ctx context.Context) ([]LicenceType, error)
}

// HeldLicence is one that is kept here, with its last day.
type HeldLicence struct {
	Type, Record, Holder string // Holder is a number
	Until                string
}

// HeldLicences reads what is kept here of licences that were given or pushed. Those in other registers are seen when
// their holder looks.
type HeldLicences interface {
	// Expiring lists those that count and whose last day lies between two days, both included.
	Expiring(ctx context.Context, from, to string) ([]HeldLicence, error)
}

// Licence is one as its holder sees it.
type Licence struct {
	Type   string
	Title  string
	Number string
	Holder string
	Issuer string
	From   string
	Until  string // "" without end
	Status string // as the register says: 有效
	Trust  string
	Left   int    // days until it expires; of one without end 0
	Near   bool   // one is told of it by now
	Over   bool   // it has expired, or counts no more
	Renew  Choice // the item that gives it anew; "" of one that is far from its end, or that no item here gives
}

// LicencePage is what somebody holds.
type LicencePage struct {
	Licences []Licence // those that need something first
	Silent   []string  // titles of registers that didn't answer
}

// licenceLevel is how surely somebody must be known to see what a number holds.
const licenceLevel = 3

// expiresIn are the days before the last one at which a holder is told, once each.
var expiresIn = []int{7, 30, 60}

// List looks up what the one in whose name the caller speaks holds. It is written down like any look-up, by the person
// himself or herself. Codes: unauthenticated, not_found (one acts for another), forbidden (staff; identity level).
func (l *Licences) List(ctx context.Context, language string) (LicencePage, error) {
	who, _ := identity.From(ctx)
	a := actor.Actor{}
	if who.Account.ID != "" {
		a = who.Actor()
	}
	if err := actor.Can(a, actor.LicenceView, actor.Object{Kind: actor.Licence, Holder: who.Applicant.Key(), Level: licenceLevel}); err != nil {
		return LicencePage{}, err
	}
	types, err := l.Types.LicenceTypes(ctx)
	if err != nil {
		return LicencePage{}, fmt.Errorf("runtime: kinds of licences: %w", err)
	}
	types = slices.DeleteFunc(types, func(t LicenceType) bool {
		return len(t.Holders) > 0 && !slices.Contains(t.Holders, string(who.Applicant.Kind))
	})
	r := sharing.Request{Purpose: sharing.Purpose{Actor: a.ID, Why: "space"}}
	for _, t := range types {
		r.Wants = append(r.Wants, sharing.Want{Licence: t.ID, Key: who.Applicant.No})
	}
	wait, cancel := context.WithTimeout(ctx, l.SubmitWait)
	defer cancel()
	answers := l.Sources.Fetch(wait, r)
	var out LicencePage
	for i, t := range types {
		answer := answers[r.Wants[i]]
		if answer.Status != sharing.Records || answer.Incomplete {
			out.Silent = append(out.Silent, t.Title)
		}
		for _, rec := range answer.Records {
			x := l.seen(t, rec)
			if x.Near || x.Over {
				x.Renew = l.renewal(ctx, t, language)
			}
			out.Licences = append(out.Licences, x)
		}
	}
	slices.SortStableFunc(out.Licences, func(a, b Licence) int { return cmp.Or(a.rank()-b.rank(), strings.Compare(a.Until, b.Until)) })
	return out, nil
}

// rank puts what is near its end first, what has passed it last.
func (x Licence) rank() int {
	switch {
	case x.Over:
		return 2
	case x.Near:
		return 0
	}
	return 1
}

func (l *Licences) seen(t LicenceType, r sharing.Record) Licence {
	text := func(id string) string { s, _ := r.Cells[id].(string); return s }
	x := Licence{Type: t.ID, Title: t.Title, Number: text("number"), Holder: text("holder"), Issuer: text("issuer"), From: text("valid_from"), Until: text("valid_to"),
		Status: text("status"), Trust: text("trust")}
	if x.Until == forever {
		x.Until = ""
	}
	left, ends := l.daysTo(x.Until)
	if ends {
		x.Left = left
	}
	x.Over = ends && left < 0 || x.Status != "" && x.Status != sharing.Live
	x.Near = ends && !x.Over && left <= expiresIn[len(expiresIn)-1]
	return x
}

// daysTo is how many days there are until a day.
func (h *hall) daysTo(day string) (int, bool) {
	until, ok := value.ParseDate(day)
	today, _ := value.ParseDate(h.today())
	return int(until - today), ok
}

// renewal is the item that gives a licence anew, as far as it is offered now.
func (l *Licences) renewal(ctx context.Context, t LicenceType, language string) Choice {
	for _, id := range t.Items {
		if def, err := l.Definitions.Current(ctx, id); err == nil {
			return Choice{id, def.Program(language).Plan().Name}
		}
	}
	return Choice{}
}

// lookBack is how many days after the last one somebody is still told that it was.
const lookBack = 14

// Remind tells the holders of licences that are kept here when the end is sixty, thirty and seven days off, and when it has
// come: once each, however often it is asked. It tells how many licences it looked at.
func (l *Licences) Remind(ctx context.Context) (int, error) {
	day, _ := value.ParseDate(l.today())
	list, err := l.Held.Expiring(ctx, (day - lookBack).String(), (day + value.Date(expiresIn[len(expiresIn)-1])).String())
	if err != nil {
		return 0, fmt.Errorf("runtime: licences that expire: %w", err)
	}
	types, err := l.Types.LicenceTypes(ctx)
	if err != nil {
		return 0, fmt.Errorf("runtime: kinds of licences: %w", err)
	}
	var out []notice.Notice
	for _, x := range list {
		i := slices.IndexFunc(types, func(t LicenceType) bool { return t.ID == x.Type })
		if i < 0 {
			continue // nobody gives such licences any more
		}
		left, ok := l.daysTo(x.Until)
		if !ok {
			continue
		}
		out = append(out, l.expiring(types[i], x, left)...)
	}
	if err := l.Told.Write(ctx, out); err != nil {
		return 0, fmt.Errorf("runtime: remind of licences: %w", err)
	}
	return len(list), nil
}

// expiring is what the holder of a licence is told when there are so many days left.
func (l *Licences) expiring(t LicenceType, x HeldLicence, left int) []notice.Notice {
	kind, at := notice.LicenceExpired, "over"
	if left >= 0 {
		kind = notice.LicenceExpiring
		i := slices.IndexFunc(expiresIn, func(d int) bool { return left <= d })
		at = fmt.Sprint(expiresIn[i])
	}
	item := ""
	if len(t.Items) > 0 {
		item = t.Items[0]
	}
	kinds := t.Holders
	if len(kinds) == 0 {
		kinds = []string{string(identity.Person), string(identity.Organisation)}
	}
	var out []notice.Notice
	for _, k := range kinds {
		holder := identity.Applicant{Kind: identity.Kind(k), No: x.Holder}.Key()
		out = append(out, notice.Notice{To: notice.To{Holder: holder}, Kind: kind, Subject: notice.Subject{Kind: notice.OfLicence, ID: item}, At: l.Clock().UTC(),
			Args: notice.Args{notice.Title: t.Title, notice.Day: x.Until}, Once: "licence/" + x.Type + "/" + x.Record + "/" + x.Until + "/" + at + "/" + k})
	}
	return out
}
