package store

import (
	"encoding/json"
	"fmt"
	"strings"

	"github.com/uptrace/bun"

	"banshi/runtime"
	"banshi/runtime/base/actor"
	"banshi/runtime/base/db"
	"banshi/runtime/casework"
	"banshi/runtime/files"
	filestore "banshi/runtime/files/store"
)

type applicationRow struct {
	bun.BaseModel `bun:"table:applications,alias:a"`

	ID          string `bun:",pk"`
	Item        string
	ItemVersion int
	Owner       string
	Holder      string
	ApplicantID string
	Applicant   string
	UserActsAs  string
	Channel     string
	Office      string
	Step        string
	Amends      string
	CaseNumber  string
	Version     int
	Created     int64
	Saved       int64
	SittingAt   int64
	SittingBy   string
	Content     string
	Facts       string
}

func rowOf(a runtime.Application) (applicationRow, error) {
	r := applicationRow{ID: a.ID, Item: a.Item, ItemVersion: a.ItemVersion, Owner: a.Owner, Holder: a.Holder, ApplicantID: a.ApplicantID,
		UserActsAs: a.User.ActsAs, Channel: a.Channel, Office: a.Office, Step: a.Step, Amends: a.Amends, CaseNumber: a.Case, Version: a.Version,
		Created: db.Micros(a.Created), Saved: db.Micros(a.Saved)}
	facts := a.Facts
	if facts == nil {
		facts = runtime.Facts{}
	}
	for _, part := range []struct {
		to    *string
		value any
	}{{&r.Applicant, a.Applicant}, {&r.Content, a.Content}, {&r.Facts, facts}} {
		raw, err := runtime.Encode(part.value)
		if err != nil {
			return r, err
		}
		*part.to = string(raw)
	}
	return r, nil
}

func (r applicationRow) application() (runtime.Application, error) {
	a := runtime.Application{ID: r.ID, Item: r.Item, ItemVersion: r.ItemVersion, Owner: r.Owner, Holder: r.Holder, ApplicantID: r.ApplicantID,
		Channel: r.Channel, Office: r.Office, Step: r.Step, Amends: r.Amends, Case: r.CaseNumber, Version: r.Version, Created: db.Time(r.Created), Saved: db.Time(r.Saved)}
	a.User.ActsAs = r.UserActsAs
	for _, part := range []struct {
		name, text string
		to         any
	}{{"applicant", r.Applicant, &a.Applicant}, {"content", r.Content, &a.Content}, {"facts", r.Facts, &a.Facts}} {
		if part.text == "" {
			continue
		}
		if err := runtime.Decode([]byte(part.text), part.to); err != nil {
			return a, fmt.Errorf("%s of draft %s: %w", part.name, r.ID, err)
		}
	}
	return a, nil
}

type fileRow struct {
	bun.BaseModel `bun:"table:case_files,alias:f"`

	Number   string `bun:",pk"`
	Round    int    `bun:",pk"`
	ID       string `bun:",pk"`
	Material string
	Name     string
	Type     string
	Size     int64
	Hash     string
	At       int64
	Place    int
	Turn     int
}

func fileOf(f runtime.File, number string, round int) fileRow {
	return fileRow{Number: number, Round: round, ID: f.ID, Material: f.Material, Name: f.Name, Type: string(f.Type), Size: f.Size,
		Hash: string(f.Hash), At: db.Micros(f.At), Turn: f.Turn}
}

func (r fileRow) file() runtime.File {
	return runtime.File{ID: r.ID, Material: r.Material, Name: r.Name, At: db.Time(r.At), Turn: r.Turn,
		Stored: files.Stored{Hash: files.Hash(r.Hash), Size: r.Size, Type: files.Type(r.Type)}}
}

func filesOf(rows []fileRow) []runtime.File {
	var out []runtime.File
	for _, r := range rows {
		out = append(out, r.file())
	}
	return out
}

// Files of drafts are kept by files/store, which knows the quota.
func attachment(f runtime.File, draft string) filestore.Attachment {
	return filestore.Attachment{ID: f.ID, Draft: draft, Slot: f.Material, Name: f.Name, Stored: f.Stored, At: f.At, Turn: f.Turn}
}

func fileOfDraft(a filestore.Attachment) runtime.File {
	return runtime.File{ID: a.ID, Material: a.Slot, Name: a.Name, Stored: a.Stored, At: a.At, Turn: a.Turn}
}

type caseRow struct {
	bun.BaseModel `bun:"table:cases,alias:c"`

	Number        string `bun:",pk"`
	Item          string
	ItemVersion   int
	Name          string
	State         string
	Version       int
	Owner         string
	Holder        string
	ApplicantKind string
	ApplicantName string
	Office        string
	OfficeTitle   string
	Verdict       string
	Round         int
	Promised      string
	Due           string
	Submitted     int64
	Changed       int64
	Opinion       string
	Instant       bool
	Credit        string
	Held          int
	Open          int
	Steps         string // ids of those that wait, with spaces between
	Waits         string
	ActBy         string
	Legal         string
	Outcome       string
	Progress      string // JSON
	Channel       string
	Assignee      string
	AssigneeName  string
	Claimed       int64
	Keyed         int // 1: what it is found by is written
}

func caseOf(c runtime.Case) (caseRow, error) {
	progress, err := runtime.Encode(c.Progress)
	return caseRow{Number: c.Number, Item: c.Item, ItemVersion: c.ItemVersion, Name: c.Name, State: string(c.State), Version: c.Version,
		Owner: c.Owner, Holder: c.Holder, ApplicantKind: c.ApplicantKind, ApplicantName: c.ApplicantName, Office: c.Office,
		OfficeTitle: c.OfficeTitle, Verdict: c.Verdict, Round: c.Round, Promised: c.Promised, Due: c.Due,
		Submitted: db.Micros(c.Submitted), Changed: db.Micros(c.Changed), Opinion: c.Opinion,
		Instant: c.Instant, Credit: c.Credit, Held: c.Checks.Held, Open: c.Checks.Open, Steps: strings.Join(c.Progress.Open, " "), Waits: string(c.Waits),
		ActBy: c.ActBy, Legal: c.Legal, Outcome: c.Progress.Outcome, Progress: string(progress), Channel: c.Channel}, err
}

func (r caseRow) caseWord() (runtime.Case, error) {
	c := runtime.Case{Number: r.Number, Item: r.Item, ItemVersion: r.ItemVersion, Name: r.Name, State: actor.State(r.State), Version: r.Version,
		Owner: r.Owner, Holder: r.Holder, ApplicantKind: r.ApplicantKind, ApplicantName: r.ApplicantName, Office: r.Office,
		OfficeTitle: r.OfficeTitle, Verdict: r.Verdict, Round: r.Round, Promised: r.Promised, Due: r.Due,
		Submitted: db.Time(r.Submitted), Changed: db.Time(r.Changed), Opinion: r.Opinion,
		Instant: r.Instant, Credit: r.Credit, Checks: runtime.Tally{Held: r.Held, Open: r.Open}, Waits: casework.Side(r.Waits), ActBy: r.ActBy, Legal: r.Legal,
		Channel: r.Channel, Claim: r.claim()}
	if r.Progress != "" { // else it is from before that was kept
		if err := runtime.Decode([]byte(r.Progress), &c.Progress); err != nil {
			return c, fmt.Errorf("progress of case %s: %w", r.Number, err)
		}
	}
	c.Progress.State = c.State
	return c, nil
}

func (r caseRow) claim() runtime.Claim {
	if r.Assignee == "" {
		return runtime.Claim{}
	}
	return runtime.Claim{Account: r.Assignee, Name: r.AssigneeName, At: db.Time(r.Claimed)}
}

func casesOf(rows []caseRow) ([]runtime.Case, error) {
	out := make([]runtime.Case, len(rows))
	for i, r := range rows {
		c, err := r.caseWord()
		if err != nil {
			return nil, err
		}
		out[i] = c
	}
	return out, nil
}

type submissionRow struct {
	bun.BaseModel `bun:"table:submissions,alias:s"`

	Number      string `bun:",pk"`
	Round       int    `bun:",pk"`
	Draft       string
	At          int64
	Today       string
	Channel     string
	Item        string
	ItemVersion int
	Plan        string
	Content     string
	Input       string
	Facts       string
	Materials   string
	State       string
	Trace       string
}

func submissionOf(s runtime.Submission) submissionRow {
	return submissionRow{Number: s.Number, Round: s.Round, Draft: s.Draft, At: db.Micros(s.At), Today: s.Today, Channel: s.Channel,
		Item: s.Item, ItemVersion: s.ItemVersion, Plan: s.Plan, Content: string(s.Content), Input: string(s.Input), Facts: string(s.Facts),
		Materials: string(s.Materials), State: string(s.State), Trace: string(s.Trace)}
}

func (r submissionRow) submission() runtime.Submission {
	raw := func(s string) json.RawMessage { return json.RawMessage(s) }
	return runtime.Submission{Number: r.Number, Round: r.Round, Draft: r.Draft, At: db.Time(r.At), Today: r.Today, Channel: r.Channel,
		Item: r.Item, ItemVersion: r.ItemVersion, Plan: r.Plan, Content: raw(r.Content), Input: raw(r.Input), Facts: raw(r.Facts),
		Materials: raw(r.Materials), State: raw(r.State), Trace: raw(r.Trace)}
}

type eventRow struct {
	bun.BaseModel `bun:"table:case_events,alias:e"`

	Number string `bun:",pk"`
	Seq    int    `bun:",pk"`
	At     int64
	Event  string
	Round  int
	ByKind string
	Actor  string
	Name   string
	Title  string
	Text   string
	// Findings is JSON; "" where nothing was found.
	Findings string
	Step     string
	Answer   string
	Document int // seq of case_documents; 0 none
}

type keyRow struct {
	bun.BaseModel `bun:"table:request_keys,alias:k"`

	Scope   string `bun:",pk"`
	Key     string `bun:",pk"`
	Subject string
	Number  string
	At      int64
}
