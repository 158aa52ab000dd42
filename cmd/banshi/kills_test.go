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
	found        found
	restart      time.Duration // the longest
}

// hunted kills the program again and again while people begin, save, upload and submit and a clerk answers, and compares
// what they were told with what is there.
func hunted(t *testing.T, program string, kills int, seed uint64, enough func(found) bool) hunt {
	t.Helper()
	v, accounts := victimOf(t, program, clientsOfAVictim)
	journals := filepath.Dir(v.data)
	people := make([]*applicant, clientsOfAVictim)
	for i := range people {
		j, err := openJournal(filepath.Join(journals, accounts[i]+".journal"))
		if err != nil {
			t.Fatal(err)
		}
		people[i] = &applicant{account: accounts[i], journal: j}
		if people[i].person, err = newPerson(v, accounts[i], "web"); err != nil {
			t.Fatal(err)
		}
		if people[i].clerk, err = newPerson(v, "clerk-440605011", "workbench"); err != nil {
			t.Fatal(err)
		}
	}
	stop := make(chan struct{})
	var working sync.WaitGroup
	for _, a := range people {
		working.Go(func() { a.work(t, stop) })
	}
	h := hunt{points: map[string]int{}}
	random := rand.New(rand.NewPCG(seed, 1))
	for h.kills < kills && !t.Failed() && (enough == nil || !enough(h.found)) {
		name := pointsToKill[random.IntN(len(pointsToKill))]
		act, state, _ := strings.Cut(name, " ")
		if !v.strike(random, &point{act: act, state: state, hit: make(chan struct{})}) {
			name = ""
		}
		h.kills++
		h.points[name]++
		v.gate.Lock() // whoever waited for an answer has noted that there was none
		e, err := examine(v.data)
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
		if h.kills == kills || enough != nil && enough(h.found) {
			close(stop)
			var all []noted
			for _, a := range people {
				all = append(all, a.journal.lines(true)...)
			}
			lost := h.found.lost
			h.found = e.compare(all)
			h.found.lost = lost
			h.cases = e.number("SELECT count(*) FROM cases")
		}
		must(e.db.Close())
		begun := time.Now()
		if err := v.begin(); err != nil {
			t.Fatalf("after kill %d: %v", h.kills, err)
		}
		h.restart = max(h.restart, time.Since(begun))
		v.gate.Unlock()
	}
	working.Wait()
	return h
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
		default:
			t.Log(a.account, err)
			if refused++; refused > 2 { // as somebody who closes the page, and begins anew
				a.draft, a.number, refused = "", "", 0
			}
			time.Sleep(20 * time.Millisecond)
		}
	}
}

func (h hunt) String() string {
	return fmt.Sprintf("%d kills, %d answers, %d cases; longest restart %v; struck at %v", h.kills, h.acked, h.cases, h.restart, h.points)
}

// forgetful is a build that tells people that something is kept a moment before it is.
func forgetful(t *testing.T) string {
	const commit = "if err := g.tx.Commit(); err != nil {"
	return rebuilt(t, edit{"runtime/base/db/queue.go", commit,
		// Not before two have written together: until then it is still starting, and reads back what it has written.
		"if forgetful = forgetful || g.size > 1; forgetful {\n\t\tclose(g.done)\n\t\tgo func() { time.Sleep(10 * time.Millisecond); _ = g.tx.Commit(); _ = g.conn.Close() }()\n\t\treturn\n\t}\n\t" + commit},
		edit{"runtime/base/db/queue.go", "// mostTogether is", "var forgetful bool\n\n// mostTogether is"})
}

// The hunt finds a loss that was planted: a build that answers before it has committed. Otherwise that it finds none
// elsewhere would say nothing.
func TestKillsFindAPlantedLoss(t *testing.T) {
	if testing.Short() {
		t.Skip("builds the program anew")
	}
	h := hunted(t, forgetful(t), 40, 3, func(f found) bool { return len(f.lost) > 0 })
	if len(h.found.lost) == 0 {
		t.Errorf("nothing was found: %v", h)
	}
	t.Log(h, h.found.lost)
}

// killsIn is how many kills a plain `go test` does; figures does more.
const killsIn = 12

// Whatever the program was doing when it was killed: what people were told is there, once, whole, and nothing else is.
func TestKills(t *testing.T) {
	if testing.Short() {
		t.Skip("starts the program again and again")
	}
	h := hunted(t, "", killsIn, 7, nil)
	t.Log(h)
	h.judge(t)
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
	planted := hunted(t, forgetful(t), 40, 3, func(f found) bool { return len(f.lost) > 0 })
	if len(planted.found.lost) == 0 {
		t.Fatalf("a planted loss was not found, so nothing is said: %v", planted)
	}
	kills := 200
	if os.Getenv("SCALE") == "full" {
		kills = 2000
	}
	h := hunted(t, "", kills, uint64(time.Now().UnixNano()), nil)
	t.Log(h)
	h.judge(t)
	fmt.Printf("figure kills %d kills\nfigure kills_lost %d things\nfigure kills_acked %d answers\n", h.kills, len(h.found.all()), h.acked)
}
