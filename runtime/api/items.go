package api

import (
	"context"
	"net/http"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"banshi/runtime"
	"banshi/runtime/base/fault"
	"banshi/runtime/channel"
)

type itemIn struct {
	Tongue
	ID string `path:"id" maxLength:"64"`
}

type itemOut struct {
	Body struct {
		View      free             `json:"view"`
		Version   int              `json:"version"`
		Offices   []runtime.Office `json:"offices"`
		Office    *runtime.Office  `json:"office,omitempty" doc:"the one that this application would go to; absent: not known yet"`
		Unknown   []string         `json:"unknown,omitempty" doc:"what would tell which office it is"`
		Drafts    []draftLine      `json:"drafts"`
		Books     bool             `json:"books,omitempty" doc:"a visit can be booked"`
		Elsewhere *elsewhere       `json:"elsewhere,omitempty" doc:"absent: it is handled here"`
		Stopped   *stoppedLine     `json:"stopped,omitempty" doc:"it takes no new applications for now: what people are told"`
		Answers   []qaLine         `json:"answers,omitempty" doc:"frequent questions besides those of the guide"`
	}
}

type draftLine struct {
	ID        string         `json:"id"`
	Applicant draftApplicant `json:"applicant" doc:"in whose name it was begun"`
	Item      string         `json:"item"`
	Name      string         `json:"name"`
	SavedAt   time.Time      `json:"savedAt"`
	Step      string         `json:"step"`
	Channel   string         `json:"channel"`
	On        string         `json:"channelTitle"`
	Amends    string         `json:"amends,omitempty" doc:"number of the returned case that it mends"`
	By        string         `json:"by,omitempty" doc:"name of the agent who fills it in; absent: you do" name:"catalog"`
	Over      bool           `json:"over,omitempty" doc:"the agent's authorisation has ended: the principal may take it over"`
	Counter   bool           `json:"counter,omitempty" doc:"it is at a window, or was begun there and is yours to take"`
}

type draftApplicant struct {
	As   string `json:"as" doc:"among the applicants of the account that began it"`
	Name string `json:"name"`
	Kind string `json:"kind" enum:"person,organisation"`
}

type previewIn struct {
	Tongue
	ID      string `path:"id" maxLength:"64"`
	RawBody []byte `contentType:"application/json"`
}

type previewOut struct {
	Body struct {
		View free `json:"view"`
	}
}

func registerItems(api huma.API, s Services) {
	h := items{s}
	huma.Register(api, operation("get-item", http.MethodGet, "/api/items/{id}", "办事指南：事项、受理机构、已有的草稿", "item", fault.NotFound), h.get)
	huma.Register(api, rawObject(operation("preview-item", http.MethodPost, "/api/items/{id}/preview", "试算，不保存", "item", fault.NotFound),
		"answers by field, and actsAs. "+aboutAnswers), h.preview)
}

type items struct{ Services }

func (h items) get(ctx context.Context, in *itemIn) (*itemOut, error) {
	page, err := h.Guide.Item(ctx, in.ID, in.language())
	if err != nil {
		return nil, err
	}
	out := &itemOut{}
	out.Body.View, out.Body.Version = free{page.View}, page.Version
	out.Body.Offices = append([]runtime.Office{}, page.Offices...)
	out.Body.Office, out.Body.Unknown = page.Office, page.Unknown
	out.Body.Books = page.Books
	out.Body.Stopped = stoppedOf(page.Stopped)
	out.Body.Answers = qasOf(page.Answers)
	out.Body.Drafts = lines(page.Drafts, in.language())
	if e := page.Elsewhere; e != nil {
		out.Body.Elsewhere = &elsewhere{e.System, e.Department, e.Address, e.HandsOver, e.Level}
	}
	return out, nil
}

func (h items) preview(ctx context.Context, in *previewIn) (*previewOut, error) {
	p, err := runtime.DecodeTrial(in.RawBody)
	if err != nil {
		return nil, err
	}
	v, err := h.Guide.Preview(ctx, in.ID, p.Answers, p.ActsAs, in.language())
	if err != nil {
		return nil, err
	}
	out := &previewOut{}
	out.Body.View = free{v}
	return out, nil
}

// stoppedLine is an urgent stop.
type stoppedLine struct {
	Notice string    `json:"notice"`
	At     time.Time `json:"at" doc:"since when"`
}

func stoppedOf(s *runtime.Stopped) *stoppedLine {
	if s == nil {
		return nil
	}
	return &stoppedLine{s.Notice, s.At}
}

func lines(list []runtime.Listed, language string) []draftLine {
	out := make([]draftLine, len(list))
	for i, l := range list {
		out[i] = draftLine{ID: l.ID, Item: l.Item, Name: l.Name, SavedAt: l.Saved, Step: l.Step, Channel: l.Channel, On: channel.Title(l.Channel, language), Amends: l.Amends,
			By: l.By, Over: l.Over, Counter: l.Counter, Applicant: draftApplicant{As: l.ApplicantID, Name: l.Applicant.Name, Kind: l.Applicant.Kind}}
	}
	return out
}
