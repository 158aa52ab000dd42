package main

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"
)

// clientsOfAVictim is how many people work on it at once.
const clientsOfAVictim = 6

// hunt is what came of killing.
type hunt struct {
	kills, acked int
	points       map[string]int
	cases        int
	messages     int // that the provider took
	unsent       int // messages that still wait
	found        found
	restart      time.Duration // the longest
}

// hunting is how one hunts.
type hunting struct {
	ground  func(t *testing.T, program string, people int) (*hall, *telephones, []string)
	program string
	kills   int
	seed    uint64
	enough  func(found) bool // ends it sooner
	// outcome waits until every message has come through: jobs of a killed node are taken over minutes later.
	outcome time.Duration
}

// hunt kills nodes again and again while people begin, save, upload and submit, a clerk answers and messages go out, and
// compares what they were told with what is there.
func (o hunting) hunt(t *testing.T) hunt {
	t.Helper()
	hall, phones, accounts := o.ground(t, o.program, clientsOfAVictim)
	journals := t.TempDir()
	people := make([]*applicant, clientsOfAVictim)
	for i := range people {
		j, err := openJournal(filepath.Join(journals, accounts[i]+".journal"))
		if err != nil {
			t.Fatal(err)
		}
		people[i] = &applicant{account: accounts[i], journal: j}
		if people[i].person, err = newPerson(hall, accounts[i], "web"); err != nil {
			t.Fatal(err)
		}
		if people[i].clerk, err = newPerson(hall, "clerk-440605011", "workbench"); err != nil {
			t.Fatal(err)
		}
	}
	stop := make(chan struct{})
	var working sync.WaitGroup
	for _, a := range people {
		working.Go(func() { a.work(t, stop) })
	}
	h := hunt{points: map[string]int{}}
	random := rand.New(rand.NewPCG(o.seed, 1))
	var next []int // each point once before one comes again
	for over := false; !over; {
		if len(next) == 0 {
			next = random.Perm(len(pointsToKill))
		}
		name := pointsToKill[next[0]]
		next = next[1:]
		dead, met, err := hall.strike(random, name)
		if err != nil {
			t.Fatalf("after kill %d: %v", h.kills, err)
		}
		if !met {
			name = "at last"
		}
		h.kills++
		h.points[name]++
		hall.gate.Lock() // whoever waited for an answer has noted what came of it
		e, err := examine(hall.kept)
		if err != nil {
			t.Fatalf("after kill %d: %v", h.kills, err)
		}
		for _, a := range people {
			lines := a.journal.lines(false)
			for _, n := range lines {
				if n.State == "acked" {
					h.acked++
				}
			}
			h.found.lost = append(h.found.lost, e.lost(lines)...)
		}
		if over = h.kills == o.kills || t.Failed() || o.enough != nil && o.enough(h.found); over {
			close(stop)
			h.compare(e, people)
		}
		must(e.db.Close())
		hall.gate.Unlock()
		for _, v := range dead { // while others go on
			begun := time.Now()
			if err := v.begin(); err != nil {
				t.Fatalf("after kill %d: %v", h.kills, err)
			}
			h.restart = max(h.restart, time.Since(begun))
		}
	}
	working.Wait()
	for _, a := range people {
		h.found.lost = append(h.found.lost, a.lost...)
	}
	h.messagesOf(hall.kept, phones, o.outcome)
	return h
}

// compare takes everything together, once nobody asks any more.
func (h *hunt) compare(e *examiner, people []*applicant) {
	var all []noted
	for _, a := range people {
		all = append(all, a.journal.lines(true)...)
	}
	lost := h.found.lost
	h.found = e.compare(all)
	h.found.lost = lost
	h.cases = e.number("SELECT count(*) FROM cases")
}

// messagesOf compares what was to be sent with what the provider took; what waits has until the outcome.
func (h *hunt) messagesOf(k estate, phones *telephones, outcome time.Duration) {
	e, err := examine(k)
	must(err)
	defer func() { must(e.db.Close()) }()
	for end := time.Now().Add(outcome); ; time.Sleep(time.Second) {
		h.unsent = e.number("SELECT (SELECT count(*) FROM notices WHERE relayed = 0) + (SELECT count(*) FROM notice_deliveries WHERE state = 'waiting')")
		if h.unsent == 0 || time.Now().After(end) {
			break
		}
	}
	h.messages = e.messages(&h.found, phones)
	if h.unsent > 0 && outcome > 0 {
		h.found.lost = append(h.found.lost, fmt.Sprintf("%d messages were never sent", h.unsent))
	}
}

// work goes on until stop, whatever happens to the process.
func (a *applicant) work(t *testing.T, stop <-chan struct{}) {
	refused := 0
	for {
		select {
		case <-stop:
			return
		default:
		}
		err := a.step()
		switch {
		case err == nil:
			refused = 0
		case errors.Is(err, errGone):
			time.Sleep(5 * time.Millisecond)
		case strings.Contains(err.Error(), ": 401 "):
			a.lost = append(a.lost, "the sign-in of "+a.account+" was answered, and is gone")
			a.signIn() // else nothing more would be going on that could be lost
		default:
			t.Log(a.account, err)
			if refused++; refused > 2 { // as somebody who closes the page, and begins anew
				a.draft, a.number, refused = "", "", 0
			}
			time.Sleep(20 * time.Millisecond)
		}
	}
}

// signIn signs the applicant and the clerk in anew; where no node answers they stay as they are.
func (a *applicant) signIn() {
	if p, err := newPerson(a.person.hall, a.account, "web"); err == nil {
		a.person = p
	}
	if p, err := newPerson(a.clerk.hall, "clerk-440605011", "workbench"); err == nil {
		a.clerk = p
	}
}

func (h hunt) String() string {
	return fmt.Sprintf("%d kills, %d answers, %d cases, %d messages sent, %d wait; longest start %v; struck at %v", h.kills, h.acked, h.cases, h.messages, h.unsent, h.restart, h.points)
}

// forgetful is a build that tells people that something is kept a moment before it is.
func forgetful(t *testing.T) string {
	const commit = "if err := g.tx.Commit(); err != nil {"
	return rebuilt(t, edit{"runtime/base/db/queue.go", commit,
		// Not before two have written together: until then it is still starting, and reads back what it has written.
		"if forgetful = forgetful || g.size > 1 || q.server; forgetful {\n\t\tclose(g.done)\n\t\tgo func() { time.Sleep(10 * time.Millisecond); _ = g.tx.Commit(); _ = g.conn.Close() }()\n\t\treturn\n\t}\n\t" + commit},
		edit{"runtime/base/db/queue.go", "// mostTogether is", "var forgetful bool\n\n// mostTogether is"})
}

// thatFinds hunts on a build that forgets, until it is found out.
func thatFinds(ground func(*testing.T, string, int) (*hall, *telephones, []string), program string) hunting {
	return hunting{ground: ground, program: program, kills: 60, seed: 3, enough: func(f found) bool { return len(f.lost) > 0 }}
}

// The hunt finds a loss that was planted: a build that answers before it has committed. Otherwise that it finds none
// elsewhere would say nothing.
func TestKillsFindAPlantedLoss(t *testing.T) {
	if testing.Short() {
		t.Skip("builds the program anew")
	}
	program := forgetful(t)
	for name, ground := range grounds {
		t.Run(name, func(t *testing.T) {
			h := thatFinds(ground, program).hunt(t)
			if len(h.found.lost) == 0 {
				t.Errorf("nothing was found: %v", h)
			}
			t.Log(h, h.found.lost)
		})
	}
}

// killsIn is how many kills a plain `go test` does; figures does more.
const killsIn = 12

// Whatever a node was doing when it was killed: what people were told is there, once, whole, and nothing else is.
func TestKills(t *testing.T) {
	if testing.Short() {
		t.Skip("starts the program again and again")
	}
	for name, ground := range grounds {
		t.Run(name, func(t *testing.T) {
			h := hunting{ground: ground, kills: killsIn, seed: 7}.hunt(t)
			t.Log(h)
			h.judge(t)
		})
	}
}

func (h hunt) judge(t *testing.T) {
	t.Helper()
	for _, x := range h.found.all() {
		t.Error(x)
	}
	if h.acked < h.kills || h.cases == 0 {
		t.Errorf("too little was going on to be lost: %v", h)
	}
}

func TestFiguresKills(t *testing.T) {
	if os.Getenv("FIGURES") == "" {
		t.Skip("make figures")
	}
	program := forgetful(t)
	kills := 200
	if os.Getenv("SCALE") == "full" {
		kills = 2000
	}
	for name, ground := range grounds {
		t.Run(name, func(t *testing.T) {
			if h := thatFinds(ground, program).hunt(t); len(h.found.lost) == 0 {
				t.Fatalf("a planted loss was not found, so nothing is said: %v", h)
			}
			h := hunting{ground: ground, kills: kills, seed: uint64(time.Now().UnixNano()), outcome: 10 * time.Minute}.hunt(t)
			t.Log(h)
			h.judge(t)
			figures := map[string]string{
				sqliteGround:   "figure kills %d kills\nfigure kills_lost %d things\nfigure kills_acked %d answers\nfigure kills_sent %d messages\n",
				postgresGround: "figure kills_pg %d kills\nfigure kills_pg_lost %d things\nfigure kills_pg_acked %d answers\nfigure kills_pg_sent %d messages\n",
			}
			fmt.Printf(figures[name], h.kills, len(h.found.all()), h.acked, h.messages)
		})
	}
}
