package store_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"banshi/runtime/base/jobs"
	"banshi/runtime/notice"
	"banshi/runtime/notice/store"
)

// provider takes everything, or answers with an error; sent are the keys.
type provider struct {
	sent []string
	last notice.Message
	err  error
	none bool // no template
	// amid is called while it is being sent.
	amid func()
}

func (p *provider) Takes(notice.Kind) bool { return !p.none }

func (p *provider) Send(_ context.Context, m notice.Message) (string, error) {
	p.last = m
	if p.amid != nil {
		p.amid()
	}
	if p.err != nil {
		return "", p.err
	}
	p.sent = append(p.sent, m.Key)
	return "provider-" + m.Key, nil
}

// telephones are those of accounts; refused is the channel that nobody wants.
type telephones struct {
	of      map[string]string
	refused notice.Channel
}

func (a *telephones) Address(_ context.Context, n notice.Notice, c notice.Channel) (string, bool, error) {
	return a.of[n.To.Account], c != a.refused, nil
}

// queue keeps what was ordered, as a set, or fails.
type queue struct {
	ids []int64
	err error
}

func (q *queue) Add(_ context.Context, _ string, ids ...int64) error {
	if q.err != nil {
		return q.err
	}
	q.ids = append(q.ids, ids...)
	return nil
}

type office struct {
	*world
	post      *notice.Post
	sms       *provider
	addresses *telephones
	queue     *queue
}

// morning is a post office at nine in the morning of the district.
func morning(t *testing.T) *office {
	w := open(t)
	zone := time.FixedZone("CST", 8*3600)
	now := w.db.Now().In(zone)
	w.clock.Move(time.Date(now.Year(), now.Month(), now.Day()+1, 9, 0, 0, 0, zone).Sub(now))
	o := &office{world: w, sms: &provider{}, addresses: &telephones{of: map[string]string{"a1": "13800000001"}}, queue: &queue{}}
	o.post = &notice.Post{Store: w.store, Senders: map[notice.Channel]notice.Sender{notice.SMS: o.sms}, Addresses: o.addresses, Queue: o.queue, Clock: w.clock.Now, Zone: zone}
	return o
}

func (o *office) relay(want int) {
	o.Helper()
	o.queue.ids = nil
	if _, err := o.post.Relay(context.Background()); err != nil {
		o.Fatal(err)
	}
	if len(o.queue.ids) != want {
		o.Fatalf("%d deliveries were ordered, want %d", len(o.queue.ids), want)
	}
}

func (o *office) deliver(last bool) error {
	o.Helper()
	return o.post.Deliver(context.Background(), jobs.Try{ID: o.queue.ids[0], Last: last})
}

func (o *office) state() string {
	o.Helper()
	d, _, err := o.store.Delivery(context.Background(), o.queue.ids[0])
	if err != nil {
		o.Fatal(err)
	}
	return strings.TrimSpace(fmt.Sprint(d.State, " ", d.Why))
}

func (o *office) plain(account string) notice.Notice {
	n := o.correction(notice.To{Account: account}, "1")
	n.Kind = notice.CaseSubmitted
	return n
}

func TestSentOnceByWhatIsThere(t *testing.T) {
	o := morning(t)
	inside := o.plain("a1")
	inside.Kind, inside.Args = notice.DisputeAnswered, notice.Args{notice.Title: "登记"}
	later := o.plain("a1")
	later.From = o.db.Now().Add(time.Hour)
	o.tell(o.plain("a1"), o.plain("nobody"), inside, later)
	o.relay(1)
	if err := o.deliver(false); err != nil || o.state() != "sent" {
		t.Fatalf("%v, %s", err, o.state())
	}
	if m := o.sms.last; m.To != "13800000001" || m.Words[notice.Item] != "食品经营许可" || m.Key != o.sms.sent[0] {
		t.Errorf("sent %+v", m)
	}
	// Whoever does the job a second time finds it done; nobody orders it again.
	if err := o.deliver(true); err != nil || len(o.sms.sent) != 1 {
		t.Errorf("%v, sent %v", err, o.sms.sent)
	}
	first := o.queue.ids[0]
	o.clock.Move(2 * time.Hour)
	o.relay(1) // the reminder, whose time has come
	if o.queue.ids[0] == first {
		t.Error("what was sent is ordered again")
	}
}

// What could not be ordered is ordered at the next round, not after a while.
func TestWhatWasNotOrderedIsOrderedAtOnce(t *testing.T) {
	o := morning(t)
	o.tell(o.plain("a1"))
	o.queue.err = errors.New("killed")
	if _, err := o.post.Relay(context.Background()); err == nil {
		t.Fatal("nobody took the order, and it is said to be fine")
	}
	o.queue.err = nil
	o.relay(1)
}

// What waits is ordered again after a while: the queue may have lost it.
func TestWhatTheQueueLostIsOrderedAgain(t *testing.T) {
	o := morning(t)
	o.tell(o.plain("a1"))
	o.relay(1)
	was := o.queue.ids[0]
	o.relay(0)
	o.clock.Move(61 * time.Minute)
	o.relay(1)
	if o.queue.ids[0] != was {
		t.Errorf("%d, then %d", was, o.queue.ids[0])
	}
}

// Whoever is killed while it is being sent leaves word that nobody knows whether it went: the next one asks the provider first.
func TestTakenOverFromWhoWasKilledOnTheWay(t *testing.T) {
	o := morning(t)
	o.tell(o.plain("a1"))
	o.relay(1)
	o.sms.amid = func() { panic("killed") }
	func() {
		defer func() { _ = recover() }()
		_ = o.deliver(false)
	}()
	if o.state() != "waiting no_answer" {
		t.Fatalf("killed on the way: %s", o.state())
	}
	o.sms.amid = nil
	if err := o.deliver(false); err != nil || o.state() != "sent" || !o.sms.last.Again {
		t.Errorf("%v, %s; asked first: %v", err, o.state(), o.sms.last.Again)
	}
}

func TestTriedAgainUntilItIsDead(t *testing.T) {
	o := morning(t)
	o.tell(o.plain("a1"))
	o.relay(1)
	o.sms.err = &notice.Trouble{Code: "isv.BUSINESS_LIMIT_CONTROL"}
	if err := o.deliver(false); err == nil || o.state() != "waiting isv.BUSINESS_LIMIT_CONTROL" || o.sms.last.Again {
		t.Errorf("%v, %s", err, o.state())
	}
	o.sms.err = &notice.Trouble{Code: "http_503", Unknown: true}
	if err := o.deliver(false); err == nil || o.state() != "waiting no_answer" || o.sms.last.Again {
		t.Errorf("%v, %s", err, o.state())
	}
	if err := o.deliver(true); err == nil || o.state() != "dead no_answer" || !o.sms.last.Again {
		t.Errorf("%v, %s", err, o.state())
	}
	counts, err := o.store.Counts(context.Background(), o.db.Now())
	if err != nil || len(counts) != 1 || counts[0] != (store.Count{Channel: "sms", State: "dead", N: 1}) {
		t.Errorf("%+v, %v", counts, err)
	}
}

func TestWhyNothingIsSent(t *testing.T) {
	for why, c := range map[string]struct {
		change func(o *office)
		want   string
	}{
		"refused":       {func(o *office) { o.sms.err = &notice.Refusal{Code: "isv.MOBILE_NUMBER_ILLEGAL"} }, "failed isv.MOBILE_NUMBER_ILLEGAL"},
		"no address":    {func(o *office) { o.addresses.of = nil }, "skipped no_address"},
		"not wanted":    {func(o *office) { o.addresses.refused = notice.SMS }, "skipped not_wanted"},
		"no template":   {func(o *office) { o.sms.none = true }, "skipped no_template"},
		"four days old": {func(o *office) { o.clock.Move(4 * 24 * time.Hour) }, "skipped outdated"},
	} {
		o := morning(t)
		o.tell(o.plain("a1"))
		o.relay(1)
		c.change(o)
		if err := o.deliver(false); err != nil || o.state() != c.want || len(o.sms.sent) != 0 {
			t.Errorf("%s: %v, %s", why, err, o.state())
		}
	}
}

// Nobody's telephone rings at night, and nobody is told more than ten things a day, unless they are urgent.
func TestQuietHoursAndTheLimitOfADay(t *testing.T) {
	o := morning(t)
	o.clock.Move(13*time.Hour + 30*time.Minute) // half past ten in the evening
	o.tell(o.plain("a1"))
	o.relay(1)
	if err := o.deliver(true); err == nil || err.Error() != jobs.Later(9*time.Hour+30*time.Minute).Error() || o.state() != "waiting" {
		t.Errorf("%v, %s", err, o.state())
	}
	o.clock.Move(9*time.Hour + 30*time.Minute)
	if err := o.deliver(false); err != nil || o.state() != "sent" {
		t.Errorf("%v, %s", err, o.state())
	}
	o.clock.Move(time.Hour)
	for i := range 11 {
		o.tell(o.plain("a1"))
		o.relay(1)
		if err := o.deliver(false); err != nil {
			t.Fatal(err)
		}
		if want := map[bool]string{true: "sent", false: "skipped daily_limit"}[i < 9]; o.state() != want {
			t.Errorf("number %d of the day: %s", i+2, o.state())
		}
	}
	o.tell(o.correction(notice.To{Account: "a1"}, "1"))
	o.relay(1)
	if err := o.deliver(false); err != nil || o.state() != "sent" {
		t.Errorf("urgent: %v, %s", err, o.state())
	}
}

func TestReceipts(t *testing.T) {
	o := morning(t)
	o.tell(o.plain("a1"))
	o.relay(1)
	if err := o.deliver(false); err != nil {
		t.Fatal(err)
	}
	receipt := func(c notice.Channel, s notice.State, why string) {
		t.Helper()
		if err := o.store.Receipt(context.Background(), o.queue.ids[0], c, s, why, o.db.Now()); err != nil {
			t.Fatal(err)
		}
	}
	receipt(notice.WeChat, notice.Failed, "x")
	if o.state() != "sent" {
		t.Error("a receipt of another channel was taken")
	}
	receipt(notice.SMS, notice.Delivered, "")
	receipt(notice.SMS, notice.Failed, "MK:0001")
	if o.state() != "delivered" {
		t.Errorf("%s", o.state())
	}
}

// The text that is registered with the provider names the words that are sent with it.
func TestTemplatesNameTheirWords(t *testing.T) {
	for _, row := range notice.Rows() {
		text := notice.Template(row.Kind)
		for _, a := range row.Args {
			if !strings.Contains(text, "${"+a+"}") {
				t.Errorf("%s: %s", row.Kind, text)
			}
		}
	}
}
