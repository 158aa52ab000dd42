// Package api is where departments push records to.
package api

import (
	"context"
	"net/http"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"banshi/runtime/base/fault"
	"banshi/runtime/base/web"
	"banshi/runtime/sharing/push"
)

// PushPath takes pushes; web.Config.BodyLimit needs push.MaxBody for it.
const PushPath = "/api/records/push"

type pushIn struct {
	Key       string `header:"Banshi-Key" maxLength:"40" doc:"id of the key"`
	Time      string `header:"Banshi-Time" maxLength:"20" doc:"unix seconds, within five minutes of ours"`
	Nonce     string `header:"Banshi-Nonce" maxLength:"64" doc:"16 to 64 letters, digits, - or _; each once"`
	Signature string `header:"Banshi-Signature" maxLength:"128" doc:"hex of HMAC-SHA256 over banshi-push-1, key, time, nonce and the hex sha-256 of the body, one a line"`
	RawBody   []byte `contentType:"application/x-ndjson"`
	subject   string // of the certificate of the connection
}

// Resolve takes the certificate that was verified when the connection was made; nothing that is sent can stand in for it.
func (in *pushIn) Resolve(ctx huma.Context) []error {
	if c := ctx.TLS(); c != nil && len(c.VerifiedChains) > 0 {
		in.subject = c.VerifiedChains[0][0].Subject.CommonName
	}
	return nil
}

type pushOut struct {
	Body struct {
		Key      string     `json:"key"`
		At       time.Time  `json:"at"`
		Digest   string     `json:"digest" doc:"sha-256 of the body as it arrived"`
		Accepted int        `json:"accepted"`
		Ignored  int        `json:"ignored" doc:"something newer was known"`
		Refused  int        `json:"refused"`
		Lines    []lineTold `json:"lines"`
	}
}

type lineTold struct {
	Line    int    `json:"line" doc:"from 1"`
	ID      string `json:"id,omitempty" doc:"of the message, where it could be read"`
	Outcome string `json:"outcome" enum:"accepted,ignored,refused"`
	Again   bool   `json:"again,omitempty" doc:"it came before; this is what became of it then"`
	Reason  string `json:"reason,omitempty"`
}

// RegisterPush adds the route.
func RegisterPush(api huma.API, s *push.Service) {
	op := web.Refuses(huma.Operation{OperationID: "push-records", Method: http.MethodPost, Path: PushPath, Summary: "推送共享数据", Tags: []string{"records"},
		Description:  "A list of JSON lines {id, op: add|change|revoke|whole, source, seq, record}, signed as a whole, or over a connection with the department's certificate; empty: the department is there.",
		MaxBodyBytes: push.MaxBody + 1, BodyReadTimeout: 60 * time.Second}, fault.Unauthenticated, fault.TooMany, fault.Conflict)
	huma.Register(api, op, func(ctx context.Context, in *pushIn) (*pushOut, error) {
		r, err := s.Take(ctx, push.Signed{Key: in.Key, Time: in.Time, Nonce: in.Nonce, Signature: in.Signature, Subject: in.subject, Body: in.RawBody})
		if err != nil {
			return nil, err
		}
		out := &pushOut{}
		b := &out.Body
		b.Key, b.At, b.Digest, b.Accepted, b.Ignored, b.Refused = r.Key, r.At, r.Digest, r.Accepted, r.Ignored, r.Refused
		b.Lines = make([]lineTold, len(r.Lines))
		for i, l := range r.Lines {
			b.Lines[i] = lineTold{Line: l.Line, ID: l.ID, Outcome: string(l.Outcome), Again: l.Again, Reason: l.Reason.In(web.Language(ctx))}
		}
		return out, nil
	})
}
