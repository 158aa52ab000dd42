package api

import (
	"context"
	"net/http"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"banshi/catalog"
	"banshi/runtime/base/fault"
)

func registerVersions(api huma.API, h drafts, op func(id, method, path, summary string, codes ...fault.Code) huma.Operation) {
	huma.Register(api, op("list-definition-versions", http.MethodGet, "/items/{item}/versions", "事项的各版：谁改、谁同意、谁发布，还有多少件在用", fault.NotFound), h.versions)
	huma.Register(api, op("stop-item", http.MethodPost, "/items/{item}/stop", "紧急停办：马上不受理新的申请", fault.NotFound, fault.Conflict), h.stop)
	huma.Register(api, op("lift-item-stop", http.MethodPost, "/items/{item}/lift", "解除紧急停办，由另一个人", fault.NotFound, fault.Conflict), h.lift)
}

// DefinitionVersions are the versions of an item.
type DefinitionVersions struct {
	Item       string              `json:"item"`
	Title      string              `json:"title"`
	Department string              `json:"department" doc:"id"`
	Withdrawn  bool                `json:"withdrawn,omitempty"`
	Versions   []DefinitionVersion `json:"versions" doc:"the newest first"`
	Draft      *DefinitionLine     `json:"draft,omitempty" doc:"that is open or in review"`
	Stop       *DefinitionStop     `json:"stop,omitempty" doc:"absent: it isn't stopped"`
	MayStop    DefinitionVerdict   `json:"mayStop" doc:"stop it; where it is stopped, lift that"`
	May        DefinitionVerdict   `json:"may" doc:"begin a draft of it"`
}

// DefinitionVersion is a version with how it came about and what stands on it.
type DefinitionVersion struct {
	Number    int       `json:"number"`
	ID        string    `json:"id" doc:"by which it is read like a draft"`
	Effective string    `json:"effective" doc:"from which day"`
	At        time.Time `json:"at" doc:"when it was published"`
	InForce   bool      `json:"inForce,omitempty" doc:"applications begin with it today"`
	Draft     string    `json:"draft,omitempty" doc:"id of the draft of which it comes; absent: it came with a folder"`
	Authors   []string  `json:"authors" doc:"names of who wrote the draft"`
	Approved  string    `json:"approved,omitempty" doc:"who agreed to it"`
	Published string    `json:"published,omitempty" doc:"who published it; absent: it came with a folder"`
	Drafts    int       `json:"drafts" doc:"applications begun with it and not handed in"`
	Cases     int       `json:"cases" doc:"applications handed in with it and not done"`
}

type definitionVersionsIn struct {
	Languages
	Item string `path:"item" maxLength:"80"`
}

type definitionVersionsOut struct{ Body DefinitionVersions }

func (h drafts) versions(ctx context.Context, in *definitionVersionsIn) (*definitionVersionsOut, error) {
	got, err := h.Versions(ctx, h.actor(ctx), in.Item)
	if err != nil {
		return nil, err
	}
	out := DefinitionVersions{Item: got.Item, Title: got.Title, Department: got.Department, Withdrawn: got.Withdrawn, May: verdictOf(got.MayEdit, in.choice()),
		MayStop: verdictOf(got.MayStop, in.choice()), Stop: stopOf(got.Stop), Draft: lineOf(got.Draft), Versions: make([]DefinitionVersion, len(got.Versions))}
	for i, v := range got.Versions {
		out.Versions[i] = DefinitionVersion{Number: v.Number, ID: v.ID(), Effective: v.Effective, At: v.At, InForce: v.InForce, Draft: v.Origin.Draft, Authors: some(v.Origin.Authors),
			Approved: v.Origin.Approved, Published: v.Origin.Published, Drafts: v.Drafts, Cases: v.Cases}
	}
	return &definitionVersionsOut{out}, nil
}

// DefinitionStop is an urgent stop.
type DefinitionStop struct {
	Reason  string    `json:"reason"`
	Notice  string    `json:"notice" doc:"what people are told"`
	English string    `json:"english"`
	By      string    `json:"by"`
	At      time.Time `json:"at"`
}

func stopOf(s *catalog.Stop) *DefinitionStop {
	if s == nil {
		return nil
	}
	return &DefinitionStop{s.Reason, s.Notice, s.English, s.ByName, s.At}
}

type definitionStopIn struct {
	Languages
	Item string `path:"item" maxLength:"80"`
	Body struct {
		Reason  string `json:"reason" maxLength:"4000" doc:"for the staff and the trail"`
		Notice  string `json:"notice" maxLength:"600" doc:"what people are told"`
		English string `json:"english" maxLength:"600" doc:"the same in English"`
	}
}

type definitionLiftIn struct {
	Languages
	Item string `path:"item" maxLength:"80"`
	Body struct {
		Reason string `json:"reason" maxLength:"4000"`
	}
}

func (h drafts) stop(ctx context.Context, in *definitionStopIn) (*definitionVersionsOut, error) {
	if _, err := h.Stop(ctx, h.actor(ctx), in.Item, catalog.StopOrder(in.Body)); err != nil {
		return nil, err
	}
	return h.versions(ctx, &definitionVersionsIn{in.Languages, in.Item})
}

func (h drafts) lift(ctx context.Context, in *definitionLiftIn) (*definitionVersionsOut, error) {
	if err := h.Lift(ctx, h.actor(ctx), in.Item, in.Body.Reason); err != nil {
		return nil, err
	}
	return h.versions(ctx, &definitionVersionsIn{in.Languages, in.Item})
}
