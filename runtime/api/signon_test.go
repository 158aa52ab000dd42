package api_test

import (
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"

	"banshi/runtime"
	"banshi/runtime/signon"
)

// system is the department's own system to which the item of the example hands sign-ons over.
const system = "https://jishu-gaizao.example"

var systemKey = []byte(strings.Repeat("s", 32))

func systems() runtime.Systems {
	return runtime.Systems{Keys: signon.Keys{system: systemKey}, Moved: map[string]string{system: "http://127.0.0.1:9"},
		Pairwise: func(audience, who string) string { return signon.Pairwise([]byte("secret"), audience, who) }}
}

const outside = "technical_upgrade_filing"

func (w *world) redeem(token string, key []byte) answer {
	w.t.Helper()
	return (&browser{world: w}).do("POST", signon.RedeemPath, fmt.Sprintf(`{"token": %q, "proof": %q}`, token, signon.Proof(key, token)))
}

func TestSignOnIsHandedOverOnce(t *testing.T) {
	w := newWorld(t)
	firm := w.as("P008", "organisation/L05", "web")
	page := firm.do("GET", "/api/items/"+outside, "").want(200)
	if page.str("elsewhere", "system") == "" || page.str("elsewhere", "address") != "http://127.0.0.1:9/filing" || page.num("elsewhere", "level") != "4" || page.at("elsewhere", "handsOver") != true {
		t.Errorf("where it goes: %v", page.at("elsewhere"))
	}
	on := firm.do("POST", "/api/items/"+outside+"/sign-on", "").want(200)
	token := on.str("token")
	on.hasNot("440622197208159905", "91440605MA90A0059F", "关婉婷")
	c, err := signon.Verify(systemKey, token, system, w.clock.Now())
	check(t, err)
	if c.Kind != "organisation" || c.Level != 4 || c.Item != outside || c.Subject == c.For || c.Issuer != "banshi:440605" || c.Expires-c.Issued != 60 {
		t.Errorf("claims: %+v", c)
	}
	w.redeem(token, []byte(strings.Repeat("x", 32))).want(401)
	w.redeem(token+"x", systemKey).want(401)
	if got := w.redeem(token, systemKey).want(200); got.str("sub") != c.Subject || got.str("jti") != c.ID {
		t.Errorf("redeemed: %s", got.text)
	}
	w.redeem(token, systemKey).want(409)
	if trail := w.values("SELECT act || ' ' || actor_id FROM audit_events WHERE act IN ('item.sign_on', 'sign_on.redeem') ORDER BY act"); trail != "item.sign_on P008,sign_on.redeem system:sign-on" {
		t.Errorf("the trail: %s", trail)
	}
	if d := w.values("SELECT detail FROM audit_events WHERE act = 'item.sign_on'"); strings.Contains(d, token) || strings.Contains(d, "4406221972") {
		t.Errorf("the trail holds what it must not: %s", d)
	}
	// The same person is the same to the system, in whosever name she comes.
	again, err := signon.Verify(systemKey, firm.do("POST", "/api/items/"+outside+"/sign-on", "").want(200).str("token"), system, w.clock.Now())
	check(t, err)
	if again.Subject != c.Subject || again.For != c.For || again.ID == c.ID {
		t.Errorf("the second time: %+v, the first %+v", again, c)
	}
}

func TestSignOnIsRefused(t *testing.T) {
	w := newWorld(t)
	path := "/api/items/" + outside + "/sign-on"
	(&browser{world: w}).do("POST", path, "").want(401)
	w.as("clerk-440605011", "", "workbench").do("POST", path, "").want(403)
	w.as("P004", "", "web").do("POST", path, "").want(422)                                          // it is for organisations
	w.as("P026", "organisation/L10", "web").do("POST", path, "").want(403).has("实名")                // level 2
	w.as("P008", "organisation/L05", "web").do("POST", "/api/items/"+food+"/sign-on", "").want(422) // handled here
	w.as("P008", "organisation/L05", "web").do("POST", "/api/items/nothing/sign-on", "").want(404)
	w.accounts.unproven["P008"] = true
	w.as("P008", "organisation/L05", "web").do("POST", path, "").want(403)
	if n := w.rows("sign_ons"); n != 0 {
		t.Errorf("%d sign-ons were handed over", n)
	}
}

func TestSignOnEnds(t *testing.T) {
	w := newWorld(t)
	firm := w.as("P008", "organisation/L05", "web")
	token := firm.do("POST", "/api/items/"+outside+"/sign-on", "").want(200).str("token")
	w.clock.Move(61 * time.Second)
	w.redeem(token, systemKey).want(409)
	w.clock.Move(25 * time.Hour)
	w.as("P008", "organisation/L05", "web").do("POST", "/api/items/"+outside+"/sign-on", "").want(200)
	if n := w.rows("sign_ons"); n != 1 {
		t.Errorf("%d sign-ons are kept, want the last alone", n)
	}
}

func TestOfManyAtOnceOneRedeems(t *testing.T) {
	w := newWorld(t)
	token := w.as("P008", "organisation/L05", "web").do("POST", "/api/items/"+outside+"/sign-on", "").want(200).str("token")
	var all sync.WaitGroup
	status := make([]int, 8)
	for i := range status {
		all.Go(func() { status[i] = w.redeem(token, systemKey).status })
	}
	all.Wait()
	taken := 0
	for _, s := range status {
		if s == 200 {
			taken++
		} else if s != 409 {
			t.Errorf("status %d", s)
		}
	}
	if taken != 1 {
		t.Errorf("%d of 8 redeemed one token", taken)
	}
}

func TestWithoutAKeyOneGoesThereWithoutSignOn(t *testing.T) {
	w := newWorld(t)
	w.systems = runtime.Systems{}
	again := w.restarted()
	firm := again.as("P008", "organisation/L05", "web")
	page := firm.do("GET", "/api/items/"+outside, "").want(200)
	if page.at("elsewhere", "handsOver") != false || page.str("elsewhere", "address") != system+"/filing" {
		t.Errorf("where it goes: %v", page.at("elsewhere"))
	}
	firm.do("POST", "/api/items/"+outside+"/sign-on", "").want(422)
}
