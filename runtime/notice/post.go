package notice

import (
	"context"
	"errors"
	"fmt"
	"time"

	"banshi/runtime/base/jobs"
)

// Post sends notices out of the hall. What was told stands in the database before anybody sends it; which channels it
// goes by is settled once (Relay), and each delivery is a job that is done at least once (Deliver).
type Post struct {
	Store     Deliveries
	Senders   map[Channel]Sender // a channel that is missing is not used
	Addresses Addresses
	Queue     Queue
	Clock     func() time.Time
	Zone      *time.Location
}

// Deliveries keeps what is sent. store.Store is one.
type Deliveries interface {
	// Unrelayed lists notices that are told by now, and of which it isn't settled yet where they are sent.
	Unrelayed(ctx context.Context, now time.Time, most int) ([]Notice, error)
	// Relay settles it: each channel gets a delivery. A notice that is settled already stays as it is.
	Relay(ctx context.Context, id int64, by []Channel, now time.Time) error
	// Due lists waiting deliveries that were not ordered since a time.
	Due(ctx context.Context, since time.Time, most int) ([]int64, error)
	// Ordered notes that they are.
	Ordered(ctx context.Context, ids []int64, now time.Time) error
	// Delivery finds one with its notice; false: there is none.
	Delivery(ctx context.Context, id int64) (Delivery, bool, error)
	// Settle writes state, reason, tries and number of one that waits; another is left as it is.
	Settle(ctx context.Context, d Delivery) error
	// SentSince counts what was sent to a person by a channel since a time.
	SentSince(ctx context.Context, to To, c Channel, since time.Time) (int, error)
}

// Addresses says where somebody is reached.
type Addresses interface {
	// Address gives phone or openid of who is told; "" for none. wanted is false where the person chose not to be told by it.
	Address(ctx context.Context, n Notice, c Channel) (to string, wanted bool, err error)
}

// Queue orders jobs. jobs.Queue is one.
type Queue interface {
	Add(ctx context.Context, name string, ids ...int64) error
}

// Job is the name of the jobs that deliver.
const Job = "notice"

const (
	relayMost = 500
	// orderAgain is after how long a delivery that still waits is ordered again: the queue may have lost it. One that it
	// knows is not doubled.
	orderAgain = time.Hour
	// stale is how old a notice may be when it is sent.
	stale = 3 * 24 * time.Hour
	// perDay is how many messages a person gets in a day by a channel, at most; urgent ones are not held up.
	perDay = 10
	// quietFrom and quietTo are the hours of the district in which nobody's telephone rings.
	quietFrom, quietTo = 22, 8
)

// Relay settles where what was told lately is sent, and orders what waits. It tells how many notices it settled.
func (p *Post) Relay(ctx context.Context) (int, error) {
	now := p.Clock().UTC()
	list, err := p.Store.Unrelayed(ctx, now, relayMost)
	if err != nil {
		return 0, fmt.Errorf("notice: what is to be sent: %w", err)
	}
	for _, n := range list {
		by, err := p.channels(ctx, n)
		if err != nil {
			return 0, err
		}
		if err := p.Store.Relay(ctx, n.ID, by, now); err != nil {
			return 0, fmt.Errorf("notice: what is to be sent: %w", err)
		}
	}
	due, err := p.Store.Due(ctx, now.Add(-orderAgain), relayMost)
	if err != nil {
		return len(list), fmt.Errorf("notice: what waits: %w", err)
	}
	// Ordered first, noted then: whoever is killed in between has the next one order it again, which the queue knows.
	if err := p.Queue.Add(ctx, Job, due...); err != nil {
		return len(list), err
	}
	if err := p.Store.Ordered(ctx, due, now); err != nil {
		return len(list), fmt.Errorf("notice: what was ordered: %w", err)
	}
	return len(list), nil
}

// channels are those by which a notice can be sent.
func (p *Post) channels(ctx context.Context, n Notice) ([]Channel, error) {
	row, known := Of(n.Kind)
	var out []Channel
	for _, c := range Channels() {
		sender := p.Senders[c]
		if !known || row.Inside || sender == nil || !sender.Takes(n.Kind) {
			continue
		}
		to, wanted, err := p.Addresses.Address(ctx, n, c)
		if err != nil {
			return nil, fmt.Errorf("notice: where somebody is reached: %w", err)
		}
		if to != "" && wanted {
			out = append(out, c)
		}
	}
	return out, nil
}

// Deliver sends one, if it still waits. It is a jobs.Work.
func (p *Post) Deliver(ctx context.Context, t jobs.Try) error {
	d, ok, err := p.Store.Delivery(ctx, t.ID)
	if err != nil || !ok || d.State != Waiting {
		return err
	}
	sender := p.Senders[d.Channel]
	if sender == nil {
		return jobs.Later(time.Hour) // of a node that is set otherwise
	}
	to, skip, err := p.allowed(ctx, d, sender)
	if err != nil {
		return err
	}
	d.At = p.Clock().UTC()
	if skip != "" {
		d.State, d.Why = Skipped, skip
		return p.Store.Settle(ctx, d)
	}
	if wait := p.quiet(); wait > 0 {
		return jobs.Later(wait)
	}
	again := d.Tries > 0 && d.Why == unknown
	d.Tries, d.Why = d.Tries+1, unknown
	// Written before it goes out: whoever is killed from here on has sent it, or not, and the next one asks which.
	if err := p.Store.Settle(ctx, d); err != nil {
		return err
	}
	d.Provider, err = sender.Send(ctx, Message{Key: d.Key(), To: to, Kind: d.Notice.Kind, Words: d.Notice.words(), At: d.Notice.From, Again: again})
	var refusal *Refusal
	switch {
	case err == nil:
		d.State, d.Why = Sent, ""
	case errors.As(err, &refusal):
		d.State, d.Why, err = Failed, refusal.Code, nil
	default:
		d.Why = codeOf(err)
		if t.Last {
			d.State = Dead
		}
	}
	return errors.Join(err, p.Store.Settle(context.WithoutCancel(ctx), d))
}

// unknown stands in Why while nobody knows whether the last try was one.
const unknown = "no_answer"

func codeOf(err error) string {
	var trouble *Trouble
	if errors.As(err, &trouble) && !trouble.Unknown {
		return trouble.Code
	}
	return unknown
}

// allowed tells where to send, or why not.
func (p *Post) allowed(ctx context.Context, d Delivery, sender Sender) (to, skip string, err error) {
	now := p.Clock()
	to, wanted, err := p.Addresses.Address(ctx, d.Notice, d.Channel)
	switch {
	case err != nil:
		return "", "", fmt.Errorf("notice: where somebody is reached: %w", err)
	case to == "":
		return "", NoAddress, nil
	case !wanted:
		return "", NotWanted, nil
	case !sender.Takes(d.Notice.Kind):
		return "", NoTemplate, nil
	case now.Sub(d.Notice.From) > stale:
		return "", Outdated, nil
	}
	if row, _ := Of(d.Notice.Kind); row.Urgent {
		return to, "", nil
	}
	y, m, day := now.In(p.Zone).Date()
	n, err := p.Store.SentSince(ctx, d.Notice.To, d.Channel, time.Date(y, m, day, 0, 0, 0, 0, p.Zone))
	if err != nil {
		return "", "", fmt.Errorf("notice: what was sent today: %w", err)
	}
	if n >= perDay {
		return "", DailyLimit, nil
	}
	return to, "", nil
}

// quiet is how long it is until somebody may be disturbed; 0: now.
func (p *Post) quiet() time.Duration {
	now := p.Clock().In(p.Zone)
	y, m, d := now.Date()
	switch {
	case now.Hour() >= quietFrom:
		d++
	case now.Hour() >= quietTo:
		return 0
	}
	return time.Date(y, m, d, quietTo, 0, 0, 0, p.Zone).Sub(now)
}
