package api

import (
	"context"
	"net/http"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"banshi/runtime"
)

type readLine struct {
	At     time.Time `json:"at"`
	By     string    `json:"by" enum:"self,agent,other,staff,system" doc:"who read: oneself, who acts in one's name, another applicant, staff, the system"`
	Office string    `json:"office,omitempty" doc:"of staff" name:"catalog"`
	Role   string    `json:"role,omitempty" doc:"of staff, in words"`
	Source string    `json:"source,omitempty" doc:"id of the register or licence; left out: the case itself"`
	Title  string    `json:"title,omitempty" doc:"of the source" name:"catalog"`
	Item   string    `json:"item,omitempty" doc:"name of the item for which it was read"`
	Case   string    `json:"case,omitempty" doc:"number, where it is one's own"`
	Why    string    `json:"why" doc:"preview, fill, submit, verify, represent, import; of the case: case, file, document, printed, round, changes, why, form, receipt"`
}

type choiceLine struct {
	ID    string `json:"id"`
	Title string `json:"title" name:"catalog"`
}

type readsIn struct {
	Tongue
	Case   string `query:"case" maxLength:"40" doc:"number: what was read for it alone"`
	Source string `query:"source" maxLength:"80" doc:"id of a source, or cases: looks at cases alone"`
	Lookup int64  `query:"lookup" minimum:"0" doc:"as the page before said"`
	View   int64  `query:"view" minimum:"0" doc:"as the page before said"`
}

type readsOut struct {
	Body struct {
		Reads   []readLine   `json:"reads" doc:"latest first"`
		More    bool         `json:"more"`
		Lookup  int64        `json:"lookup" doc:"what the next page is asked with"`
		View    int64        `json:"view" doc:"what the next page is asked with"`
		Sources []choiceLine `json:"sources"`
		Cases   []choiceLine `json:"cases"`
	}
}

func registerReads(api huma.API, s Services) {
	h := reads{s}
	huma.Register(api, operation("list-reads", http.MethodGet, "/api/reads", "谁看过我的数据", "space", looked...), h.list)
}

type reads struct{ Services }

func (h reads) list(ctx context.Context, in *readsIn) (*readsOut, error) {
	p, err := h.Reads.List(ctx, runtime.Reading{Case: in.Case, Source: in.Source, Lookup: in.Lookup, View: in.View}, in.language())
	if err != nil {
		return nil, err
	}
	out := &readsOut{}
	b := &out.Body
	b.More, b.Lookup, b.View, b.Reads = p.More, p.Lookup, p.View, []readLine{}
	for _, r := range p.Reads {
		line := readLine{At: r.At, By: string(r.By), Office: r.Office, Source: r.Source, Title: r.Title, Item: r.Item, Case: r.Case, Why: r.Why}
		if r.By == runtime.ByStaff {
			line.Role = r.Role.Title().In(in.language())
		}
		b.Reads = append(b.Reads, line)
	}
	b.Sources, b.Cases = choiceLines(p.Sources), choiceLines(p.Cases)
	return out, nil
}

func choiceLines(list []runtime.Choice) []choiceLine {
	out := make([]choiceLine, len(list))
	for i, c := range list {
		out[i] = choiceLine(c)
	}
	return out
}
