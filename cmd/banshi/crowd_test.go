package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"banshi/runtime"
	"banshi/runtime/files"
	"banshi/runtime/identity"
)

// crowd is a catalogue like the example's, with many more elders in its registers.
func crowd(t testing.TB, n int) (catalogue string, accounts []string) {
	t.Helper()
	dir := t.TempDir()
	if err := os.CopyFS(dir, os.DirFS(nanhai)); err != nil {
		t.Fatal(err)
	}
	const no, id = "440622194402209917", "P004"
	for _, name := range []string{"accounts", "persons", "benefits", "credit", "social"} {
		path := filepath.Join(dir, "shared-data", name+".json")
		raw, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		var records []json.RawMessage
		if err := json.Unmarshal(raw, &records); err != nil {
			t.Fatal(err)
		}
		for _, r := range records {
			if !bytes.Contains(r, []byte(`"`+no+`"`)) || name == "accounts" && !bytes.Contains(r, []byte(`"id": "`+id+`"`)) {
				continue
			}
			for i := range n {
				text := strings.ReplaceAll(string(r), no, elderNo(i))
				text = strings.Replace(text, `"id": "`, fmt.Sprintf(`"id": "E%04d-`, i), 1)
				records = append(records, json.RawMessage(strings.Replace(text, fmt.Sprintf("E%04d-%s", i, id), fmt.Sprintf("E%04d", i), 1)))
			}
		}
		if raw, err = json.Marshal(records); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, raw, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	for i := range n {
		accounts = append(accounts, fmt.Sprintf("E%04d", i))
	}
	return dir, accounts
}

// elderNo is a number of somebody born on 1944-02-20, with its check digit.
func elderNo(i int) string {
	body := fmt.Sprintf("4406%02d19440220%03d", 10+i/400, 2*(i%400)+1)
	sum := 0
	for at, weight := range []int{7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2} {
		sum += int(body[at]-'0') * weight
	}
	return body + string("10X98765432"[sum%11])
}

// filled is a draft that can be submitted as it is.
type filled struct {
	ctx     context.Context // of who has filled it in
	id      string
	version int
}

// fillIn begins drafts of the old-age allowance and fills them in, one for each account.
func (s *site) fillIn(t testing.TB, accounts []string) []filled {
	t.Helper()
	out := make([]filled, len(accounts))
	var all sync.WaitGroup
	next := make(chan int)
	for range 4 {
		all.Go(func() {
			for i := range next {
				f, err := s.fillOne(accounts[i])
				if err != nil {
					t.Errorf("%s: %v", accounts[i], err)
				}
				out[i] = f
			}
		})
	}
	for i := range accounts {
		next <- i
	}
	close(next)
	all.Wait()
	if t.Failed() {
		t.FailNow()
	}
	return out
}

func (s *site) fillOne(account string) (filled, error) {
	ctx := context.Background()
	who, _, err := s.sessions.Begin(ctx, account, "", "web")
	if err != nil {
		return filled{}, err
	}
	ctx = identity.With(ctx, who)
	drafts := s.hall.Drafts
	d, err := drafts.Begin(ctx, "elder_allowance", "zh-Hans")
	if err != nil {
		return filled{}, err
	}
	const pdf = "%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
	if err := s.attach(ctx, d.ID, "首页.pdf", pdf); err != nil {
		return filled{}, err
	}
	patch := func(change string) error {
		at, err := drafts.Get(ctx, d.ID, true, "zh-Hans")
		if err != nil {
			return err
		}
		d = at
		var p runtime.Patch
		if err := json.Unmarshal([]byte(change), &p); err != nil {
			return err
		}
		p.Version = d.Version
		d, err = drafts.Patch(ctx, d.ID, p, "zh-Hans")
		return err
	}
	if err := patch(`{"answers": {"claim": "first", "living": "child", "account_type": "social_card", "bank": "rural_commercial",
		"account_no": "6222020000000000042", "emergency_name": "陈启航", "emergency_phone": "13900000001", "promise": true}}`); err != nil {
		return filled{}, err
	}
	at, err := drafts.Get(ctx, d.ID, true, "zh-Hans")
	if err != nil {
		return filled{}, err
	}
	var confirm []string
	for _, b := range at.View.State.Blocked {
		if b.Kind == "confirm" {
			confirm = append(confirm, b.Path)
		}
	}
	raw, err := json.Marshal(map[string]any{"confirmed": confirm})
	if err != nil {
		return filled{}, err
	}
	if err := patch(string(raw)); err != nil {
		return filled{}, err
	}
	if err := patch(`{"sign": ["application"]}`); err != nil {
		return filled{}, err
	}
	return filled{ctx: ctx, id: d.ID, version: d.Version}, nil
}

// submit hands a draft in.
func (s *site) submit(f filled) (runtime.Case, error) {
	return s.hall.Drafts.Submit(f.ctx, f.id, f.version, "key-"+f.id, "zh-Hans")
}

// attach uploads a page of the bank book.
func (s *site) attach(ctx context.Context, draft, name, content string) error {
	rule, room, err := s.hall.Drafts.Opening(ctx, draft, "bank_book", "zh-Hans")
	if err != nil {
		return err
	}
	p, err := s.files.Begin(ctx, files.Partial{Draft: draft, Material: "bank_book", Name: name, Size: int64(len(content))}, rule, room)
	if err != nil {
		return err
	}
	if _, err = s.files.Append(ctx, p, strings.NewReader(content)); err != nil {
		return err
	}
	_, err = s.hall.Drafts.TakeUpload(ctx, draft, p.ID, "zh-Hans")
	return err
}
