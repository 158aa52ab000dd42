package catalog

import (
	"context"
	"fmt"
	"strings"
	"time"
	"unicode/utf8"

	"banshi/runtime/base/actor"
	"banshi/runtime/base/audit"
	"banshi/runtime/base/fault"
)

// Stop is an urgent stop (紧急停办) of an item: nothing new begins and nothing is handed in, while what was handed in goes
// on. It counts from the moment it is written, whatever version is in force.
type Stop struct {
	Item            string
	Seq             int    // 1, 2, 3 … of the item
	Reason          string // for the staff and the trail
	Notice, English string // what people are told
	By, ByName      string
	At              time.Time

	Lifted               time.Time // zero: it counts
	LiftedBy, LiftedName string
	LiftReason           string
}

// In is what people are told in a language.
func (s Stop) In(language string) string {
	if language == Chinese {
		return s.Notice
	}
	return s.English
}

// Stops keeps urgent stops; Store tells of them.
type Stops interface {
	// Stop writes the next one of an item, and tells of it. Codes: conflict (it is stopped).
	Stop(ctx context.Context, s Stop, tell Tell, e audit.Event) error
	// Lift ends the one that counts, and tells of it. Codes: conflict (it is lifted already).
	Lift(ctx context.Context, s Stop, tell Tell, e audit.Event) error
}

const longestNotice = 300 // characters

// StopOrder says why an item is stopped, and what people are told.
type StopOrder struct{ Reason, Notice, English string }

// Stop stops an item at once. Codes: unauthenticated, forbidden, not_found, invalid, conflict (it is stopped).
func (s *Drafts) Stop(ctx context.Context, who actor.Actor, item string, o StopOrder) (Stop, error) {
	d, _, err := s.latest(ctx, who, item)
	if err != nil {
		return Stop{}, err
	}
	if err := actor.Can(who, actor.ItemStop, d.object()); err != nil {
		return Stop{}, err
	}
	o.Reason, o.Notice, o.English = strings.TrimSpace(o.Reason), strings.TrimSpace(o.Notice), strings.TrimSpace(o.English)
	var fields []fault.Field
	if n := utf8.RuneCountInString(o.Reason); n == 0 || n > longestReason {
		fields = append(fields, fault.Field{Path: "body.reason", Message: sayStopReason})
	}
	for path, text := range map[string]string{"body.notice": o.Notice, "body.english": o.English} {
		if n := utf8.RuneCountInString(text); n == 0 || n > longestNotice {
			fields = append(fields, fault.Field{Path: path, Message: sayStopNotice})
		}
	}
	if len(fields) > 0 {
		return Stop{}, fault.New(fault.Invalid, sayBadStop, fields...)
	}
	out := Stop{Item: item, Reason: o.Reason, Notice: o.Notice, English: o.English, By: who.ID, ByName: who.Name, At: s.clock().UTC()}
	tell, err := s.news.Stopped(ctx, out)
	if err != nil {
		return Stop{}, fmt.Errorf("catalog: who is told of a stop: %w", err)
	}
	if err := s.store.Stop(ctx, out, tell, stopEvent(who, actor.ItemStop, item, out.At)); err != nil {
		return Stop{}, fmt.Errorf("catalog: stop %s: %w", item, err)
	}
	return out, nil
}

// Lift lets an item go on, by another than who stopped it. Codes: unauthenticated, forbidden, not_found, invalid, conflict
// (it isn't stopped).
func (s *Drafts) Lift(ctx context.Context, who actor.Actor, item, reason string) error {
	d, _, err := s.latest(ctx, who, item)
	if err != nil {
		return err
	}
	there, err := s.catalogue.Stopped(ctx, item)
	if err != nil {
		return err
	}
	if there == nil {
		if err := actor.Can(who, actor.ItemLift, d.object()); err != nil {
			return err
		}
		return fault.New(fault.Conflict, sayNotStopped)
	}
	if err := there.mayLift(who, d); err != nil {
		return err
	}
	if reason = strings.TrimSpace(reason); reason == "" || utf8.RuneCountInString(reason) > longestReason {
		return fault.New(fault.Invalid, sayBadStop, fault.Field{Path: "body.reason", Message: sayStopReason})
	}
	there.Lifted, there.LiftedBy, there.LiftedName, there.LiftReason = s.clock().UTC(), who.ID, who.Name, reason
	tell, err := s.news.Stopped(ctx, *there)
	if err != nil {
		return fmt.Errorf("catalog: who is told of a stop: %w", err)
	}
	if err := s.store.Lift(ctx, *there, tell, stopEvent(who, actor.ItemLift, item, there.Lifted)); err != nil {
		return fmt.Errorf("catalog: lift the stop of %s: %w", item, err)
	}
	return nil
}

// mayLift tells why somebody may not lift a stop; nil: may.
func (s Stop) mayLift(who actor.Actor, d Draft) error {
	err := actor.Can(who, actor.ItemLift, s.object(d))
	if err != nil && actor.Can(who, actor.ItemLift, d.object()) == nil {
		return fault.New(fault.Forbidden, sayLiftedByOther)
	}
	return err
}

// object is a stop as the table of permissions sees it: who stopped the item made it.
func (s Stop) object(d Draft) actor.Object {
	o := d.object()
	o.Makers = []string{s.By}
	return o
}

func stopEvent(who actor.Actor, act actor.Act, item string, at time.Time) audit.Event {
	return audit.Event{At: at, Actor: who, Act: string(act), Object: audit.Object{Kind: string(actor.Item), ID: item}}
}

// Stopped gives the urgent stop of an item that counts; nil: there is none.
func (s *Service) Stopped(ctx context.Context, item string) (*Stop, error) {
	out, err := s.store.Stopped(ctx, item)
	if fault.Is(err, fault.NotFound) {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("catalog: stop of %s: %w", item, err)
	}
	return &out, nil
}

// StopsNow gives all urgent stops that count, by item.
func (s *Service) StopsNow(ctx context.Context) (map[string]Stop, error) {
	list, err := s.store.StopsNow(ctx)
	if err != nil {
		return nil, fmt.Errorf("catalog: stops: %w", err)
	}
	out := make(map[string]Stop, len(list))
	for _, x := range list {
		out[x.Item] = x
	}
	return out, nil
}
