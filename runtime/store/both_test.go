package store_test

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"banshi/runtime"
	"banshi/runtime/base/actor"
	"banshi/runtime/base/audit"
	"banshi/runtime/base/db"
	"banshi/runtime/base/db/dbtest"
	"banshi/runtime/base/fault"
	"banshi/runtime/files"
	filestore "banshi/runtime/files/store"
	"banshi/runtime/identity"
	identitystore "banshi/runtime/identity/store"
	"banshi/runtime/notice"
	noticestore "banshi/runtime/notice/store"
	"banshi/runtime/sharing"
	sharingstore "banshi/runtime/sharing/store"
	"banshi/runtime/store"
)

func TestMain(m *testing.M) { os.Exit(dbtest.Main(m)) }

// one is one database with the stores on it. Ids that a store makes up are called by the order in which they came.
type one struct {
	db       *db.DB
	hall     *store.Store
	sessions *identitystore.Sessions
	lookups  *sharingstore.Lookups
	made     []string
}

func openOne(t *testing.T, at db.Options) *one {
	t.Helper()
	d := dbtest.OpenAt(t, at, dbtest.NewClock(), audit.Migrations(), identitystore.Migrations(), sharingstore.Migrations(), filestore.Migrations(), noticestore.Migrations(), store.Migrations())
	lookups, err := sharingstore.New(d, []byte(strings.Repeat("k", 32)))
	if err != nil {
		t.Fatal(err)
	}
	return &one{db: d, hall: store.New(d), sessions: identitystore.New(d), lookups: lookups}
}

// hashed are columns that hold hashes over counted ones: after a transaction that was undone, PostgreSQL counts on where
// SQLite counts again. Both are verified at the end.
var hashed = map[string][]string{"audit_events": {"hash", "prev"}, "audit_checkpoints": {"note", "nodes"}}

// projection is every row of every table, without what the database itself makes up.
func (o *one) projection(t *rapid.T) []string {
	ctx := context.Background()
	list, err := o.db.Tables(ctx, o.db.Read())
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for _, table := range list {
		var rows []string
		err := o.db.Each(ctx, o.db.Read(), table, func(line []byte) error {
			var values []any
			if err := json.Unmarshal(line, &values); err != nil {
				return err
			}
			var parts []string
			for i, c := range table.Columns {
				if c == table.Counted || slices.Contains(counted[table.Name], c) || slices.Contains(hashed[table.Name], c) {
					continue
				}
				parts = append(parts, fmt.Sprintf("%s=%v", c, values[i]))
			}
			slices.Sort(parts)
			text := strings.Join(parts, " ")
			for i, id := range o.made {
				text = strings.ReplaceAll(text, id, fmt.Sprintf("made%d", i))
			}
			rows = append(rows, table.Name+": "+text)
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
		if table.Counted == "" {
			slices.Sort(rows)
		}
		out = append(out, rows...)
	}
	slices.SortStableFunc(out, func(a, b string) int {
		x, _, _ := strings.Cut(a, ":")
		y, _, _ := strings.Cut(b, ":")
		return strings.Compare(x, y)
	})
	return out
}

// machine does the same to both databases.
type machine struct {
	both   [2]*one
	mark   string // of this run: its people, drafts and keys
	at     time.Time
	drafts []string
	cases  []string
	keys   []string
	tokens []string
	n      int
}

// do carries a command out on both; each must say the same.
func (m *machine) do(t *rapid.T, what string, command func(*one) (string, error)) string {
	var said [2]string
	for i, o := range m.both {
		out, err := command(o)
		if err != nil && fault.CodeOf(err) == fault.Internal && !db.IsDuplicate(err) {
			t.Fatalf("%s: %v", what, err)
		}
		said[i] = fmt.Sprintf("%s %s", out, fault.CodeOf(err))
		if i == 1 && said[0] != said[1] {
			t.Fatalf("%s: SQLite says %q, PostgreSQL %q", what, said[0], said[1])
		}
		if i == 1 && err == nil {
			return out
		}
	}
	return ""
}

func (m *machine) event(act string, object string) audit.Event {
	return audit.Event{At: m.at, Actor: actor.Actor{Kind: actor.Person, ID: "P" + m.mark}, Act: act, Object: audit.Object{Kind: "draft", ID: object},
		Detail: map[string]any{"channel": "web", "说": "𠮷'\\ \" é"}}
}

// pick chooses one that is there, or one that isn't.
func (m *machine) pick(t *rapid.T, list []string) string {
	return rapid.SampledFrom(append(slices.Clone(list), m.mark+"none")).Draw(t, "which")
}

var someText = rapid.StringMatching(`[a-zA-Z\x{4e00}-\x{4e20}'"\\%_é 𠮷]{0,12}`)

func (m *machine) commands() map[string]func(*rapid.T) {
	ctx := context.Background()
	return map[string]func(*rapid.T){
		"": func(*rapid.T) { m.at = m.at.Add(time.Minute) },
		"begin": func(t *rapid.T) {
			m.n++
			id := fmt.Sprintf("%sd%d", m.mark, m.n)
			a := runtime.Application{ID: id, Item: "x", ItemVersion: 1, Owner: "P" + m.mark, Holder: "person/" + m.mark, Version: 1, Channel: "web",
				Created: m.at, Saved: m.at, Content: runtime.Content{Answers: map[string]any{"a": someText.Draw(t, "answer")}}}
			m.do(t, "begin", func(o *one) (string, error) { return "", o.hall.Insert(ctx, a, 6, m.event("draft.begin", id)) })
			m.drafts = append(m.drafts, id)
		},
		"save": func(t *rapid.T) {
			id, off, bump := m.pick(t, m.drafts), rapid.IntRange(0, 1).Draw(t, "off"), rapid.Bool().Draw(t, "bump")
			text := someText.Draw(t, "answer")
			m.do(t, "save", func(o *one) (string, error) {
				a, err := o.hall.Find(ctx, id)
				if err != nil {
					return "", err
				}
				a.Version -= off
				a.Content.Answers, a.Saved = map[string]any{"a": text}, m.at
				return "", o.hall.Save(ctx, a, bump, m.event("draft.edit", id))
			})
		},
		"attach": func(t *rapid.T) {
			id, hash := m.pick(t, m.drafts), files.Hash(strings.Repeat(rapid.SampledFrom([]string{"a", "b"}).Draw(t, "hash"), 64))
			m.do(t, "attach", func(o *one) (string, error) {
				f, err := o.hall.Attach(ctx, id, runtime.File{Material: "m", Name: "a.pdf", At: m.at, Stored: files.Stored{Hash: hash, Size: 10, Type: files.PDF}}, m.event("draft.attach", id))
				if err == nil && !slices.Contains(o.made, f.ID) {
					o.made = append(o.made, f.ID)
				}
				return "", err
			})
		},
		"remove": func(t *rapid.T) {
			id := m.pick(t, m.drafts)
			m.do(t, "remove", func(o *one) (string, error) { return "", o.hall.Remove(ctx, id, m.event("draft.delete", id)) })
		},
		"submit": func(t *rapid.T) {
			id := m.pick(t, m.drafts)
			key := m.mark + rapid.SampledFrom([]string{"k1", "k2", "k3", id}).Draw(t, "key")
			number := m.do(t, "submit", func(o *one) (string, error) {
				a, err := o.hall.Find(ctx, id)
				if err != nil {
					return "", err
				}
				raw := json.RawMessage(`{"a":"'"}`)
				c := runtime.Case{Item: "x", ItemVersion: 1, Name: "办", State: actor.Submitted, Version: 1, Round: 1, Owner: a.Owner, Holder: a.Holder,
					Office: "o", Submitted: m.at, Changed: m.at}
				e := m.event("draft.submit", "")
				e.Object.Kind = "case"
				got, again, err := o.hall.Submit(ctx, runtime.Handing{Case: c, District: "440605", Key: key, Account: "P" + m.mark, Draft: id, Version: a.Version,
					Submission: runtime.Submission{Draft: id, At: m.at, Today: m.at.Format(time.DateOnly), Item: "x", Content: raw, Input: raw, Facts: raw, Materials: raw, State: raw, Trace: raw, Files: a.Files},
					Event:      runtime.Happening{At: m.at, Event: "submit", By: actor.Person, Actor: a.Owner}, Audit: e,
					Then: runtime.Follow{News: []notice.Notice{{Kind: notice.CaseSubmitted, At: m.at, To: notice.To{Account: a.Owner, Holder: a.Holder},
						Subject: notice.Subject{Kind: notice.OfCase}, Args: notice.Args{notice.Item: "办'"}}}}})
				return fmt.Sprint(got.Number, " ", again), err
			})
			if n, _, ok := strings.Cut(number, " "); ok {
				m.cases, m.keys = append(m.cases, n), append(m.keys, key)
			}
		},
		"the key again": func(t *rapid.T) {
			key := m.pick(t, m.keys)
			m.do(t, "submitted", func(o *one) (string, error) {
				n, d, err := o.hall.Submitted(ctx, "P"+m.mark, key)
				return n + d, err
			})
		},
		"precheck": func(t *rapid.T) {
			number, version := m.pick(t, m.cases), rapid.IntRange(1, 2).Draw(t, "version")
			to := rapid.SampledFrom([]actor.State{actor.PrecheckPassed, actor.PrecheckFailed}).Draw(t, "to")
			key := m.mark + rapid.SampledFrom([]string{"c1", "c2", number}).Draw(t, "key")
			m.do(t, "precheck", func(o *one) (string, error) {
				e := m.event("case.precheck", number)
				was, err := o.hall.Case(ctx, number)
				if err != nil {
					return "", err
				}
				was.Version, was.State, was.Opinion, was.Changed = version, to, "看过", m.at
				c, again, err := o.hall.Advance(ctx, runtime.Step{Case: was, Order: "precheck " + number, Key: key, Account: "C" + m.mark, At: m.at,
					Follow: runtime.Follow{Done: []runtime.Done{{Event: runtime.Happening{At: m.at, Event: "precheck", By: actor.Staff, Actor: "C"}, Audit: e}}}})
				return fmt.Sprint(c.State, c.Version, again), err
			})
		},
		"mend": func(t *rapid.T) {
			number := m.pick(t, m.cases)
			m.n++
			id := fmt.Sprintf("%sm%d", m.mark, m.n)
			m.do(t, "mend", func(o *one) (string, error) {
				return o.hall.Mend(ctx, runtime.Application{ID: id, Item: "x", ItemVersion: 1, Owner: "P" + m.mark, Amends: number, Version: 1, Created: m.at, Saved: m.at},
					2, m.event("case.amend", number))
			})
		},
		"sign in": func(t *rapid.T) {
			m.n++
			key, old := fmt.Sprintf("%ss%d", m.mark, m.n), m.pick(t, m.tokens)
			m.do(t, "sign in", func(o *one) (string, error) {
				return "", o.sessions.Begin(ctx, identity.Record{Key: key, Account: "P" + m.mark, Applicant: "self", Channel: "web", CSRF: "c", Begun: m.at, Seen: m.at, Ends: m.at.Add(time.Hour)},
					old, m.event("session.begin", key))
			})
			m.tokens = append(m.tokens, key)
		},
		"use and end a session": func(t *rapid.T) {
			key, end := m.pick(t, m.tokens), rapid.Bool().Draw(t, "end")
			m.do(t, "session", func(o *one) (string, error) {
				if end {
					return "", o.sessions.End(ctx, key, m.event("session.end", key))
				}
				if err := o.sessions.Touch(ctx, key, m.at); err != nil {
					return "", err
				}
				r, err := o.sessions.Find(ctx, key)
				return fmt.Sprint(r), err
			})
		},
		"sweep": func(t *rapid.T) {
			m.do(t, "sweep", func(o *one) (string, error) { n, err := o.sessions.Sweep(ctx, m.at); return fmt.Sprint(n), err })
		},
		"look up": func(t *rapid.T) {
			key := rapid.SampledFrom([]string{"", "440622194402209917", "粤EX0001"}).Draw(t, "key")
			m.do(t, "look up", func(o *one) (string, error) {
				p := sharing.Purpose{Actor: "P" + m.mark, Item: "x", Draft: m.mark, Why: "fill"}
				if err := o.lookups.Lookups(ctx, []sharing.Lookup{{At: m.at, Purpose: p, Want: sharing.Want{Source: "person", Key: key}}, {At: m.at, Purpose: p, Want: sharing.Want{Licence: "x", Key: key}, Reused: true}}); err != nil {
					return "", err
				}
				lines, err := o.lookups.OfSubject(ctx, key, 5)
				return fmt.Sprint(lines), err
			})
		},
		"seal": func(t *rapid.T) {
			m.do(t, "seal", func(o *one) (string, error) {
				n, err := audit.NewSequencer(o.db, auditKey, 3).Seal(ctx)
				return fmt.Sprint(n), err
			})
		},
		"the work list": func(t *rapid.T) {
			f := runtime.Filter{Open: rapid.Bool().Draw(t, "open"), Sort: rapid.SampledFrom([]string{"", "changed", "submitted"}).Draw(t, "sort")}
			if words := rapid.SampledFrom([]string{"", "办", "%", "_", "440605-"}).Draw(t, "words"); words != "" {
				f.Found = &runtime.Needle{Text: words}
			}
			m.do(t, "list", func(o *one) (string, error) {
				var pages []string
				var after *runtime.Place
				for range 3 {
					list, err := o.hall.Desk(ctx, f, after, 2)
					if err != nil || len(list) == 0 {
						return fmt.Sprint(pages), err
					}
					place := runtime.PlaceOf(list[len(list)-1], f.Sort)
					pages, after = append(pages, fmt.Sprint(list)), &place
				}
				counts, err := o.hall.DeskCounts(ctx, f)
				return fmt.Sprint(pages, counts), err
			})
			m.do(t, "drafts", func(o *one) (string, error) {
				list, err := o.hall.Open(ctx, "P"+m.mark, "person/"+m.mark)
				var ids []string
				for _, a := range list {
					ids = append(ids, a.ID)
				}
				return fmt.Sprint(ids), err
			})
		},
	}
}

// The same commands, in any order, leave the same in both databases and are answered the same.
func TestBothDatabasesAgree(t *testing.T) {
	if dbtest.Postgres() {
		t.Skip("it runs on both at once")
	}
	outer := t
	var both [2]*one
	run, cases := 0, 0
	rapid.Check(t, func(t *rapid.T) {
		if run%20 == 0 { // every row is read each time
			both = [2]*one{openOne(outer, db.Options{Path: filepath.Join(outer.TempDir(), "x.db")}), openOne(outer, db.Options{URL: dbtest.Need(outer)})}
		}
		run++
		m := &machine{both: both, mark: fmt.Sprintf("r%d", run), at: dbtest.NewClock().Now()}
		commands := m.commands()
		if run%2 == 0 { // all in one would seldom meet
			core := commands
			commands = m.beside()
			for _, name := range []string{"", "begin", "submit"} {
				commands[name] = core[name]
			}
		}
		t.Repeat(commands)
		cases += len(m.cases)
		a, b := m.both[0].projection(t), m.both[1].projection(t)
		for i := range max(len(a), len(b)) {
			if i >= len(a) || i >= len(b) || a[i] != b[i] {
				t.Fatalf("row %d of %d and %d:\n%s\n%s", i, len(a), len(b), at(a, i), at(b, i))
			}
		}
	})
	if run >= 100 && cases < 20 { // -short runs a fifth of them
		t.Errorf("only %d cases in %d runs: the commands miss each other", cases, run)
	}
	for _, o := range both {
		if r, err := audit.Verify(context.Background(), o.db.Read(), audit.By{}); err != nil || !r.OK() || r.Sealed+r.Waiting == 0 {
			t.Errorf("%s: %+v %v", o.db.Dialect(), r, err)
		}
	}
}

func at(list []string, i int) string {
	if i < len(list) {
		return list[i]
	}
	return "nothing"
}

var auditKey = func() audit.Key {
	private, _, err := audit.MakeKey("test")
	if err != nil {
		panic(err)
	}
	key, err := audit.ParseKey(private)
	if err != nil {
		panic(err)
	}
	return key
}()
