package api

import (
	"context"
	"net/http"

	"github.com/danielgtaylor/huma/v2"
)

type licenceLine struct {
	Type   string      `json:"type"`
	Title  string      `json:"title" name:"catalog"`
	Number string      `json:"number,omitempty"`
	Holder string      `json:"holder,omitempty" doc:"name"`
	Issuer string      `json:"issuer,omitempty"`
	From   string      `json:"from,omitempty"`
	Until  string      `json:"until,omitempty" doc:"its last day; left out: without end"`
	Status string      `json:"status,omitempty" doc:"as the register says"`
	Trust  string      `json:"trust,omitempty"`
	Left   int         `json:"left,omitempty" doc:"days until its last one"`
	Near   bool        `json:"near,omitempty" doc:"it expires within sixty days"`
	Over   bool        `json:"over,omitempty" doc:"it has expired, or counts no more"`
	Renew  *choiceLine `json:"renew,omitempty" doc:"the item that gives it anew"`
}

type licencesOut struct {
	Body struct {
		Licences []licenceLine `json:"licences" doc:"those that need something first"`
		Silent   []string      `json:"silent" doc:"titles of registers that didn't answer" name:"catalog"`
	}
}

func registerLicences(api huma.API, s Services) {
	h := licences{s}
	huma.Register(api, operation("list-licences", http.MethodGet, "/api/licences", "我的证照", "space", looked...), h.list)
}

type licences struct{ Services }

func (h licences) list(ctx context.Context, in *Tongue) (*licencesOut, error) {
	page, err := h.Licences.List(ctx, in.language())
	if err != nil {
		return nil, err
	}
	out := &licencesOut{}
	out.Body.Licences, out.Body.Silent = make([]licenceLine, len(page.Licences)), append([]string{}, page.Silent...)
	for i, x := range page.Licences {
		l := licenceLine{Type: x.Type, Title: x.Title, Number: x.Number, Holder: x.Holder, Issuer: x.Issuer, From: x.From, Until: x.Until, Status: x.Status,
			Trust: x.Trust, Left: x.Left, Near: x.Near, Over: x.Over}
		if x.Renew.ID != "" {
			l.Renew = &choiceLine{ID: x.Renew.ID, Title: x.Renew.Title}
		}
		out.Body.Licences[i] = l
	}
	return out, nil
}
