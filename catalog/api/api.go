// Package api speaks HTTP for the catalogue: what a channel's first page shows, and finding an item.
package api

import (
	"context"
	"net/http"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"banshi/catalog"
	"banshi/engine/eval"
	"banshi/engine/plan"
	"banshi/runtime/base/actor"
	"banshi/runtime/base/fault"
	"banshi/runtime/base/web"
)

// Service is what the routes need of the catalogue. catalog.Service is one.
type Service interface {
	// Home gives the first page. Codes: unavailable (nothing was imported yet).
	Home(ctx context.Context, language string) (catalog.Home, error)
	// Search finds items. Codes: unavailable.
	Search(ctx context.Context, look catalog.Looking) (catalog.Listing, error)
	// StopsNow gives the urgent stops that count, by item.
	StopsNow(ctx context.Context) (map[string]catalog.Stop, error)
	// Missed gives the words for which nothing was found. Codes: forbidden, unauthenticated.
	Missed(ctx context.Context, who actor.Actor) ([]catalog.Missed, error)
}

// Register adds the routes. Anybody may look; who tells who asks, for what not everybody may.
func Register(api huma.API, s Service, who func(context.Context) actor.Actor) {
	h := handler{s, who}
	huma.Register(api, web.Refuses(huma.Operation{OperationID: "list-missed-words", Method: http.MethodGet, Path: "/api/staff/missed", Summary: "没有找到事项的说法", Tags: []string{"catalogue"}},
		fault.Unauthenticated, fault.Forbidden), h.missed)
	huma.Register(api, web.Refuses(huma.Operation{OperationID: "get-home", Method: http.MethodGet, Path: "/api/home", Summary: "首页：主题、常办事项", Tags: []string{"catalogue"}}), h.home)
	huma.Register(api, web.Refuses(huma.Operation{OperationID: "find-items", Method: http.MethodGet, Path: "/api/items", Summary: "找事项：名称、俗称、拼音、主题", Tags: []string{"catalogue"}}), h.items)
}

type handler struct {
	Service
	actor func(context.Context) actor.Actor
}

// ItemCard is an item in a list; its figures are evaluated without any answers.
type ItemCard struct {
	ID          string      `json:"id"`
	Name        string      `json:"name"`
	AlsoKnownAs []string    `json:"alsoKnownAs"`
	Department  plan.Named  `json:"department"`
	Type        string      `json:"type"`
	Applicants  []string    `json:"applicants" doc:"person, organisation"`
	Entry       *plan.Entry `json:"entry,omitempty" doc:"absent: it is applied for here"`
	Visits      eval.Range  `json:"visits" doc:"how often one must come, at least and at most"`
	Promised    string      `json:"promised,omitempty" doc:"5wd, 7d, 2mo; absent where it depends on answers"`
	Fee         string      `json:"fee,omitempty" doc:"元; absent where it depends on answers"`
	Instant     bool        `json:"instant" doc:"may be decided at once"`
	Batch       bool        `json:"batch,omitempty" doc:"handed in between two days"`
	Materials   int         `json:"materials" doc:"how many may be asked for at most"`
	Stopped     *ItemStop   `json:"stopped,omitempty" doc:"it takes no new applications for now"`
}

// ItemStop is an urgent stop (紧急停办) of an item in a list.
type ItemStop struct {
	Notice string    `json:"notice" doc:"why, and where to go instead, as people are told"`
	At     time.Time `json:"at" doc:"since when"`
}

// cards writes cards of items, with the stops that count, in a language.
type cards struct {
	stops    map[string]catalog.Stop
	language string
}

func (h handler) cards(ctx context.Context, language string) (cards, error) {
	stops, err := h.StopsNow(ctx)
	return cards{stops, language}, err
}

func (s cards) stopOf(item string) *ItemStop {
	x, stopped := s.stops[item]
	if !stopped {
		return nil
	}
	return &ItemStop{Notice: x.In(s.language), At: x.At}
}

func (s cards) of(c catalog.Card) ItemCard {
	out := ItemCard{ID: c.ID, Name: c.Name, AlsoKnownAs: c.AlsoKnownAs, Department: c.Department, Type: c.Type, Applicants: c.Applicants,
		Entry: c.Entry, Visits: c.Visits, Promised: c.Promised, Fee: c.Fee, Instant: c.Instant, Batch: c.Batch, Materials: c.Materials, Stopped: s.stopOf(c.ID)}
	if out.AlsoKnownAs == nil {
		out.AlsoKnownAs = []string{}
	}
	return out
}

// Languages is the choice of a request: the parameter, else what the browser asks for. Exported, since
// huma fills embedded structs only then.
type Languages struct {
	Language string `query:"language" maxLength:"35" doc:"zh-Hans or en; absent: as Accept-Language says"`
	Accept   string `header:"Accept-Language" maxLength:"400"`
}

// choice is the language of definitions that fits best.
func (l Languages) choice() string { return web.LanguageOf(l.Language, l.Accept) }
