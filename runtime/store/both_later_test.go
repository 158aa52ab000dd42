package store_test

import (
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"strings"
	"time"

	"pgregory.net/rapid"

	"banshi/engine/record"
	"banshi/runtime"
	"banshi/runtime/files"
	"banshi/runtime/notice"
	noticestore "banshi/runtime/notice/store"
	"banshi/runtime/sharing"
)

// beside are the commands of what stands beside applications and cases: visits, grades, what could not be done, what is
// wrong in a register, licences from paper, and messages.
func (m *machine) beside() map[string]func(*rapid.T) {
	out := m.visits()
	maps.Copy(out, m.voices())
	maps.Copy(out, m.messages())
	return out
}

// id is one of a few, so that commands meet.
func (m *machine) id(t *rapid.T, kind string) string {
	return fmt.Sprint(m.mark, kind, rapid.IntRange(1, 4).Draw(t, "id"))
}

func (m *machine) visits() map[string]func(*rapid.T) {
	ctx := context.Background()
	day := m.at.AddDate(0, 0, 2).Format(time.DateOnly)
	office := "o" + m.mark
	words := notice.Args{notice.Item: "办'", notice.Day: day, notice.Time: "09:00", notice.Office: "所"}
	seat := func(t *rapid.T) runtime.Seat {
		who := m.mark + rapid.SampledFrom([]string{"a", "b"}).Draw(t, "who")
		b := runtime.Booking{ID: m.id(t, "b"), Office: office, Day: day, Minute: 30 * rapid.IntRange(18, 19).Draw(t, "slot"), Length: 30, Visit: runtime.VisitApply,
			Item: "x", Name: someText.Draw(t, "name"), Account: who, Holder: "person/" + who, Applicant: "陈'", State: runtime.BookingOpen, At: m.at, Changed: m.at}
		return runtime.Seat{Booking: b, Places: 1, Most: 2, Today: m.at.Format(time.DateOnly), Event: m.event("booking.make", b.ID),
			News: []notice.Notice{{Kind: notice.BookingReminder, At: m.at, From: m.at.Add(time.Hour), To: notice.To{Account: who, Holder: b.Holder},
				Subject: notice.Subject{Kind: notice.OfBooking, ID: b.ID}, Args: words}}}
	}
	return map[string]func(*rapid.T){
		"book": func(t *rapid.T) {
			s := seat(t)
			m.do(t, "book", func(o *one) (string, error) { b, err := o.hall.Book(ctx, s); return fmt.Sprint(b), err })
		},
		"book another time": func(t *rapid.T) {
			s := seat(t)
			m.do(t, "rebook", func(o *one) (string, error) { b, err := o.hall.Rebook(ctx, s); return fmt.Sprint(b), err })
		},
		"end a booking": func(t *rapid.T) {
			id, to := m.id(t, "b"), rapid.SampledFrom([]runtime.BookingState{runtime.BookingArrived, runtime.BookingMissed, runtime.BookingCancelled}).Draw(t, "to")
			m.do(t, "end a booking", func(o *one) (string, error) {
				b, err := o.hall.Booking(ctx, id)
				if err != nil {
					return "", err
				}
				b.State, b.Changed = to, m.at
				return "", o.hall.EndBooking(ctx, b, []runtime.BookingState{runtime.BookingOpen, runtime.BookingArrived}, m.event("booking.end", id))
			})
		},
		"close and open a slot": func(t *rapid.T) {
			c := runtime.Closure{Office: office, Day: day, Minute: rapid.SampledFrom([]int{runtime.WholeDay, 540, 570}).Draw(t, "slot"), Reason: "停电'", By: "C", At: m.at}
			open := rapid.Bool().Draw(t, "open")
			m.do(t, "close a slot", func(o *one) (string, error) {
				if open {
					return "", o.hall.OpenSlot(ctx, c, m.event("booking.open", office))
				}
				off, err := o.hall.CloseSlot(ctx, c, func(b runtime.Booking) notice.Notice {
					return notice.Notice{Kind: notice.BookingClosed, At: m.at, To: notice.To{Account: b.Account, Holder: b.Holder}, Subject: notice.Subject{Kind: notice.OfBooking, ID: b.ID},
						Args: words}
				}, m.event("booking.close", office))
				return fmt.Sprint(off), err
			})
		},
		"look at visits": func(t *rapid.T) {
			m.do(t, "visits", func(o *one) (string, error) {
				taken, closed, err := o.hall.Taken(ctx, office, day, day)
				if err != nil {
					return "", err
				}
				on, err := o.hall.BookingsOn(ctx, office, day)
				if err != nil {
					return "", err
				}
				of, err := o.hall.BookingsOf(ctx, m.mark+"a", "person/"+m.mark+"b")
				return fmt.Sprint(taken, closed, on, of), err
			})
		},
	}
}

func (m *machine) voices() map[string]func(*rapid.T) {
	ctx := context.Background()
	return map[string]func(*rapid.T){
		"grade": func(t *rapid.T) {
			r := runtime.Rating{ID: m.id(t, "g"), Number: m.pick(t, m.cases), Occasion: rapid.SampledFrom([]string{"matter", "visit/2026-11-23"}).Draw(t, "occasion"), Kind: runtime.OfMatter,
				Item: "x", ItemName: "办", Department: "d" + m.mark, Office: "o" + m.mark, OfficeName: "所", Grade: runtime.Grade(rapid.IntRange(1, 5).Draw(t, "grade")), Text: someText.Draw(t, "text"),
				Channel: "web", Account: "P" + m.mark, Holder: "person/" + m.mark, Graded: []string{"C"}, At: m.at}
			if r.Grade.Bad() {
				r.Task = &runtime.RatingTask{State: runtime.RatingCheck, Version: 1, Due: m.at.Format(time.DateOnly)}
			}
			m.do(t, "grade", func(o *one) (string, error) {
				got, err := o.hall.Rate(ctx, r, m.event("rating.give", r.ID))
				return got.ID, err
			})
		},
		"go on with a grade": func(t *rapid.T) {
			id, off := m.id(t, "g"), rapid.IntRange(0, 1).Draw(t, "off")
			m.do(t, "go on with a grade", func(o *one) (string, error) {
				r, err := o.hall.Rating(ctx, id)
				if err != nil || r.Task == nil {
					return "", err
				}
				r.Task.Version, r.Task.State = r.Task.Version-off, runtime.RatingMend
				return "", o.hall.RatingStep(ctx, r, runtime.RatingStep{State: runtime.RatingCheck, Outcome: "founded", Text: "属实'", Account: "C", At: m.at}, true, m.event("rating.step", id))
			})
		},
		"tell what could not be done": func(t *rapid.T) {
			x := runtime.Snag{ID: m.id(t, "s"), Account: "P" + m.mark, Holder: "person/" + m.mark, Text: someText.Draw(t, "text"), Channel: "web", Digest: m.id(t, "digest"), At: m.at,
				Due: m.at.Format(time.DateOnly), State: runtime.SnagOpen, Version: 1}
			m.do(t, "tell", func(o *one) (string, error) {
				got, err := o.hall.TellSnag(ctx, x, 2, m.event("snag.tell", x.ID))
				return got.ID, err
			})
		},
		"answer what could not be done": func(t *rapid.T) {
			id, off := m.id(t, "s"), rapid.IntRange(0, 1).Draw(t, "off")
			to := rapid.SampledFrom([]runtime.SnagState{runtime.SnagOpen, runtime.SnagAnswered, runtime.SnagClosed}).Draw(t, "to")
			m.do(t, "answer", func(o *one) (string, error) {
				x, err := o.hall.Snag(ctx, id)
				if err != nil {
					return "", err
				}
				x.Version, x.State, x.Office = x.Version-off, to, "o"+m.mark
				return "", o.hall.SnagStep(ctx, x, runtime.SnagStep{Act: "answer", Text: "已办'", Account: "C", At: m.at}, m.event("snag.step", id))
			})
		},
		"dispute": func(t *rapid.T) {
			d := runtime.Dispute{ID: m.id(t, "q"), Account: "P" + m.mark, Holder: "person/" + m.mark, Draft: m.pick(t, m.drafts), Item: "x", Path: "form." + rapid.SampledFrom([]string{"a", "b"}).Draw(t, "path"),
				Source: "person", Key: "k", Department: "d" + m.mark, Said: json.RawMessage(`"错'"`), Right: someText.Draw(t, "right"), At: m.at, State: runtime.DisputeOpen}
			m.do(t, "dispute", func(o *one) (string, error) {
				got, err := o.hall.Raise(ctx, d, 2, nil, m.event("dispute.raise", d.ID))
				return got.ID, err
			})
		},
		"answer a dispute": func(t *rapid.T) {
			id, to := m.id(t, "q"), rapid.SampledFrom([]runtime.DisputeState{runtime.DisputeCorrected, runtime.DisputeUpheld, runtime.DisputeWithdrawn}).Draw(t, "to")
			m.do(t, "settle", func(o *one) (string, error) {
				d, err := o.hall.Dispute(ctx, id)
				if err != nil {
					return "", err
				}
				d.State, d.Answer, d.Answered, d.By = to, "更正'", m.at, "C"
				return "", o.hall.Settle(ctx, d, []notice.Notice{{Kind: notice.DisputeAnswered, At: m.at, To: notice.To{Account: d.Account, Holder: d.Holder},
					Subject: notice.Subject{Kind: notice.OfCase}, Args: notice.Args{notice.Title: "册'"}}}, m.event("dispute.answer", id))
			})
		},
		"bring a licence in": func(t *rapid.T) {
			x := runtime.Imported{ID: m.id(t, "i"), List: strings.Repeat("l", 64), Row: 2, Licence: "food", Title: "证", Department: "d" + m.mark,
				Record: record.Row{Number: m.id(t, "n"), HolderNo: "H" + m.mark, Holder: someText.Draw(t, "holder"), At: "2026-11-01", ValidTo: "9999-12-31", Status: "有效"},
				Scan:   files.Stored{Hash: files.Hash(strings.Repeat("c", 64)), Size: 3, Type: files.PDF}, ScanName: "a.pdf", By: "C", ByName: "王", At: m.at, State: runtime.ImportWaiting}
			m.do(t, "bring", func(o *one) (string, error) {
				again, err := o.hall.Bring(ctx, x, m.event("imported.bring", x.ID))
				return fmt.Sprint(again), err
			})
		},
		"judge a licence": func(t *rapid.T) {
			id, good := m.id(t, "i"), rapid.Bool().Draw(t, "good")
			m.do(t, "judge", func(o *one) (string, error) {
				x, err := o.hall.Imported(ctx, id)
				if err != nil {
					return "", err
				}
				x.State, x.Judge, x.Judged = runtime.ImportRejected, "D", m.at
				var own *sharing.Own
				if good {
					x.State = runtime.ImportConfirmed
					own = &sharing.Own{Source: "licences/" + x.Licence + m.mark, Row: x.Record, Origin: sharing.Origin{Kind: sharing.Imported, By: x.List[:12]}, At: m.at}
				}
				return "", o.hall.Judge(ctx, x, own, m.event("imported.judge", id))
			})
		},
		"look at what people say": func(t *rapid.T) {
			offices, departments := []string{"o" + m.mark}, []string{"d" + m.mark}
			m.do(t, "voices", func(o *one) (string, error) {
				bad, err := o.hall.BadRatings(ctx, offices, 5)
				var ids []string
				for _, r := range bad {
					ids = append(ids, fmt.Sprint(r.ID, r.Task.State))
				}
				if err != nil {
					return "", err
				}
				snags, err := o.hall.SnagsOf(ctx, "P"+m.mark)
				if err != nil {
					return "", err
				}
				disputes, err := o.hall.DisputesFor(ctx, departments, 5)
				if err != nil {
					return "", err
				}
				imported, waiting, err := o.hall.ImportedFor(ctx, departments, 5)
				return fmt.Sprint(ids, snags, disputes, imported, waiting), err
			})
		},
	}
}

func (m *machine) messages() map[string]func(*rapid.T) {
	ctx := context.Background()
	reader := notice.Reader{Account: "P" + m.mark, Names: []string{"person/" + m.mark}, Holder: "person/" + m.mark}
	return map[string]func(*rapid.T){
		"relay messages": func(t *rapid.T) {
			m.do(t, "relay", func(o *one) (string, error) {
				s := noticestore.New(o.db)
				list, err := s.Unrelayed(ctx, m.at, 3)
				if err != nil {
					return "", err
				}
				for _, n := range list {
					if err := s.Relay(ctx, n.ID, notice.Channels(), m.at); err != nil {
						return "", err
					}
				}
				due, err := s.Due(ctx, m.at.Add(-time.Hour), 3)
				if err != nil {
					return "", err
				}
				return fmt.Sprint(len(list), len(due)), s.Ordered(ctx, due, m.at)
			})
		},
		"what became of a message": func(t *rapid.T) {
			state := rapid.SampledFrom([]notice.State{notice.Waiting, notice.Sent, notice.Failed, notice.Dead}).Draw(t, "state")
			receipt := rapid.Bool().Draw(t, "receipt")
			m.do(t, "deliver", func(o *one) (string, error) {
				s := noticestore.New(o.db)
				due, err := s.Due(ctx, m.at.Add(time.Hour), 1)
				if err != nil || len(due) == 0 {
					return "", err
				}
				d, _, err := s.Delivery(ctx, due[0])
				if err != nil {
					return "", err
				}
				d.State, d.Why, d.Tries, d.At = state, "because'", d.Tries+1, m.at
				if err := s.Settle(ctx, d); err != nil {
					return "", err
				}
				if receipt {
					err = s.Receipt(ctx, d.ID, d.Channel, notice.Delivered, "", m.at)
				}
				return fmt.Sprint(d.Channel, d.Notice.Kind), err
			})
		},
		"read messages": func(t *rapid.T) {
			read := rapid.Bool().Draw(t, "read")
			m.do(t, "read messages", func(o *one) (string, error) {
				s := noticestore.New(o.db)
				list, err := s.Notices(ctx, reader, m.at, notice.Place{}, 5)
				if err != nil {
					return "", err
				}
				var ids []int64
				var told []string
				for _, n := range list {
					ids, told = append(ids, n.ID), append(told, fmt.Sprint(n.Kind, n.Args, n.From))
				}
				if read {
					if err := s.MarkRead(ctx, reader, m.at, ids); err != nil {
						return "", err
					}
				}
				unread, err := s.Unread(ctx, reader, m.at, 9)
				if err != nil {
					return "", err
				}
				sent, err := s.SentSince(ctx, notice.To{Account: reader.Account}, notice.SMS, m.at.Add(-time.Hour))
				return fmt.Sprint(told, unread, sent), err
			})
		},
		"choose by what one is told": func(t *rapid.T) {
			wanted := rapid.Bool().Draw(t, "wanted")
			m.do(t, "choose", func(o *one) (string, error) {
				s := noticestore.New(o.db)
				if err := s.Choose(ctx, "P"+m.mark, notice.SMS, notice.Choice{Wanted: wanted}, m.event("notice.choose", m.mark)); err != nil {
					return "", err
				}
				c, err := s.Choices(ctx, "P"+m.mark)
				return fmt.Sprint(c), err
			})
		},
	}
}

// counted are columns that name a row of another table by the number that its database gave it.
var counted = map[string][]string{"notice_deliveries": {"notice"}, "notice_reads": {"notice"}}
