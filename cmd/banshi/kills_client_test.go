package main

import (
	"bufio"
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"os"
	"strconv"
	"strings"
	"sync"
	"time"
)

// noted is a line of a client's journal: what it has sent, and what it was told. A line is on the disk before the
// client goes on. What was sent and has no other line is unknown.
type noted struct {
	Act     string `json:"act"`
	State   string `json:"state"` // sent, acked, unknown, refused
	Draft   string `json:"draft,omitempty"`
	Account string `json:"account,omitempty"`
	Number  string `json:"number,omitempty"`
	Key     string `json:"key,omitempty"`
	Version int    `json:"version,omitempty"`
	File    string `json:"file,omitempty"`
	Hash    string `json:"hash,omitempty"`
	Status  int    `json:"status,omitempty"`
}

type journal struct {
	mu   sync.Mutex
	file *os.File
	read int64
}

func openJournal(path string) (*journal, error) {
	f, err := os.OpenFile(path, os.O_CREATE|os.O_RDWR|os.O_APPEND, 0o600)
	return &journal{file: f}, err
}

func (j *journal) note(n noted) {
	j.mu.Lock()
	defer j.mu.Unlock()
	raw, err := json.Marshal(n)
	must(err)
	_, err = j.file.Write(append(raw, '\n'))
	must(err)
	must(j.file.Sync())
}

// lines reads what stands in it on the disk: all of it, or what came since the last time.
func (j *journal) lines(all bool) []noted {
	j.mu.Lock()
	defer j.mu.Unlock()
	raw, err := os.ReadFile(j.file.Name())
	must(err)
	from := j.read
	if all {
		from = 0
	}
	j.read = int64(len(raw))
	var out []noted
	for s := bufio.NewScanner(bytes.NewReader(raw[from:])); s.Scan(); {
		var n noted
		must(json.Unmarshal(s.Bytes(), &n))
		out = append(out, n)
	}
	return out
}

// errGone: the connection broke before there was an answer.
var errGone = errors.New("no answer")

// person is a browser with somebody in front of it.
type person struct {
	hall   *hall
	client *http.Client
	csrf   string
}

func newPerson(at *hall, account, channel string) (*person, error) {
	jar, err := cookiejar.New(nil)
	if err != nil {
		return nil, err
	}
	p := &person{hall: at, client: &http.Client{Jar: jar, Timeout: time.Minute, Transport: &http.Transport{MaxIdleConnsPerHost: 2}}}
	node := at.door() // who stands in for the provider of identities is part of a node
	var to struct{ URL, Location, CSRF string }
	in := func(method, path, kind, body string) error {
		_, raw, err := p.sendTo(node, method, path, http.Header{"Content-Type": {kind}, "Accept": {"application/json"}}, []byte(body))
		if err != nil {
			return err
		}
		if err := json.Unmarshal(raw, &to); err != nil {
			return fmt.Errorf("%s: %w: %.200s", path, err, raw)
		}
		return nil
	}
	if err := in("POST", "/api/sign-in", "application/json", `{"channel":"`+channel+`"}`); err != nil {
		return nil, err
	}
	if err := in("POST", to.URL, "application/x-www-form-urlencoded", url.Values{"account": {account}}.Encode()); err != nil {
		return nil, err
	}
	back, err := url.Parse(to.Location)
	if err != nil {
		return nil, err
	}
	if err := in("GET", back.RequestURI(), "application/json", ""); err != nil {
		return nil, err
	}
	if err := in("GET", "/api/session", "application/json", ""); err != nil {
		return nil, err
	}
	p.csrf = to.CSRF
	if p.csrf == "" {
		return nil, fmt.Errorf("%s could not sign in: %s", account, node.said)
	}
	return p, nil
}

// send asks whatever process is there now, and reads the whole answer.
func (p *person) send(method, path string, header http.Header, body []byte) (*http.Response, []byte, error) {
	return p.sendTo(p.hall.door(), method, path, header, body)
}

func (p *person) sendTo(node *victim, method, path string, header http.Header, body []byte) (*http.Response, []byte, error) {
	at := ""
	if node != nil {
		at = node.address()
	}
	if at == "" {
		return nil, nil, errGone
	}
	if u, err := url.Parse(path); err == nil {
		path = u.RequestURI()
	}
	req, err := http.NewRequest(method, at+path, bytes.NewReader(body))
	if err != nil {
		return nil, nil, err
	}
	if p.hall.host != "" {
		req.Host = p.hall.host
	}
	req.Header = http.Header{"Content-Type": {"application/json"}, "Sec-Fetch-Site": {"same-origin"}, "X-Csrf-Token": {p.csrf}}
	for k, v := range header {
		req.Header[k] = v
	}
	res, err := p.client.Do(req)
	if err != nil {
		return nil, nil, errors.Join(errGone, err)
	}
	defer res.Body.Close()
	raw, err := io.ReadAll(res.Body)
	if err != nil {
		return nil, nil, errors.Join(errGone, err)
	}
	return res, raw, nil
}

// applicant is a person who keeps a journal of what is asked for and told.
type applicant struct {
	*person
	clerk   *person
	account string
	journal *journal
	number  string // of the case that is to be looked at next
	draft   string
	coming  *coming // a file that is on its way
	hold    bool    // stop before anything is handed in: errReady
	version int     // of a draft that is ready
	lost    []string
}

// coming is a file on its way: where it goes, and how much of it was acknowledged.
type coming struct {
	noted
	where, content string
	acked          int
}

// errReady: nothing is missing any more.
var errReady = errors.New("it can be handed in")

// do sends something that changes something, and notes before and after. The answer is fit only with status.
func (a *applicant) do(as *person, n noted, method, path string, header http.Header, body string, status int, take func(*noted, *http.Response, []byte) error) error {
	a.hall.gate.RLock()
	defer a.hall.gate.RUnlock()
	node := a.hall.door()
	if node == nil {
		return errGone
	}
	n.Account, n.State = a.account, "sent"
	a.journal.note(n)
	a.hall.met(n.Act, "sent", node)
	res, raw, err := as.sendTo(node, method, path, header, []byte(body))
	switch {
	case err != nil:
		n.State = "unknown"
	case res.StatusCode != status:
		n.State, n.Status = "refused", res.StatusCode
		err = fmt.Errorf("%s %s: %d %.300s", method, path, res.StatusCode, raw)
	default:
		n.State = "acked"
		err = take(&n, res, raw)
	}
	a.journal.note(n)
	if n.State == "acked" {
		a.hall.met(n.Act, "acked", node)
	}
	return err
}

// get reads something.
func (a *applicant) get(as *person, path string, into any) error {
	a.hall.gate.RLock()
	defer a.hall.gate.RUnlock()
	res, raw, err := as.send("GET", path, nil, nil)
	if err != nil {
		return err
	}
	if res.StatusCode != 200 {
		return fmt.Errorf("GET %s: %d %.300s", path, res.StatusCode, raw)
	}
	return json.Unmarshal(raw, into)
}

// page is a draft as it is read again, since nobody knows what was kept of the last change.
type draftPage struct {
	ID      string
	Version int
	Files   map[string][]struct{ ID string }
	View    struct {
		Input struct{ Answers map[string]any }
		State struct {
			Blocked []struct{ Kind, Path string }
		}
	}
}

// step does the next thing that is missing on the way to a case, from whatever the hall says is there.
func (a *applicant) step() error {
	if a.number != "" {
		return a.precheck()
	}
	if a.draft == "" {
		var list struct {
			Drafts []struct{ ID string }
		}
		if err := a.get(a.person, "/api/drafts", &list); err != nil {
			return err
		}
		if len(list.Drafts) > 0 { // of an answer that never came
			a.draft = list.Drafts[0].ID
			return nil
		}
		if open, err := a.open(); open != nil || err != nil {
			return errors.Join(err, a.withdraw(open))
		}
		return a.do(a.person, noted{Act: "begin"}, "POST", "/api/drafts", nil, `{"item": "elder_allowance"}`, 201, func(n *noted, _ *http.Response, raw []byte) error {
			var d draftPage
			if err := json.Unmarshal(raw, &d); err != nil {
				return err
			}
			n.Draft, a.draft = d.ID, d.ID
			return nil
		})
	}
	var d draftPage
	if err := a.get(a.person, "/api/drafts/"+a.draft+"?as=submission", &d); err != nil {
		if strings.Contains(err.Error(), ": 409 ") { // it was handed in, and the answer got lost
			return a.submit(1)
		}
		a.draft = ""
		return err
	}
	var confirm []string
	wants := map[string]bool{}
	for _, b := range d.View.State.Blocked {
		wants[b.Kind] = true
		if b.Kind == "confirm" {
			confirm = append(confirm, b.Path)
		}
	}
	switch {
	case d.View.Input.Answers["claim"] == nil:
		return a.save(d.Version, `"answers": {"claim": "first", "living": "child", "account_type": "social_card", "bank": "rural_commercial",
			"account_no": "6222020000000000042", "emergency_name": "陈启航", "emergency_phone": "13900000001", "promise": true}`)
	case len(d.Files["bank_book"]) == 0:
		return a.upload()
	case len(confirm) > 0:
		raw, err := json.Marshal(confirm)
		if err != nil {
			return err
		}
		return a.save(d.Version, `"confirmed": `+string(raw))
	case len(d.View.State.Blocked) > 0:
		return a.save(d.Version, `"sign": ["application"]`)
	}
	if a.hold {
		a.version = d.Version
		return errReady
	}
	return a.submit(d.Version)
}

func (a *applicant) save(version int, change string) error {
	return a.do(a.person, noted{Act: "save", Draft: a.draft}, "PATCH", "/api/drafts/"+a.draft, nil, fmt.Sprintf(`{"version": %d, %s}`, version, change), 200,
		func(n *noted, _ *http.Response, raw []byte) error {
			var d draftPage
			err := json.Unmarshal(raw, &d)
			n.Version = d.Version
			return err
		})
}

// upload sends a page of the bank book: begun, sent in two pieces, taken. What broke off goes on from where it was.
func (a *applicant) upload() error {
	if a.coming == nil || a.coming.Draft != a.draft {
		c := &coming{noted: noted{Act: "upload", Draft: a.draft},
			content: fmt.Sprintf("%%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%% %s\n%%%%EOF\n", a.draft)}
		sum := sha256.Sum256([]byte(c.content))
		c.Hash = hex.EncodeToString(sum[:])
		a.coming = nil
		err := a.do(a.person, c.noted, "POST", "/api/drafts/"+a.draft+"/uploads", http.Header{"Tus-Resumable": {"1.0.0"},
			"Upload-Length": {strconv.Itoa(len(c.content))}, "Upload-Metadata": {"material YmFua19ib29r,name MS5wZGY="}}, "", 201,
			func(_ *noted, res *http.Response, _ []byte) error {
				c.where, a.coming = res.Header.Get("Location"), c
				return nil
			})
		if err != nil {
			return err
		}
	} else if err := a.resume(); err != nil || a.coming == nil {
		return err
	}
	c := a.coming
	for _, until := range []int{len(c.content) / 2, len(c.content)} {
		if c.acked >= until {
			continue
		}
		c.Act = "piece"
		err := a.do(a.person, c.noted, "PATCH", c.where, http.Header{"Tus-Resumable": {"1.0.0"}, "Upload-Offset": {strconv.Itoa(c.acked)},
			"Content-Type": {"application/offset+octet-stream"}}, c.content[c.acked:until], 204, func(*noted, *http.Response, []byte) error {
			c.acked = until
			return nil
		})
		if err != nil {
			return err
		}
	}
	c.Act = "take"
	return a.do(a.person, c.noted, "POST", c.where, http.Header{"Tus-Resumable": {"1.0.0"}}, "", 201, func(n *noted, _ *http.Response, raw []byte) error {
		var out struct{ File struct{ ID string } }
		err := json.Unmarshal(raw, &out)
		n.File = out.File.ID[strings.LastIndex(out.File.ID, ".")+1:]
		a.coming = nil
		return err
	})
}

// resume asks how much of a file has come: no less than was acknowledged.
func (a *applicant) resume() error {
	a.hall.gate.RLock()
	defer a.hall.gate.RUnlock()
	c := a.coming
	res, _, err := a.send("HEAD", c.where, http.Header{"Tus-Resumable": {"1.0.0"}}, nil)
	if err != nil {
		return err
	}
	came, err := strconv.Atoi(res.Header.Get("Upload-Offset"))
	if res.StatusCode >= 500 {
		return fmt.Errorf("HEAD %s: %d", c.where, res.StatusCode)
	}
	if res.StatusCode != http.StatusOK || err != nil || came < c.acked {
		a.lost = append(a.lost, fmt.Sprintf("upload of %s %s: %d bytes were acknowledged, and it says %d, %q", a.account, a.draft, c.acked, res.StatusCode, res.Header.Get("Upload-Offset")))
		a.coming = nil
		return nil
	}
	c.acked = came
	return nil
}

// submit hands in by a key that goes with the draft: sent again, it gives the same case.
func (a *applicant) submit(version int) error {
	n := noted{Act: "submit", Draft: a.draft, Key: "kill-" + a.draft}
	return a.do(a.person, n, "POST", "/api/drafts/"+a.draft+"/submit", nil, fmt.Sprintf(`{"version": %d, "key": %q}`, version, n.Key), 201,
		func(n *noted, _ *http.Response, raw []byte) error {
			var out struct{ Case struct{ Number string } }
			err := json.Unmarshal(raw, &out)
			n.Number, a.number, a.draft = out.Case.Number, out.Case.Number, ""
			return err
		})
}

// openCase is what is under way for the applicant: until it ends he can't hand in another.
type openCase struct {
	Number, State string
	Version       int
}

func (a *applicant) open() (*openCase, error) {
	var list struct{ Cases []openCase }
	if err := a.get(a.person, "/api/cases", &list); err != nil {
		return nil, err
	}
	for _, c := range list.Cases {
		if c.State != "withdrawn" {
			return &c, nil
		}
	}
	return nil, nil
}

// withdraw ends what is under way.
func (a *applicant) withdraw(c *openCase) error {
	if c == nil {
		return nil
	}
	n := noted{Act: "withdraw", Number: c.Number, Key: "kill-end-" + c.Number}
	return a.do(a.person, n, "POST", "/api/cases/"+c.Number+"/withdraw", nil, fmt.Sprintf(`{"version": %d, "key": %q}`, c.Version, n.Key), 200,
		func(*noted, *http.Response, []byte) error { return nil })
}

// precheck is what a clerk does with the case.
func (a *applicant) precheck() error {
	n := noted{Act: "precheck", Number: a.number, Key: "kill-" + a.number}
	return a.do(a.clerk, n, "POST", "/api/staff/cases/"+a.number+"/precheck", nil, fmt.Sprintf(`{"version": 1, "pass": false, "opinion": "存折首页看不清，请重新拍照", "key": %q}`, n.Key), 200,
		func(*noted, *http.Response, []byte) error {
			a.number = ""
			return nil
		})
}
