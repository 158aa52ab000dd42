package runtime

import (
	"context"
	"errors"
	"fmt"

	"banshi/runtime/base/actor"
	"banshi/runtime/base/fault"
	"banshi/runtime/casework"
	"banshi/runtime/identity"
)

// Offer is an act on a case: whether the caller may do it, and if not, why not and who may.
type Offer struct {
	Act actor.Act
	May bool
	// For is the name of the colleague on leave in whose place the caller would act; "" in his or her own right.
	For string
	Why string
	Who []Holders
}

// Holders are those who have a role at the office of the case.
type Holders struct {
	Role       actor.Role
	Colleagues []Colleague // a few of them
}

// offers lists every act on a case that some role of staff may do.
func (h *hall) offers(ctx context.Context, a actor.Actor, c Case, language string) ([]Offer, error) {
	var out []Offer
	o := caseObject(c)
	has, err := h.claimant(ctx, c)
	if err != nil {
		return nil, err
	}
	for _, act := range actor.ActsOf(actor.Case) {
		if act == actor.CaseView || act == actor.CaseIntake { // done within the submission
			continue
		}
		offer := Offer{Act: act}
		err, taken := actor.Can(a, act, o), error(nil)
		if err == nil && handles(act) {
			taken = held(a, has, act, c)
		}
		switch {
		case taken != nil:
			offer.Why = whyNot(taken).In(language)
			out = append(out, offer)
			continue
		case err == nil:
			offer.May = true
			if p, ok := actor.InPlaceOf(a, act, o); ok {
				offer.For = p.ForName
			}
		case fault.Is(err, fault.Conflict):
			offer.Why = otherState(act, c.State).In(language)
		default:
			offer.Why = whyNot(err).In(language)
		}
		if !offer.May {
			if offer.Who, err = h.holders(ctx, actor.WhoMay(act, c.State), c.Office); err != nil {
				return nil, err
			}
		}
		out = append(out, offer)
	}
	return out, nil
}

func (h *hall) holders(ctx context.Context, roles []actor.Role, office string) ([]Holders, error) {
	if len(roles) == 0 {
		return nil, nil
	}
	list, err := h.Store.Holding(ctx, roles, office, h.today())
	if err != nil {
		return nil, fmt.Errorf("runtime: who may: %w", err)
	}
	out := make([]Holders, len(roles))
	for i, r := range roles {
		out[i].Role = r
		for _, c := range list {
			if c.Role == r {
				out[i].Colleagues = append(out[i].Colleagues, c)
			}
		}
	}
	return out, nil
}

// whyNot is what a refusal says.
func whyNot(err error) fault.Text {
	var f *fault.Error
	if errors.As(err, &f) {
		return f.Message
	}
	return fault.Text{}
}

func otherState(act actor.Act, now actor.State) fault.Text {
	var when []fault.Text
	for _, s := range actor.When(act) {
		when = append(when, stateText(s))
	}
	return sayOtherState.With(stateText(now), fault.Joined(when, sayOrState))
}

func stateText(s actor.State) fault.Text {
	return fault.Say(casework.Title(s, "zh-Hans"), casework.Title(s, "en"))
}

// titleFor is the title under which somebody does an act, with the colleague in whose place (代); for names the
// colleague's account.
func titleFor(who identity.Current, act actor.Act, o actor.Object) (title, inPlaceOf string) {
	if who.Account.Staff == nil {
		return "", ""
	}
	title = who.Account.Staff.Title
	if p, ok := actor.InPlaceOf(who.Actor(), act, o); ok {
		return sayInPlaceOf.With(title, p.ForName).In("zh-Hans"), p.For
	}
	return title, ""
}
