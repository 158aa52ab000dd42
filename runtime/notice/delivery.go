package notice

import (
	"context"
	"fmt"
	"time"
)

// Channel is a way outside of the hall by which somebody is told.
type Channel string

// The channels. In the hall everybody is told everything.
const (
	SMS    Channel = "sms"
	WeChat Channel = "wechat"
)

// Channels lists them.
func Channels() []Channel { return []Channel{SMS, WeChat} }

// State is what became of a delivery.
type State string

// The states of a delivery. Waiting is the only one that a job goes on with.
const (
	Waiting   State = "waiting"
	Sent      State = "sent"      // the provider has taken it
	Delivered State = "delivered" // and says that it arrived
	Failed    State = "failed"    // the provider refused it, or says that it didn't arrive
	Skipped   State = "skipped"   // it was not sent, and Why says the reason
	Dead      State = "dead"      // tried to the end: an operator has to look
)

// Why a delivery was skipped. Other words of Why are codes of providers.
const (
	NoAddress  = "no_address"
	NotWanted  = "not_wanted"
	DailyLimit = "daily_limit"
	NoTemplate = "no_template"
	Outdated   = "outdated" // it waited so long that it is no news any more
)

// Delivery is a notice on its way by a channel.
type Delivery struct {
	ID       int64
	Notice   Notice
	Channel  Channel
	State    State
	Why      string // a word above, or a code of the provider; nothing personal
	Tries    int
	Provider string // the provider's own number of it
	At       time.Time
}

// Key is the same at each try of a delivery, for providers who keep from sending twice, and in their receipts.
func (d Delivery) Key() string { return fmt.Sprint(KeyPrefix, d.ID) }

// KeyPrefix stands before the id of a delivery in its key.
const KeyPrefix = "banshi"

// Message is what a provider is given.
type Message struct {
	Key   string // Delivery.Key
	To    string // phone, or openid
	Kind  Kind
	Words Args // by the names of the row, as they are read in Chinese
	At    time.Time
	// Again: an earlier try ended without an answer, so it may have been sent.
	Again bool
}

// Sender is a provider of a channel.
type Sender interface {
	// Takes tells whether it has a template for a kind.
	Takes(k Kind) bool
	// Send gives the provider's number of what it took. A *Refusal is final; any other error may pass.
	Send(ctx context.Context, m Message) (string, error)
}

// Refusal is a provider's answer that no further try would change: a number that is none, a person who doesn't want any.
type Refusal struct{ Code string }

func (r *Refusal) Error() string { return "notice: the provider refuses: " + r.Code }

// Trouble is a provider's answer that may pass: too many at once, a failure of its own.
type Trouble struct {
	Code string
	// Unknown: there was no answer, so it may have been sent.
	Unknown bool
}

func (t *Trouble) Error() string { return "notice: the provider is in trouble: " + t.Code }

// words of a notice in Chinese, which templates of providers are in.
func (n Notice) words() Args {
	out := Args{}
	if row, ok := Of(n.Kind); ok {
		for _, a := range row.Args {
			out[a] = n.word(a, "zh-Hans")
		}
	}
	return out
}

// Template is the text of a kind as it is registered with a provider of SMS: ${item} in the place of a word.
func Template(k Kind) string {
	row, ok := Of(k)
	if !ok {
		return ""
	}
	names := make([]any, len(row.Args))
	for i, a := range row.Args {
		names[i] = "${" + a + "}"
	}
	return row.Body.With(names...).In("zh-Hans") + "。"
}

// Choice is whether somebody wants to be told by a channel, and where.
type Choice struct {
	Wanted  bool
	Address string // openid of WeChat; "" where the channel takes it from elsewhere
}
