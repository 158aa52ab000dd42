package api

import (
	"context"
	"net/http"

	"github.com/danielgtaylor/huma/v2"

	"banshi/runtime"
)

type precheckIn struct {
	Tongue
	Number string `path:"number" maxLength:"40"`
	Body   struct {
		Version int    `json:"version" minimum:"1" doc:"of the case as it was seen"`
		Pass    bool   `json:"pass"`
		Opinion string `json:"opinion" maxLength:"8000" doc:"needed when returned, or when passed against a finding"`
		Key     string `json:"key" maxLength:"100"`
		// What a person found about the checks that the system left open.
		Findings map[string]string `json:"findings,omitempty" doc:"check → fits or differs; a case passes when each open check has one"`
		Parts    []partIn          `json:"parts,omitempty" maxItems:"200" doc:"of a return: what exactly is to be changed; left out: whatever the applicant finds"`
	}
}

type whyCaseIn struct {
	Tongue
	Number string `path:"number" maxLength:"40"`
	Path   string `query:"path" required:"true" maxLength:"200"`
}

func registerStaff(api huma.API, s Services) {
	h := desk{s}
	huma.Register(api, operation("get-staff-case", http.MethodGet, "/api/staff/cases/{number}", "办件", "staff", looked...), h.get)
	huma.Register(api, operation("precheck-case", http.MethodPost, "/api/staff/cases/{number}/precheck", "预审", "staff", changing...), h.precheck)
	huma.Register(api, operation("why-staff-case", http.MethodGet, "/api/staff/cases/{number}/why", "为什么", "staff", looked...), h.why)
}

type desk struct{ Services }

func (h desk) get(ctx context.Context, in *numberIn) (*pageOut, error) {
	p, err := h.Desk.Get(ctx, in.Number, in.language())
	if err != nil {
		return nil, err
	}
	out := &pageOut{pageOf(ctx, p, in.language())}
	out.Body.Case = staffLine(ctx, p.Case, in.language())
	return out, nil
}

func (h desk) precheck(ctx context.Context, in *precheckIn) (*caseOut, error) {
	b := in.Body
	o := runtime.Prechecking{Version: b.Version, Pass: b.Pass, Opinion: b.Opinion, Key: b.Key, Parts: partsOf(b.Parts), Findings: map[string]runtime.Finding{}}
	for id, f := range b.Findings {
		o.Findings[id] = runtime.Finding(f)
	}
	c, err := h.Desk.Precheck(ctx, in.Number, o)
	if err != nil {
		return nil, err
	}
	out := &caseOut{}
	out.Body.Case = lineOf(c, in.language())
	return out, nil
}

func (h desk) why(ctx context.Context, in *whyCaseIn) (*whyOut, error) {
	w, err := h.Desk.Why(ctx, in.Number, in.Path, in.language())
	if err != nil {
		return nil, err
	}
	return &whyOut{w}, nil
}
