package api_test

import "testing"

// A case passes once a person came to a finding about each check that the system left open; the
// findings stay with the case, for staff alone.
func TestFindings(t *testing.T) {
	w := newWorld(t)
	chen := w.as("P004", "", "web")
	id := chen.begin(elder)
	chen.fill(id)
	chen.patch(id, `{"answers": {"account_holder": "陈柏年"}}`).want(200)
	chen.patch(id, `{"sign": ["application"]}`).want(200)
	number := chen.submit(id, "key-00000001").want(201).str("case", "number")

	clerk := w.as("clerk-440605011", "", "workbench")
	path := "/api/staff/cases/" + number
	order := func(rest string) string { return `{"version": 1, "key": "pre-00000001", ` + rest + `}` }
	for body, says := range map[string]string{
		`"pass": true, "opinion": "齐全"`: "还有1项没有结论",
		`"pass": true, "opinion": "齐全", "findings": {"rule.age": "fits", "rule.account": "fits"}`:   `findings.rule.age`,
		`"pass": true, "opinion": "齐全", "findings": {"rule.account": "maybe"}`:                      `findings.rule.account`,
		`"pass": true, "opinion": " ", "findings": {"rule.account": "differs"}`:                     "通过要写明理由",
		`"pass": false, "opinion": "请改户名", "findings": {"rule.account": "differs", "none": "fits"}`: `findings.none`,
	} {
		clerk.do("POST", path+"/precheck", order(body)).want(422).has(says)
	}
	if n := w.events("case.precheck", number); n != 0 {
		t.Errorf("%d events of refused orders", n)
	}
	clerk.do("POST", path+"/precheck", order(`"pass": true, "opinion": "打电话核实过，是本人", "findings": {"rule.account": "differs"}`)).want(200).has("precheck_passed")
	clerk.do("GET", path, "").want(200).has(`"findings":{"rule.account":"differs"}`)
	chen.do("GET", "/api/cases/"+number, "").want(200).has("打电话核实过").hasNot(`"findings"`)
}
