package api

import (
	"context"
	"net/http"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"banshi/catalog"
	"banshi/runtime/base/actor"
	"banshi/runtime/base/fault"
)

func registerReview(api huma.API, h drafts, op func(id, method, path, summary string, codes ...fault.Code) huma.Operation) {
	move := func(id, act, summary string) huma.Operation {
		return op(id, http.MethodPost, "/drafts/{id}/"+act, summary, fault.NotFound, fault.Conflict)
	}
	huma.Register(api, move("submit-definition-draft", "submit", "提交复核"), h.submit)
	huma.Register(api, move("return-definition-draft", "return", "退回，或收回再改"), h.back)
	huma.Register(api, move("approve-definition-draft", "approve", "同意发布"), h.approve)
	huma.Register(api, move("publish-definition-draft", "publish", "发布"), h.publish)
	huma.Register(api, move("discard-definition-draft", "discard", "放弃草稿"), h.discard)
	huma.Register(api, op("list-definition-comments", http.MethodGet, "/drafts/{id}/comments", "批注", fault.NotFound), h.comments)
	huma.Register(api, op("comment-definition-draft", http.MethodPost, "/drafts/{id}/comments", "批注一处", fault.NotFound, fault.Conflict), h.comment)
	huma.Register(api, op("settle-definition-comment", http.MethodPost, "/drafts/{id}/comments/{comment}/settle", "批注处理完了", fault.NotFound, fault.Conflict), h.settle)
}

// DefinitionMove is a way of a draft through review.
type DefinitionMove struct {
	Act     string    `json:"act" enum:"submit,return,approve,publish,discard"`
	By      string    `json:"by"`
	At      time.Time `json:"at"`
	Version int       `json:"version"`
	Reason  string    `json:"reason,omitempty"`
}

func movesOf(list []catalog.Move) []DefinitionMove {
	out := make([]DefinitionMove, len(list))
	for i, m := range list {
		out[i] = DefinitionMove{string(m.Act), m.Name, m.At, m.Version, m.Reason}
	}
	return out
}

type definitionMoveIn struct {
	Languages
	ID   string `path:"id" maxLength:"60"`
	Body struct {
		Version int `json:"version" minimum:"0" doc:"that one has seen"`
	}
}

type definitionReturnIn struct {
	Languages
	ID   string `path:"id" maxLength:"60"`
	Body struct {
		Version int    `json:"version" minimum:"0" doc:"that one has seen"`
		Reason  string `json:"reason,omitempty" maxLength:"4000" doc:"needed of a reviewer"`
	}
}

type definitionPublishIn struct {
	Languages
	ID   string `path:"id" maxLength:"60"`
	Body struct {
		Version   int    `json:"version" minimum:"0" doc:"that one has seen"`
		Effective string `json:"effective" maxLength:"10" doc:"civil day from which it counts, today or later"`
	}
}

type definitionHeadOut struct{ Body DefinitionHead }

func (h drafts) moved(ctx context.Context, who actor.Actor, d catalog.Draft, err error, language string) (*definitionHeadOut, error) {
	if err != nil {
		return nil, problem(ctx, err)
	}
	return &definitionHeadOut{h.head(who, d, language)}, nil
}

func (h drafts) submit(ctx context.Context, in *definitionMoveIn) (*definitionHeadOut, error) {
	who := h.actor(ctx)
	d, err := h.Submit(ctx, who, in.ID, in.Body.Version)
	return h.moved(ctx, who, d, err, in.choice())
}

func (h drafts) back(ctx context.Context, in *definitionReturnIn) (*definitionHeadOut, error) {
	who := h.actor(ctx)
	d, err := h.Return(ctx, who, in.ID, in.Body.Version, in.Body.Reason)
	return h.moved(ctx, who, d, err, in.choice())
}

func (h drafts) approve(ctx context.Context, in *definitionMoveIn) (*definitionHeadOut, error) {
	who := h.actor(ctx)
	d, err := h.Approve(ctx, who, in.ID, in.Body.Version)
	return h.moved(ctx, who, d, err, in.choice())
}

func (h drafts) publish(ctx context.Context, in *definitionPublishIn) (*definitionHeadOut, error) {
	who := h.actor(ctx)
	d, err := h.Publish(ctx, who, in.ID, in.Body.Version, in.Body.Effective)
	return h.moved(ctx, who, d, err, in.choice())
}

func (h drafts) discard(ctx context.Context, in *definitionMoveIn) (*definitionHeadOut, error) {
	who := h.actor(ctx)
	d, err := h.Discard(ctx, who, in.ID, in.Body.Version)
	return h.moved(ctx, who, d, err, in.choice())
}

// DefinitionComment is what somebody said about a place.
type DefinitionComment struct {
	ID        string     `json:"id"`
	Thread    string     `json:"thread,omitempty" doc:"that it answers; absent: it begins one"`
	File      string     `json:"file,omitempty"`
	Path      string     `json:"path,omitempty"`
	Text      string     `json:"text"`
	By        string     `json:"by"`
	At        time.Time  `json:"at"`
	Settled   *time.Time `json:"settled,omitempty"`
	SettledBy string     `json:"settledBy,omitempty"`
}

func commentOf(c catalog.Comment) DefinitionComment {
	out := DefinitionComment{ID: c.ID, Thread: c.Thread, File: c.File, Path: c.Path, Text: c.Text, By: c.Name, At: c.At, SettledBy: c.SettledBy}
	if !c.Settled.IsZero() {
		out.Settled = &c.Settled
	}
	return out
}

type definitionCommentsIn struct {
	Languages
	ID string `path:"id" maxLength:"60"`
}

type definitionCommentsOut struct {
	Body struct {
		Comments []DefinitionComment `json:"comments"`
	}
}

func (h drafts) comments(ctx context.Context, in *definitionCommentsIn) (*definitionCommentsOut, error) {
	list, err := h.Comments(ctx, h.actor(ctx), in.ID)
	if err != nil {
		return nil, err
	}
	out := &definitionCommentsOut{}
	out.Body.Comments = make([]DefinitionComment, len(list))
	for i, c := range list {
		out.Body.Comments[i] = commentOf(c)
	}
	return out, nil
}

type definitionCommentIn struct {
	Languages
	ID   string `path:"id" maxLength:"60"`
	Body struct {
		Thread string `json:"thread,omitempty" maxLength:"60" doc:"id of the comment that it answers"`
		File   string `json:"file,omitempty" maxLength:"200"`
		Path   string `json:"path,omitempty" maxLength:"400" doc:"of the place: /form/#premises"`
		Text   string `json:"text" maxLength:"8000"`
		Key    string `json:"key" maxLength:"100" doc:"the same key is the same comment"`
	}
}

type definitionCommentOut struct{ Body DefinitionComment }

func (h drafts) comment(ctx context.Context, in *definitionCommentIn) (*definitionCommentOut, error) {
	b := in.Body
	c, err := h.Comment(ctx, h.actor(ctx), in.ID, catalog.Comment{Thread: b.Thread, File: b.File, Path: b.Path, Text: b.Text}, b.Key)
	if err != nil {
		return nil, err
	}
	return &definitionCommentOut{commentOf(c)}, nil
}

type definitionSettleIn struct {
	Languages
	ID      string `path:"id" maxLength:"60"`
	Comment string `path:"comment" maxLength:"60"`
}

func (h drafts) settle(ctx context.Context, in *definitionSettleIn) (*definitionCommentOut, error) {
	c, err := h.Settle(ctx, h.actor(ctx), in.ID, in.Comment)
	if err != nil {
		return nil, err
	}
	return &definitionCommentOut{commentOf(c)}, nil
}
