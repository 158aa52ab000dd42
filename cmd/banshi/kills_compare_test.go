package main

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"github.com/uptrace/bun"

	"banshi/runtime/base/audit"
	"banshi/runtime/base/db"
)

// found is what the journals of the clients and the database say differently.
type found struct {
	lost    []string // told that it is done, and it isn't there
	doubled []string // one key, and two cases
	phantom []string // there, and nobody ever sent it
	torn    []string // a case without its files, its history or its line in the trail; a trail or a database that is broken
}

func (f found) all() []string {
	var out []string
	for _, kind := range []struct {
		name string
		list []string
	}{{"lost", f.lost}, {"doubled", f.doubled}, {"phantom", f.phantom}, {"torn", f.torn}} {
		for _, x := range kind.list {
			out = append(out, kind.name+": "+x)
		}
	}
	return out
}

// estate is where halls keep what outlives them.
type estate struct {
	at      db.Options
	content func(hash string) ([]byte, error)
}

// inFolder is what one process keeps in its folder.
func inFolder(data string) estate {
	return estate{place(data, "", time.Now), func(hash string) ([]byte, error) {
		return os.ReadFile(filepath.Join(data, "files", "sha256", hash[:2], hash))
	}}
}

// examiner looks into what a killed process has left, by SQL of its own.
type examiner struct {
	db *db.DB
	estate
}

func examine(k estate) (*examiner, error) {
	d, err := db.Open(context.Background(), k.at)
	return &examiner{d, k}, err
}

func (e *examiner) number(query string, args ...any) int {
	n := 0
	must(e.db.Read().(*bun.DB).QueryRow(query, args...).Scan(&n))
	return n
}

func (e *examiner) rows(query string, args ...any) [][]string {
	rows, err := e.db.Read().(*bun.DB).Query(query, args...)
	must(err)
	defer func() { must(rows.Close()) }()
	columns, err := rows.Columns()
	must(err)
	var out [][]string
	for rows.Next() {
		cells, to := make([]string, len(columns)), make([]any, len(columns))
		for i := range cells {
			to[i] = &cells[i]
		}
		must(rows.Scan(to...))
		out = append(out, cells)
	}
	must(rows.Err())
	return out
}

// whole tells whether content lies there as it was sent.
func (e *examiner) whole(hash string) bool {
	raw, err := e.content(hash)
	if err != nil {
		return false
	}
	sum := sha256.Sum256(raw)
	return hex.EncodeToString(sum[:]) == hash
}

// lost compares what clients were told with what is there. It is asked right after each kill: what is lost can be
// covered by what comes later.
func (e *examiner) lost(list []noted) (out []string) {
	for _, n := range list {
		if n.State != "acked" {
			continue
		}
		there := true
		switch n.Act {
		case "begin":
			there = e.number("SELECT count(*) FROM applications WHERE id = ?", n.Draft) == 1
		case "save":
			there = e.number("SELECT count(*) FROM applications WHERE id = ? AND version >= ?", n.Draft, n.Version) == 1
		case "take":
			there = e.whole(n.Hash) && e.number("SELECT (SELECT count(*) FROM draft_files WHERE id = ? AND hash = ?) + (SELECT count(*) FROM case_files WHERE id = ? AND hash = ?)",
				n.File, n.Hash, n.File, n.Hash) > 0
		case "submit":
			there = e.number("SELECT count(*) FROM cases c JOIN submissions s ON s.number = c.number WHERE c.number = ? AND s.draft = ?", n.Number, n.Draft) == 1
		case "precheck":
			there = e.number("SELECT count(*) FROM case_events WHERE number = ? AND event LIKE 'precheck%'", n.Number) > 0 &&
				e.number("SELECT count(*) FROM cases WHERE number = ? AND state IN ('precheck_failed', 'withdrawn')", n.Number) == 1
		case "withdraw":
			there = e.number("SELECT count(*) FROM case_events WHERE number = ? AND event = 'withdraw'", n.Number) == 1 &&
				e.number("SELECT count(*) FROM cases WHERE number = ? AND state = 'withdrawn'", n.Number) == 1
		}
		if !there {
			out = append(out, fmt.Sprintf("%s of %s %s%s", n.Act, n.Account, n.Draft, n.Number))
		}
	}
	return out
}

// compare looks at everything once: what is doubled, phantom or torn stays so.
func (e *examiner) compare(all []noted) (f found) {
	numbers, sent, begun := map[string]string{}, map[string]bool{}, map[string]int{}
	for _, n := range all {
		if n.State == "sent" {
			sent[n.Act+" "+n.Draft+n.Number] = true
			if n.Act == "begin" {
				begun[n.Account]++
			}
		}
		if n.State == "acked" && n.Act == "submit" {
			if was, ok := numbers[n.Key]; ok && was != n.Number {
				f.doubled = append(f.doubled, fmt.Sprintf("%s: %s and %s", n.Key, was, n.Number))
			}
			numbers[n.Key] = n.Number
		}
	}
	for _, r := range e.rows("SELECT draft, count(DISTINCT number) FROM submissions GROUP BY draft HAVING count(DISTINCT number) > 1") {
		f.doubled = append(f.doubled, "draft "+r[0])
	}
	for _, r := range e.rows("SELECT number, count(*) FROM case_events WHERE event LIKE 'precheck%' GROUP BY number HAVING count(*) > 1") {
		f.doubled = append(f.doubled, "precheck of "+r[0])
	}
	for _, r := range e.rows("SELECT owner, count(*) FROM applications GROUP BY owner") {
		if n, _ := strconv.Atoi(r[1]); n > begun[r[0]] {
			f.phantom = append(f.phantom, fmt.Sprintf("%s has %d drafts and began %d", r[0], n, begun[r[0]]))
		}
	}
	for _, r := range e.rows("SELECT number FROM case_events WHERE event LIKE 'precheck%'") {
		if !sent["precheck "+r[0]] {
			f.phantom = append(f.phantom, "precheck of "+r[0])
		}
	}
	e.cases(&f, sent)
	r, err := audit.Verify(context.Background(), e.db.Read(), audit.By{})
	must(err)
	for _, x := range r.Faults {
		f.torn = append(f.torn, fmt.Sprintf("trail: place %d: %s", x.Seq, x.Reason.In("en")))
	}
	if _, err := e.db.Whole(context.Background(), time.Minute); err != nil {
		f.torn = append(f.torn, err.Error())
	}
	return f
}

func (e *examiner) cases(f *found, sent map[string]bool) {
	days, last := map[string]int{}, map[string]int{}
	for _, r := range e.rows(`SELECT c.number, coalesce(s.draft, ''), (SELECT count(*) FROM case_files x WHERE x.number = c.number),
		(SELECT count(*) FROM case_events v WHERE v.number = c.number AND v.event = 'submit'), (SELECT count(*) FROM audit_events a WHERE a.act = 'draft.submit' AND a.object_id = c.number),
		(SELECT count(*) FROM applications d WHERE d.id = s.draft AND d.case_number = c.number), (SELECT count(*) FROM request_keys k WHERE k.number = c.number AND k.scope LIKE 'submit/%'),
		(SELECT count(*) FROM notices n WHERE n.subject_kind = 'case' AND n.subject = c.number AND n.kind = 'case.submitted')
		FROM cases c LEFT JOIN submissions s ON s.number = c.number`) {
		if !sent["submit "+r[1]] {
			f.phantom = append(f.phantom, "case "+r[0]+" of "+r[1])
		}
		if fmt.Sprint(r[2:]) != "[1 1 1 1 1 1]" {
			f.torn = append(f.torn, fmt.Sprintf("case %s: files, events, trail, draft, keys, notices: %v", r[0], r[2:]))
		}
		at := strings.LastIndex(r[0], "-")
		n, err := strconv.Atoi(r[0][at+1:])
		must(err)
		day := r[0][:at]
		days[day]++
		last[day] = max(last[day], n)
	}
	for day, n := range days {
		if last[day] != n {
			f.torn = append(f.torn, fmt.Sprintf("%s: %d numbers, the last is %d", day, n, last[day]))
		}
	}
	for _, r := range e.rows("SELECT DISTINCT hash FROM case_files UNION SELECT DISTINCT hash FROM draft_files") {
		if !e.whole(r[0]) {
			f.torn = append(f.torn, "content "+r[0])
		}
	}
}
