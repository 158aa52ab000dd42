package api

import (
	"context"
	"net/http"

	"github.com/danielgtaylor/huma/v2"

	"banshi/runtime/base/fault"
)

func registerShared(api huma.API, h drafts, op func(id, method, path, summary string, codes ...fault.Code) huma.Operation) {
	huma.Register(api, op("list-shared-definitions", http.MethodGet, "/shared", "事项共用的：来源、证照、片段、代码表、目录"), h.shared)
}

// SharedDefinition is a file that items share.
type SharedDefinition struct {
	Path       string            `json:"path" doc:"by which a draft of it is begun"`
	Kind       string            `json:"kind" enum:"source,licence,fragment,codes,bundle,catalogue"`
	ID         string            `json:"id"`
	Title      string            `json:"title"`
	Department string            `json:"department,omitempty" doc:"title of the one that keeps it; absent: everybody's"`
	Dated      bool              `json:"dated,omitempty" doc:"a table of which each row counts from a day on"`
	Draft      *DefinitionLine   `json:"draft,omitempty"`
	May        DefinitionVerdict `json:"may" doc:"edit it"`
}

type sharedOut struct {
	Body struct {
		Files []SharedDefinition `json:"files"`
	}
}

func (h drafts) shared(ctx context.Context, in *Languages) (*sharedOut, error) {
	list, err := h.Shared(ctx, h.actor(ctx), in.choice())
	if err != nil {
		return nil, err
	}
	out := &sharedOut{}
	out.Body.Files = make([]SharedDefinition, len(list))
	for i, f := range list {
		out.Body.Files[i] = SharedDefinition{Path: f.Path, Kind: f.Kind, ID: f.ID, Title: f.Title, Department: f.Keeper, Dated: f.Dated, Draft: lineOf(f.Draft), May: verdictOf(f.MayEdit, in.choice())}
	}
	return out, nil
}
