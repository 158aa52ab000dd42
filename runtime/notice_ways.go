package runtime

import (
	"context"
	"errors"
	"fmt"
	"regexp"

	"banshi/runtime/base/actor"
	"banshi/runtime/base/audit"
	"banshi/runtime/base/fault"
	"banshi/runtime/base/mask"
	"banshi/runtime/identity"
	"banshi/runtime/notice"
)

// Outside is how people are told besides in the hall.
type Outside struct {
	// Channels are those in use; true: a stand-in is behind it, and nothing is really sent.
	Channels map[notice.Channel]bool
	// OpenID tells whom a code of WeChat stands for. A *notice.Refusal: the code is none.
	OpenID func(ctx context.Context, code string) (string, error)
}

// Way is a channel as its person sees it.
type Way struct {
	Channel notice.Channel
	Wanted  bool
	Reached bool   // there is a number or an account to send to
	Address string // the phone, masked; "" of WeChat
	StandIn bool
}

// Ways tells how the caller is told besides in the hall. Codes: unauthenticated, forbidden.
func (n *Notices) Ways(ctx context.Context) ([]Way, error) {
	who, err := n.may(ctx)
	if err != nil {
		return nil, err
	}
	chosen, err := n.Told.Choices(ctx, who.Account.ID)
	if err != nil {
		return nil, fmt.Errorf("runtime: how somebody wants to be told: %w", err)
	}
	var out []Way
	for _, c := range notice.Channels() {
		standIn, used := n.Outside.Channels[c]
		if !used {
			continue
		}
		to, wanted := addressOf(c, who.Account, chosen)
		w := Way{Channel: c, Wanted: wanted, Reached: to != "", StandIn: standIn}
		if c == notice.SMS {
			w.Address = mask.Phone(to)
		}
		out = append(out, w)
	}
	return out, nil
}

// addressOf is where an account is reached by a channel, and whether it wants to be. SMS goes to the phone of the sign-in
// unless that was declined; WeChat to nobody who has not asked for it.
func addressOf(c notice.Channel, a identity.Account, chosen map[notice.Channel]notice.Choice) (to string, wanted bool) {
	choice, said := chosen[c]
	if c == notice.SMS {
		return a.Phone, !said || choice.Wanted
	}
	return choice.Address, choice.Wanted
}

var wechatCode = regexp.MustCompile(`^[A-Za-z0-9_-]{1,128}$`)

// Choose says whether the caller wants to be told by a channel. WeChat needs a code of wx.login, unless one was taken
// before. Codes: unauthenticated, forbidden, not_found (no such channel), invalid (code), unavailable (WeChat doesn't answer).
func (n *Notices) Choose(ctx context.Context, c notice.Channel, wanted bool, code string) error {
	who, err := n.may(ctx)
	if err != nil {
		return err
	}
	if _, used := n.Outside.Channels[c]; !used {
		return fault.New(fault.NotFound, sayNoChannel)
	}
	chosen, err := n.Told.Choices(ctx, who.Account.ID)
	if err != nil {
		return fmt.Errorf("runtime: how somebody wants to be told: %w", err)
	}
	choice := notice.Choice{Wanted: wanted, Address: chosen[c].Address}
	if c == notice.WeChat && wanted && code != "" {
		if choice.Address, err = n.openID(ctx, code); err != nil {
			return err
		}
	}
	if c == notice.WeChat && wanted && choice.Address == "" {
		return fault.New(fault.Invalid, sayNoWeChat, fault.Field{Path: "code", Message: sayNoWeChat})
	}
	e := audit.Event{At: n.Clock().UTC(), Actor: who.Actor(), Act: "notice.choose", Object: audit.Object{Kind: string(actor.Notice), ID: who.Account.ID},
		Detail: map[string]any{"channel": string(c), "wanted": wanted}}
	if err := n.Told.Choose(ctx, who.Account.ID, c, choice, e); err != nil {
		return fmt.Errorf("runtime: how somebody wants to be told: %w", err)
	}
	return nil
}

func (n *Notices) openID(ctx context.Context, code string) (string, error) {
	if !wechatCode.MatchString(code) {
		return "", fault.New(fault.Invalid, sayNoWeChat, fault.Field{Path: "code", Message: sayNoWeChat})
	}
	id, err := n.Outside.OpenID(ctx, code)
	var refusal *notice.Refusal
	switch {
	case errors.As(err, &refusal):
		return "", fault.New(fault.Invalid, sayNoWeChat, fault.Field{Path: "code", Message: sayNoWeChat})
	case err != nil:
		return "", fault.Wrap(err, fault.Unavailable, sayWeChatSilent)
	}
	return id, nil
}

// Address gives where somebody who is told is reached: the account's own, or, of a case from the counter that nobody has
// an account for, the phone that was given there.
func (n *Notices) Address(ctx context.Context, m notice.Notice, c notice.Channel) (string, bool, error) {
	if m.To.Account == "" {
		return n.counterPhone(ctx, m, c)
	}
	a, err := n.Accounts.Account(ctx, m.To.Account)
	if fault.Is(err, fault.NotFound) {
		return "", false, nil
	}
	if err != nil {
		return "", false, err
	}
	chosen, err := n.Told.Choices(ctx, m.To.Account)
	if err != nil {
		return "", false, err
	}
	to, wanted := addressOf(c, a, chosen)
	return to, wanted, nil
}

func (n *Notices) counterPhone(ctx context.Context, m notice.Notice, c notice.Channel) (string, bool, error) {
	if c != notice.SMS || m.Subject.Kind != notice.OfCase {
		return "", false, nil
	}
	s, err := n.Store.Submission(ctx, m.Subject.ID)
	if fault.Is(err, fault.NotFound) {
		return "", false, nil
	}
	if err != nil {
		return "", false, err
	}
	at, err := counterOf(s)
	if err != nil || at == nil {
		return "", false, err
	}
	return at.Person.Phone, true, nil
}
