package api

import (
	"context"
	"io"
	"net/http"
	"net/url"
	"strings"

	"github.com/danielgtaylor/huma/v2"

	"banshi/runtime"
	"banshi/runtime/base/fault"
	"banshi/runtime/base/web"
)

// signing is what somebody else was asked to sign, as the owner of the draft sees it.
type signing struct {
	Until  string        `json:"until" format:"date" doc:"the last day on which it can be answered"`
	Answer runtime.Reply `json:"answer,omitempty" enum:"signed,declined"`
}

func signingsOf(d runtime.Draft) map[string]signing {
	out := make(map[string]signing, len(d.Signings))
	for _, s := range d.Signings {
		out[s.Material] = signing{Until: s.Until, Answer: d.Reply(s)}
	}
	return out
}

type inviteIn struct {
	Tongue
	ID   string `path:"id" maxLength:"64"`
	Body struct {
		Material string `json:"material" minLength:"1" maxLength:"120" doc:"path of the material: id, or id[row]"`
	}
}

type inviteOut struct {
	Body struct {
		Token string `json:"token" doc:"of the link; it is told only this once"`
		Until string `json:"until" format:"date"`
	}
}

type lookIn struct {
	Tongue
	Token string `path:"token" maxLength:"64"`
}

type answerIn struct {
	Tongue
	Token string `path:"token" maxLength:"64"`
	Body  struct {
		Digest string `json:"digest" maxLength:"64" doc:"of what was seen"`
		Sign   bool   `json:"sign" doc:"false: declined, or taken back"`
	}
}

type paperOut struct{ Body paper }

// paper is what somebody is asked to sign.
type paper struct {
	Title      string        `json:"title"`
	Item       string        `json:"item" doc:"name of the item"`
	Department string        `json:"department" name:"catalog"`
	Applicant  string        `json:"applicant" doc:"name of who asks"`
	Actor      string        `json:"actor,omitempty" doc:"name of who fills it in for the applicant"`
	Number     string        `json:"number" doc:"of who signs, masked"`
	Opens      []string      `json:"opens" doc:"titles of what may then be looked up" name:"catalog"`
	Until      string        `json:"until" format:"date" doc:"the last day on which it may be"`
	Digest     string        `json:"digest" doc:"send it back with the answer"`
	Answer     runtime.Reply `json:"answer,omitempty" enum:"signed,declined"`
}

func registerSignings(api huma.API, s Services) {
	h := signings{s}
	invite := operation("invite-signer", http.MethodPost, "/api/drafts/{id}/signings", "请他人签名：取得链接", "signing", changing...)
	invite.DefaultStatus = http.StatusCreated
	huma.Register(api, invite, h.invite)
	huma.Register(api, operation("get-signing", http.MethodGet, "/api/signings/{token}", "请我签的是什么", "signing", changing...), h.look)
	huma.Register(api, operation("show-signing", http.MethodGet, "/api/signings/{token}/qr.svg", "签名链接的二维码", "signing", ofOnes...), h.code)
	huma.Register(api, operation("answer-signing", http.MethodPost, "/api/signings/{token}", "签名，或者不同意", "signing", changing...), h.answer)
}

type signings struct{ Services }

type codeIn struct {
	Token string `path:"token" maxLength:"128"`
	To    string `query:"to" required:"true" maxLength:"400" doc:"the link as the page has it: of this site, and with the token"`
}

// code draws the link for a phone that is held to the screen. Whoever has the link may have it drawn; nothing is looked up.
func (h signings) code(ctx context.Context, in *codeIn) (*huma.StreamResponse, error) {
	if !h.Drafts.Applies(ctx) {
		return nil, web.E(web.Unauthenticated, fault.Text{})
	}
	return served(func(w http.ResponseWriter, r *http.Request) error {
		to, err := url.Parse(in.To)
		if err != nil || to.Host != r.Host || to.Scheme != "https" && to.Scheme != "http" || !strings.HasSuffix(to.Path, "/sign/"+in.Token) {
			return web.E(web.Invalid, sayOtherLink)
		}
		svg, err := runtime.QR(in.To)
		if err != nil {
			return err
		}
		w.Header().Set("Content-Type", "image/svg+xml")
		w.Header().Set("Content-Security-Policy", "sandbox; default-src 'none'; frame-ancestors 'none'")
		_, _ = io.WriteString(w, svg)
		return nil
	}), nil
}

func (h signings) invite(ctx context.Context, in *inviteIn) (*inviteOut, error) {
	i, err := h.Sign.Invite(ctx, in.ID, in.Body.Material, in.language())
	if err != nil {
		return nil, err
	}
	out := &inviteOut{}
	out.Body.Token, out.Body.Until = i.Token, i.Until
	return out, nil
}

func (h signings) look(ctx context.Context, in *lookIn) (*paperOut, error) {
	p, err := h.Sign.Look(ctx, in.Token, in.language())
	return &paperOut{paper(p)}, err
}

func (h signings) answer(ctx context.Context, in *answerIn) (*paperOut, error) {
	p, err := h.Sign.Answer(ctx, in.Token, in.Body.Digest, in.Body.Sign, in.language())
	return &paperOut{paper(p)}, err
}
