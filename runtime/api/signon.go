package api

import (
	"context"
	"net/http"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"banshi/runtime/base/fault"
	"banshi/runtime/signon"
)

// elsewhere is where an item is handled that isn't handled here.
type elsewhere struct {
	System     string `json:"system,omitempty" doc:"what people call it"`
	Department string `json:"department" name:"catalog"`
	Address    string `json:"address"`
	HandsOver  bool   `json:"handsOver" doc:"the sign-on is handed over (POST …/sign-on); else one signs in there"`
	Level      int    `json:"level,omitempty" doc:"of identity that the item asks for"`
}

type signOnOut struct {
	Body struct {
		Address string    `json:"address" doc:"where the browser posts it to"`
		Field   string    `json:"field" doc:"name of the form field that holds the token"`
		Token   string    `json:"token" doc:"good once, until it expires"`
		Expires time.Time `json:"expires"`
	}
}

type redeemIn struct {
	Body struct {
		Token string `json:"token" maxLength:"2000"`
		Proof string `json:"proof" maxLength:"100" doc:"base64url of HMAC-SHA256 with the system's key over “redeem”, a line feed and the token"`
	}
}

type redeemOut struct{ Body signon.Claims }

func registerSignOns(api huma.API, s Services) {
	h := signOns{s}
	huma.Register(api, operation("hand-sign-on-over", http.MethodPost, "/api/items/{id}/sign-on", "把登录交接给部门自己的系统", "item", ofOnes...), h.handOver)
	huma.Register(api, operation("redeem-sign-on", http.MethodPost, signon.RedeemPath, "部门系统核销交接的登录", "item", fault.Unauthenticated, fault.Conflict), h.redeem)
}

type signOns struct{ Services }

func (h signOns) handOver(ctx context.Context, in *itemIn) (*signOnOut, error) {
	o, err := h.SignOns.HandOver(ctx, in.ID, in.language())
	if err != nil {
		return nil, err
	}
	out := &signOnOut{}
	out.Body.Address, out.Body.Field, out.Body.Token, out.Body.Expires = o.Address, signon.Field, o.Token, o.Expires
	return out, nil
}

func (h signOns) redeem(ctx context.Context, in *redeemIn) (*redeemOut, error) {
	c, err := h.SignOns.Redeem(ctx, in.Body.Token, in.Body.Proof)
	if err != nil {
		return nil, err
	}
	return &redeemOut{c}, nil
}
