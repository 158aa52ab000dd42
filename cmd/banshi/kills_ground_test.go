package main

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/johannesboyne/gofakes3"
	"github.com/johannesboyne/gofakes3/backend/s3mem"

	"banshi/runtime/base/db/dbtest"
	"banshi/runtime/notice"
)

// What a hunt takes place on: one process with all that it keeps in its folder, or nodes that share a PostgreSQL and an
// object store, of which one is killed while the others go on.
const (
	sqliteGround   = "sqlite"
	postgresGround = "postgres"
	nodesOfAHunt   = 3
)

var grounds = map[string]func(t *testing.T, program string, people int) (*hall, *telephones, []string){
	sqliteGround: func(t *testing.T, program string, people int) (*hall, *telephones, []string) {
		t.Helper()
		catalogue, accounts := morning(t, people)
		h := alone(&victim{program: program, catalogue: catalogue, data: filepath.Join(t.TempDir(), "data")})
		return h, reached(t, h), accounts
	},
	postgresGround: func(t *testing.T, program string, people int) (*hall, *telephones, []string) {
		t.Helper()
		return shared(t, people, slices.Repeat([]string{program}, nodesOfAHunt)...)
	},
}

// shared are nodes, each of a program of its own, on one PostgreSQL and one object store.
func shared(t *testing.T, people int, programs ...string) (*hall, *telephones, []string) {
	t.Helper()
	catalogue, accounts := morning(t, people)
	at, backend := dbtest.Need(t), s3mem.New()
	if err := backend.CreateBucket("hall"); err != nil {
		t.Fatal(err)
	}
	store := httptest.NewServer(gofakes3.New(backend).Server())
	t.Cleanup(store.Close)
	h := &hall{host: "hall.test", kept: estate{place("", at, time.Now), func(hash string) ([]byte, error) {
		o, err := backend.GetObject("hall", "sha256/"+hash[:2]+"/"+hash, nil)
		if err != nil {
			return nil, err
		}
		return gofakes3.ReadAll(o.Contents, o.Size)
	}}}
	data := filepath.Join(t.TempDir(), "data") // which they share
	for _, program := range programs {
		h.nodes = append(h.nodes, &victim{program: program, catalogue: catalogue, data: data, more: []string{"--url", "http://" + h.host}, env: []string{databaseVar + "=" + at,
			filesVar + "=s3://hall?region=cn-south-1&endpoint=" + store.URL, s3KeyVar + "=key", s3SecretVar + "=secret"}})
	}
	return h, reached(t, h), accounts
}

// morning is a crowd with telephones, in a district where it is nine in the morning when the hunt begins: messages go out by
// day alone.
func morning(t *testing.T, people int) (catalogue string, accounts []string) {
	t.Helper()
	catalogue, accounts = crowd(t, people)
	change := func(name string, how func(text string) string) {
		path := filepath.Join(catalogue, name)
		raw, err := os.ReadFile(path)
		must(err)
		must(os.WriteFile(path, []byte(how(string(raw))), 0o600))
	}
	east := (9-time.Now().UTC().Hour()+35)%24 - 11 // hours, from -11 to 12
	zone := fmt.Sprintf("Etc/GMT%+d", -east)       // which counts to the west
	change("catalog.yaml", func(s string) string {
		return strings.Replace(s, "time_zone: Asia/Shanghai", "time_zone: "+zone, 1)
	})
	for _, name := range []string{"accounts", "persons"} {
		change("shared-data/"+name+".json", func(s string) string {
			var records []json.RawMessage
			must(json.Unmarshal([]byte(s), &records))
			for at, r := range records {
				for i := range people {
					if strings.Contains(string(r), elderNo(i)) {
						records[at] = json.RawMessage(strings.ReplaceAll(string(r), "13900000004", fmt.Sprintf("1381000%04d", i)))
					}
				}
			}
			raw, err := json.Marshal(records)
			must(err)
			return string(raw)
		})
	}
	return catalogue, accounts
}

// reached gives a hall telephones, and begins it, one node after the other.
func reached(t *testing.T, h *hall) *telephones {
	t.Helper()
	p := &telephones{hall: h, took: map[string]int{}, of: map[string][]string{}}
	s := httptest.NewServer(p)
	t.Cleanup(s.Close)
	templates := map[notice.Kind]string{}
	for _, row := range notice.Rows() {
		templates[row.Kind] = "SMS_" + string(row.Kind)
	}
	raw, err := json.Marshal(templates)
	must(err)
	path := filepath.Join(t.TempDir(), "templates.json")
	must(os.WriteFile(path, raw, 0o600))
	for i, v := range h.nodes {
		v.env = append(v.env, smsVar+"=aliyun", "BANSHI_SMS_KEY=key", "BANSHI_SMS_SECRET=secret", "BANSHI_SMS_SIGN=南海政务", "BANSHI_SMS_TEMPLATES="+path,
			fmt.Sprintf("BANSHI_SMS_ENDPOINT=%s/%d", s.URL, i), wechatVar+"="+noMessages)
		t.Cleanup(v.kill)
		if err := v.begin(); err != nil {
			t.Fatal(err)
		}
	}
	return p
}

// telephones stands for the provider of SMS: what it took it has sent, whether or not its answer arrives.
type telephones struct {
	hall *hall
	mu   sync.Mutex
	took map[string]int      // by key
	of   map[string][]string // keys of a number
}

func (p *telephones) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	q := r.URL.Query()
	answer := map[string]any{"Code": "OK"}
	switch r.Header.Get("x-acs-action") {
	case "SendSms":
		p.mu.Lock()
		p.took[q.Get("OutId")]++
		p.of[q.Get("PhoneNumbers")] = append(p.of[q.Get("PhoneNumbers")], q.Get("OutId"))
		p.mu.Unlock()
		answer["BizId"] = "1"
		if i, err := strconv.Atoi(strings.Trim(r.URL.Path, "/")); err == nil && i < len(p.hall.nodes) {
			p.hall.met("sms", "sent", p.hall.nodes[i])
		}
		time.Sleep(20 * time.Millisecond) // its answer is on the way
	case "QuerySendDetails":
		page, err := strconv.Atoi(q.Get("CurrentPage"))
		size, err2 := strconv.Atoi(q.Get("PageSize"))
		if err != nil || err2 != nil {
			http.Error(w, "a page", http.StatusBadRequest)
			return
		}
		p.mu.Lock()
		all := slices.Clone(p.of[q.Get("PhoneNumber")])
		p.mu.Unlock()
		var list []map[string]string
		for i := (page - 1) * size; i < min(len(all), page*size); i++ {
			list = append(list, map[string]string{"OutId": all[i]})
		}
		answer["SmsSendDetailDTOs"] = map[string]any{"SmsSendDetailDTO": list}
	}
	w.Header().Set("Content-Type", "application/json")
	_ = json.NewEncoder(w).Encode(answer)
}

// messages compares what the hall says of messages with what the provider took, and counts those.
func (e *examiner) messages(f *found, p *telephones) int {
	p.mu.Lock()
	took := make(map[string]int, len(p.took))
	for k, n := range p.took {
		took[k] = n
	}
	p.mu.Unlock()
	known := map[string]bool{}
	for _, r := range e.rows("SELECT id, state, why FROM notice_deliveries WHERE channel = 'sms' ORDER BY id") {
		key := notice.KeyPrefix + r[0]
		known[key] = true
		switch notice.State(r[1]) {
		case notice.Sent:
			if took[key] == 0 {
				f.lost = append(f.lost, "message "+key+" is said to have been sent")
			}
		case notice.Dead, notice.Failed:
			f.lost = append(f.lost, "message "+key+" was given up: "+r[2])
		}
	}
	for key, n := range took {
		if n > 1 {
			f.doubled = append(f.doubled, fmt.Sprintf("message %s was sent %d times", key, n))
		}
		if !known[key] {
			f.phantom = append(f.phantom, "message "+key)
		}
	}
	return len(took)
}
