package runtime

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"time"

	"banshi/engine/plan"
	"banshi/runtime/base/actor"
)

// Record is what was written in the course of a case, besides its timeline.
type Record struct {
	Documents  []Document
	Work       []Work
	Issued     []Issued
	Amendments []Amendment
}

// Kind of a document (文书). The set is closed.
type Kind string

// The documents.
const (
	DocPrecheck    Kind = "precheck"    // 预审意见
	DocReceipt     Kind = "receipt"     // 收件回执
	DocAcceptance  Kind = "acceptance"  // 受理通知书
	DocNotAccepted Kind = "rejection"   // 不予受理决定书
	DocCorrection  Kind = "correction"  // 补正材料通知书
	DocLapsed      Kind = "lapse"       // 期满通知
	DocStep        Kind = "step"        // what the definition says of a step: 现场勘验记录
	DocSpecial     Kind = "special"     // 特别程序告知书
	DocSuspension  Kind = "suspension"  // 中止审查通知书
	DocResumption  Kind = "resumption"  // 恢复审查通知书
	DocExtension   Kind = "extension"   // 延长审批期限通知书
	DocGrant       Kind = "grant"       // 准予决定书
	DocPartly      Kind = "partly"      // 部分准予决定书
	DocRefusal     Kind = "refusal"     // 不予决定书
	DocFee         Kind = "fee"         // 缴费通知书
	DocResult      Kind = "result"      // a document that is the result itself: 审批结果通知书
	DocDelivery    Kind = "delivery"    // 送达回证
	DocWithdrawal  Kind = "withdrawal"  // 终止办理通知书
	DocTransfer    Kind = "transfer"    // 转办告知
	DocAmendment   Kind = "amendment"   // 更正告知
	DocVisit       Kind = "appointment" // 到场凭证
)

// Document is something written to the applicant. What it says is fixed when it is written.
type Document struct {
	Seq    int // in the case, from 1; given by the store
	Kind   Kind
	Title  string
	Number string // given by the store: office, year, and a sequence of its own
	At     time.Time
	Body   Body
}

// Decides tells whether it is the decision itself.
func (d Document) Decides() bool {
	return d.Kind == DocGrant || d.Kind == DocPartly || d.Kind == DocRefusal
}

// Body is what a document says, beside what of the case stands at its head.
type Body struct {
	Case      string       `json:"case,omitempty"`
	Item      string       `json:"item"`
	Code      string       `json:"code,omitempty"`
	Applicant string       `json:"applicant"`
	Office    string       `json:"office"`
	Address   string       `json:"address,omitempty"`
	Phones    []string     `json:"phones,omitempty"`
	Day       string       `json:"day"`
	Says      []string     `json:"says,omitempty"`   // paragraphs
	Reason    string       `json:"reason,omitempty"` // in the words of who decided
	Basis     []plan.Basis `json:"basis,omitempty"`
	Parts     []Part       `json:"parts,omitempty"` // what to correct
	Papers    []string     `json:"papers,omitempty"`
	Remedies  []string     `json:"remedies,omitempty"`
	Results   []string     `json:"results,omitempty"`
	Until     string       `json:"until,omitempty"`
	English   *English     `json:"english,omitempty"` // none of what was written before there were any
}

// English is what a reader of English is shown of a document, fixed with it. The Chinese text alone has effect. What
// people wrote, names and places stand in neither language but the one in which they were given.
type English struct {
	Title    string       `json:"title"`
	Item     string       `json:"item"`
	Says     []string     `json:"says,omitempty"`
	Basis    []plan.Basis `json:"basis,omitempty"`
	Parts    []string     `json:"parts,omitempty"` // titles, in the order of the Chinese ones
	Papers   []string     `json:"papers,omitempty"`
	Remedies []string     `json:"remedies,omitempty"`
	Results  []string     `json:"results,omitempty"`
	// What the office and its address are called when the document is read; "" as in Chinese.
	Office, Address string `json:"-"`
}

// In is the document as it is read in a language. What was written before documents had an English edition has its
// title in it, and no more.
func (d Document) In(language string) Document {
	if language != "en" {
		return d
	}
	e := d.Body.English
	if e == nil {
		d.Title = DocTitle(d.Kind, language)
		return d
	}
	d.Title = e.Title
	b := &d.Body
	b.Item, b.Says, b.Papers, b.Remedies, b.Results = e.Item, e.Says, e.Papers, e.Remedies, e.Results
	if e.Office != "" {
		b.Office, b.Address = e.Office, e.Address
	}
	if len(e.Basis) > 0 {
		b.Basis = e.Basis
	}
	b.Parts = slices.Clone(b.Parts)
	for i := range b.Parts {
		if i < len(e.Parts) {
			b.Parts[i].Title = e.Parts[i]
		}
	}
	return d
}

// Part is one thing that the applicant is asked to mend (补正).
type Part struct {
	Path   string `json:"path"` // form.x, or materials.x
	Title  string `json:"title"`
	Reason string `json:"reason"`
	Mend   string `json:"mend"`
}

// Work is what staff put down in a step: the answers of its form, its findings, and the state that came of it.
type Work struct {
	Seq     int // given by the store
	Step    string
	Answer  string
	Note    string
	Answers map[string]any
	State   json.RawMessage // canonical eval.State with these answers
	By      actor.Kind
	Account string
	Name    string
	Title   string
	At      time.Time
}

// Issued is a result that was given: a licence or a record, to be written where other items read it.
type Issued struct {
	Seq     int // given by the store
	Kind    string
	Of      string // id of the licence or source
	Title   string
	Row     string
	Office  string
	Key     string // under which it is looked up; "" where the source gives it
	KeyIs   string // the field that holds Key; plan.KeyApplicant
	Number  string // of a licence; given by the store where the definition has none
	Holder  string // name
	Issuer  string // title of the department whose power it is
	Day     string // on which it was given
	ValidTo string
	Cells   map[string]any
	At      time.Time
}

// Amendment is a mistake that staff found after the case was received (更正): what stands there, what should, and
// whether the applicant agreed. What stood there before is kept.
type Amendment struct {
	Seq      int // given by the store of a new one
	Path     string
	Title    string
	Before   any
	After    any
	Reason   string
	By       string // account
	Name     string
	At       time.Time
	Answer   string // "", agreed, declined, taken_back
	Answered time.Time
}

// DocumentNumber is the number of a document: the office, the year, and which it is of its kind.
func DocumentNumber(c Case, d Document, year string, n int64) string {
	return fmt.Sprintf("%s〔%s〕%s%05d号", c.OfficeTitle, year, DocTitle(d.Kind, "zh-Hans"), n)
}

// ResultNumber is the number of a licence or record, where its definition gives none.
func ResultNumber(c Case, r Issued, year string, n int64) string {
	return fmt.Sprintf("%s-%s-%s-%05d", strings.ToUpper(r.Of), c.Office, year, n)
}
