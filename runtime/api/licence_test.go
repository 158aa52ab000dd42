package api_test

import (
	"context"
	"strings"
	"testing"
	"time"

	"banshi/engine/record"
	"banshi/runtime"
	"banshi/runtime/sharing"
	sharingstore "banshi/runtime/sharing/store"
)

// licenceKinds are those of the example district, with the items that give them.
type licenceKinds struct{}

func (licenceKinds) LicenceTypes(context.Context) ([]runtime.LicenceType, error) {
	var out []runtime.LicenceType
	for _, l := range catalogue().Spec.Licences {
		x := runtime.LicenceType{ID: l.ID.S, Title: l.Title.S}
		for _, h := range l.Holders {
			x.Holders = append(x.Holders, h.S)
		}
		for _, i := range catalogue().Spec.Items {
			for _, r := range i.Handling.Result {
				if r.Licence.S == x.ID {
					x.Items = append(x.Items, i.ID.S)
				}
			}
		}
		out = append(out, x)
	}
	return out, nil
}

type held struct{ own *sharingstore.Own }

func (h held) Expiring(ctx context.Context, from, to string) ([]runtime.HeldLicence, error) {
	list, err := h.own.Expiring(ctx, from, to)
	out := make([]runtime.HeldLicence, len(list))
	for i, x := range list {
		out[i] = runtime.HeldLicence(x)
	}
	return out, err
}

// What somebody holds stands there with its last day, what has passed with the item that gives it anew; a register that
// is silent is named; nobody sees another's.
func TestLicences(t *testing.T) {
	w := newWorld(t)
	shop := w.as("P007", "organisation/L04", "web")
	a := shop.do("GET", "/api/licences", "").want(200).has("营业执照", "食品经营许可证", "JY24406050000025", `"until":"2026-11-19"`, `"over":true`, `"left":-4`, `"silent":[]`, `"renew":{"id":"`).hasNot("身份证")
	lines := list(a.at("licences"))
	if last := lines[len(lines)-1].(map[string]any); last["over"] != true {
		t.Errorf("the last is %v", last)
	}
	if why := w.values("SELECT DISTINCT why FROM lookups"); why != "space" {
		t.Errorf("looked up for %q", why)
	}
	w.as("P007", "", "web").do("GET", "/api/licences", "").want(200).has("居住证").hasNot("JY24406050000025")
	w.as("P001", "family/P004", "web").do("GET", "/api/licences", "").want(404)
	w.as("clerk-440605011", "", "workbench").do("GET", "/api/licences", "").want(403)
	w.nobody().do("GET", "/api/licences", "").want(401)
	w.known("P007", 1).do("GET", "/api/licences", "").want(403)
	w.sources["food_permit"].set(func(r *register) { r.down = true })
	w.clock.Move(48 * time.Hour)
	w.as("P007", "organisation/L04", "web").do("GET", "/api/licences", "").want(200).has(`"silent":["食品经营许可证"]`, "营业执照")
}

// The holder of a licence that is kept here is told sixty, thirty and seven days before, and when it is over: once each.
func TestLicencesThatExpire(t *testing.T) {
	w := newWorld(t)
	give := func(number, until, status string) {
		w.issue(sharing.Own{Source: "licences/food_permit", Seq: 1, Origin: sharing.Origin{Kind: sharing.Pushed, By: "market"},
			Row: record.Row{Key: "92440605MA90A0040F", HolderNo: "92440605MA90A0040F", Holder: "古丽", Number: number, Issued: "2022-01-01", ValidFrom: "2022-01-01", ValidTo: until, Status: status, Trust: "A", At: "2026-11-01",
				Fields: map[string]any{"operator": "古丽"}}})
	}
	give("JY1", "2027-01-31", sharing.Live) // 69 days off
	give("JY2", "2027-01-31", "注销")
	give("JY3", "9999-12-31", sharing.Live)
	remind := func() string {
		t.Helper()
		for range 2 {
			if _, err := w.hall.Licences.Remind(context.Background()); err != nil {
				t.Fatal(err)
			}
		}
		return strings.ReplaceAll(w.values("SELECT kind FROM notices WHERE subject_kind = 'licence' ORDER BY id"), "licence.", "")
	}
	if got := remind(); got != "" {
		t.Errorf("told %q sixty-nine days before", got)
	}
	for _, c := range []struct {
		days int
		want string
	}{{9, "expiring"}, {10, "expiring"}, {20, "expiring,expiring"}, {23, "expiring,expiring,expiring"}, {8, "expiring,expiring,expiring,expired"}, {3, "expiring,expiring,expiring,expired"}} {
		w.clock.Move(time.Duration(c.days) * 24 * time.Hour)
		if got := remind(); got != c.want {
			t.Errorf("after %d days more: %q, want %q", c.days, got, c.want)
		}
	}
	w.as("P007", "organisation/L04", "web").do("GET", "/api/notices", "").want(200).has("证照快到期了", "“食品经营许可证”的有效期到2027年1月31日", `"kind":"licence","id":"food_business_licence`, "去办延续").hasNot("JY1", "92440605MA90A0040F")
	w.as("P007", "", "web").do("GET", "/api/notices", "").want(200).has(`"notices":[]`)
}
