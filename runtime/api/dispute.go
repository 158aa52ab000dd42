package api

import (
	"context"
	"encoding/json"
	"net/http"
	"strings"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"banshi/runtime"
)

// disputeLine is what somebody says is wrong in a register.
type disputeLine struct {
	ID       string          `json:"id"`
	Draft    string          `json:"draft,omitempty" doc:"for who raised it"`
	Item     string          `json:"item" doc:"name"`
	Path     string          `json:"path"`
	Title    string          `json:"title" doc:"of the field"`
	Register string          `json:"register" doc:"title of the source" name:"catalog"`
	Said     json.RawMessage `json:"said" doc:"what the register had"`
	Right    string          `json:"right" doc:"what is right, as was said"`
	Reason   string          `json:"reason"`
	At       time.Time       `json:"at"`
	State    string          `json:"state" enum:"open,corrected,upheld,withdrawn"`
	Answer   string          `json:"answer,omitempty"`
	Answered *time.Time      `json:"answered,omitempty"`
	// For who keeps the register.
	Name string `json:"name,omitempty" doc:"of the holder"`
	No   string `json:"no,omitempty" doc:"under which the record is found"`
}

func disputeLineOf(d runtime.Dispute, keeper bool) disputeLine {
	l := disputeLine{ID: d.ID, Item: d.For, Path: d.Path, Title: d.Title, Register: d.Register, Said: d.Said, Right: d.Right, Reason: d.Reason,
		At: d.At, State: string(d.State), Answer: d.Answer}
	if !d.Answered.IsZero() {
		l.Answered = &d.Answered
	}
	if keeper {
		l.Name, l.No = d.Name, d.Key
		if l.No == "" {
			_, l.No, _ = strings.Cut(d.Holder, "/")
		}
	} else {
		l.Draft = d.Draft
	}
	return l
}

type disputesOut struct {
	Body struct {
		Disputes []disputeLine `json:"disputes"`
	}
}

func (h disputes) named(ctx context.Context, list []runtime.Dispute, language string, keeper bool) *disputesOut {
	out := &disputesOut{}
	out.Body.Disputes = make([]disputeLine, len(list))
	for i, d := range list {
		out.Body.Disputes[i] = disputeLineOf(h.Disputes.Said(ctx, d, language), keeper)
	}
	return out
}

type disputeOut struct{ Body disputeLine }

type disputeIn struct {
	Tongue
	ID   string `path:"id" maxLength:"60" doc:"of the draft"`
	Body struct {
		Path   string `json:"path" maxLength:"200" doc:"form.<field>"`
		Right  string `json:"right" maxLength:"1000"`
		Reason string `json:"reason" maxLength:"2000"`
		Key    string `json:"key" maxLength:"100"`
	}
}

type disputeIDIn struct {
	Tongue
	ID string `path:"id" maxLength:"60"`
}

type disputeAnswerIn struct {
	Tongue
	ID   string `path:"id" maxLength:"60"`
	Body struct {
		Correct bool   `json:"correct" doc:"更正; else 维持"`
		Reason  string `json:"reason" maxLength:"2000"`
	}
}

func registerDisputes(api huma.API, s Services) {
	h := disputes{s}
	raise := operation("raise-dispute", http.MethodPost, "/api/drafts/{id}/disputes", "对登记的信息提出异议", "space", append(changing, "too_large")...)
	raise.DefaultStatus = http.StatusCreated
	huma.Register(api, raise, h.raise)
	huma.Register(api, operation("list-disputes", http.MethodGet, "/api/disputes", "我提出的异议", "space", signedIn...), h.mine)
	withdraw := operation("withdraw-dispute", http.MethodDelete, "/api/disputes/{id}", "撤回异议", "space", changing...)
	withdraw.DefaultStatus = http.StatusNoContent
	huma.Register(api, withdraw, h.withdraw)
	huma.Register(api, operation("list-dispute-tasks", http.MethodGet, "/api/staff/disputes", "待答复的数据异议", "staff", looked...), h.tasks)
	huma.Register(api, operation("answer-dispute", http.MethodPost, "/api/staff/disputes/{id}/answer", "答复异议：更正或维持", "staff", changing...), h.answer)
}

type disputes struct{ Services }

func (h disputes) raise(ctx context.Context, in *disputeIn) (*disputeOut, error) {
	b := in.Body
	d, err := h.Disputes.Raise(ctx, in.ID, runtime.DisputeOrder{Path: b.Path, Right: b.Right, Reason: b.Reason, Key: b.Key}, in.language())
	if err != nil {
		return nil, err
	}
	return &disputeOut{disputeLineOf(h.Disputes.Said(ctx, d, in.language()), false)}, nil
}

func (h disputes) mine(ctx context.Context, in *Tongue) (*disputesOut, error) {
	list, err := h.Disputes.Mine(ctx)
	if err != nil {
		return nil, err
	}
	return h.named(ctx, list, in.language(), false), nil
}

func (h disputes) withdraw(ctx context.Context, in *disputeIDIn) (*struct{}, error) {
	return nil, h.Disputes.Withdraw(ctx, in.ID)
}

func (h disputes) tasks(ctx context.Context, in *Tongue) (*disputesOut, error) {
	list, err := h.Disputes.Tasks(ctx)
	if err != nil {
		return nil, err
	}
	return h.named(ctx, list, in.language(), true), nil
}

func (h disputes) answer(ctx context.Context, in *disputeAnswerIn) (*disputeOut, error) {
	d, err := h.Disputes.Answer(ctx, in.ID, runtime.DisputeAnswer{Correct: in.Body.Correct, Reason: in.Body.Reason})
	if err != nil {
		return nil, err
	}
	return &disputeOut{disputeLineOf(h.Disputes.Said(ctx, d, in.language()), true)}, nil
}
