package api

import (
	"context"
	"net/http"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"banshi/engine/eval"
	"banshi/runtime"
	"banshi/runtime/base/mask"
	"banshi/runtime/files"
)

// counterBody is what stands in a draft, or a case, of its time at a window.
type counterBody struct {
	Office    string                  `json:"office"`
	Title     string                  `json:"title" name:"catalog"`
	Person    visitorBody             `json:"person"`
	Taken     clerkAt                 `json:"taken"`
	Originals map[string]originalBody `json:"originals" doc:"by path of the material"`
	Entered   map[string]clerkAt      `json:"entered" doc:"answers that a clerk typed, by field; all others are the applicant's own"`
	Agreement *agreementBody          `json:"agreement,omitempty" doc:"what the applicant said to what was entered"`
}

type visitorBody struct {
	Name string `json:"name"`
	No   string `json:"no" doc:"masked"`
	How  string `json:"how" enum:"card,typed"`
}

type clerkAt struct {
	Name string    `json:"name"`
	At   time.Time `json:"at"`
}

type originalBody struct {
	clerkAt
	Trust string `json:"trust" doc:"B: a clerk has seen the original"`
	Holds bool   `json:"holds" doc:"the papers are those that were compared"`
}

type agreementBody struct {
	clerkAt
	How    string `json:"how" enum:"screen,paper"`
	Yes    bool   `json:"yes"`
	Screen string `json:"screen,omitempty" doc:"at which window the second screen stands"`
	Now    bool   `json:"now" doc:"it stands for what is entered now"`
}

func atOf(b runtime.ByClerk) clerkAt { return clerkAt{b.Name, b.At} }

func counterOf(c *runtime.Counter, holds func(string) bool, agreed bool) *counterBody {
	if c == nil {
		return nil
	}
	out := &counterBody{Office: c.Office, Title: c.Title, Person: visitorBody{c.Person.Name, mask.IDNumber(c.Person.No), c.Person.How}, Taken: atOf(c.Taken),
		Originals: map[string]originalBody{}, Entered: map[string]clerkAt{}}
	for path, o := range c.Originals {
		out.Originals[path] = originalBody{atOf(o.ByClerk), o.Trust, holds(path)}
	}
	for id, e := range c.Entered {
		out.Entered[id] = atOf(e)
	}
	if a := c.Agreed; a != nil {
		out.Agreement = &agreementBody{atOf(a.ByClerk), a.How, a.Yes, a.Screen, agreed}
	}
	return out
}

// counterDraft is a draft at a counter.
type counterDraft struct {
	ID        string      `json:"id"`
	Version   int         `json:"version"`
	Item      string      `json:"item"`
	Name      string      `json:"name"`
	Applicant string      `json:"applicant"`
	SavedAt   time.Time   `json:"savedAt"`
	Digest    string      `json:"digest,omitempty" doc:"of what is entered now, as on the sheet that is signed"`
	Counter   counterBody `json:"counter"`
}

func counterDraftOf(x runtime.AtCounter) counterDraft {
	return counterDraft{ID: x.ID, Version: x.Version, Item: x.Item, Name: x.Name, Applicant: x.Applicant.Name, SavedAt: x.Saved, Digest: x.Digest,
		Counter: *counterOf(&x.Counter, x.Compared, x.Agreed)}
}

type counterDraftOut struct{ Body counterDraft }

type counterListOut struct {
	Body struct {
		Drafts []counterDraft `json:"drafts"`
	}
}

type personIn struct {
	No    string `json:"no" maxLength:"40"`
	Name  string `json:"name" maxLength:"100"`
	Phone string `json:"phone,omitempty" maxLength:"40"`
	How   string `json:"how" enum:"card,typed"`
}

func (p personIn) visitor() runtime.Visitor {
	return runtime.Visitor{No: p.No, Name: p.Name, Phone: p.Phone, How: p.How}
}

type openingIn struct {
	Tongue
	Body struct {
		Office    string   `json:"office" maxLength:"64"`
		Item      string   `json:"item" minLength:"1" maxLength:"64"`
		Person    personIn `json:"person" doc:"who stands before the window"`
		Applicant *struct {
			Kind string `json:"kind" enum:"person,organisation"`
			No   string `json:"no" maxLength:"40"`
			Name string `json:"name" maxLength:"200"`
		} `json:"applicant,omitempty" doc:"left out: the person"`
		ActsAs    string `json:"actsAs,omitempty" enum:"self,agent,guardian,family"`
		Authority bool   `json:"authority,omitempty" doc:"the original of the authorisation was seen"`
		Key       string `json:"key" maxLength:"100"`
	}
}

type officeIn struct {
	Office string `query:"office" required:"true" maxLength:"64"`
	Tongue
}

type readerOut struct {
	Body struct {
		There   bool       `json:"there"`
		At      string     `json:"at,omitempty" doc:"address of the service on the clerk's own machine that reads cards"`
		Label   string     `json:"label,omitempty"`
		StandIn bool       `json:"standIn,omitempty"`
		Cards   []laidCard `json:"cards"`
	}
}

type laidCard struct {
	ID   string `json:"id"`
	Name string `json:"name"`
}

type cardIn struct {
	Body struct {
		Office string `json:"office" maxLength:"64"`
		Card   string `json:"card,omitempty" maxLength:"64" doc:"of those that lie on the reader"`
		Read   *struct {
			No   string `json:"no" maxLength:"40"`
			Name string `json:"name" maxLength:"100"`
		} `json:"read,omitempty" doc:"what the service on the clerk's machine has read"`
	}
}

type cardOut struct{ Body personIn }

type identifyIn struct {
	Body struct {
		Office string   `json:"office" maxLength:"64"`
		Person personIn `json:"person"`
	}
}

type identifyOut struct {
	Body struct {
		Name string `json:"name" enum:"match,differs,unknown,silent" doc:"what the register says to name and number"`
	}
}

type compareIn struct {
	Tongue
	ID   string `path:"id" maxLength:"64"`
	Body struct {
		Material string `json:"material" maxLength:"200"`
		Seen     bool   `json:"seen"`
	}
}

type paperIn struct {
	Tongue
	ID   string `path:"id" maxLength:"64"`
	Body struct {
		Version int    `json:"version" minimum:"1"`
		Digest  string `json:"digest" maxLength:"64" doc:"that stands on the sheet that was signed"`
	}
}

type handleOut struct {
	Body struct {
		Code  string    `json:"code"`
		Until time.Time `json:"until"`
	}
}

func handleOf(h runtime.Handle) *handleOut {
	out := &handleOut{}
	out.Body.Code, out.Body.Until = h.Code, h.Until
	return out
}

type pickUpIn struct {
	Tongue
	Body struct {
		Office string   `json:"office" maxLength:"64"`
		Code   string   `json:"code" pattern:"^[0-9]{8}$"`
		Person personIn `json:"person"`
	}
}

type mendIn struct {
	Tongue
	Body struct {
		Number    string   `json:"number" minLength:"1" maxLength:"40" doc:"of the returned case"`
		Person    personIn `json:"person" doc:"who stands before the window: the applicant, or who acted"`
		Authority bool     `json:"authority,omitempty" doc:"the original of the authorisation was seen; needed of who acts for somebody"`
	}
}

func registerCounter(api huma.API, s Services) {
	h := counter{s}
	const at = "/api/counter"
	begin := operation("begin-counter-draft", http.MethodPost, at+"/drafts", "窗口收件：开始", "counter", changing...)
	begin.DefaultStatus = http.StatusCreated
	huma.Register(api, begin, h.begin)
	huma.Register(api, operation("list-counter-drafts", http.MethodGet, at+"/drafts", "本窗口在办的申请", "counter", signedIn...), h.list)
	huma.Register(api, operation("get-counter-draft", http.MethodGet, at+"/drafts/{id}", "窗口的一份申请", "counter", changing...), h.get)
	huma.Register(api, operation("compare-original", http.MethodPost, at+"/drafts/{id}/originals", "原件已核对", "counter", changing...), h.compare)
	huma.Register(api, operation("print-sheet", http.MethodGet, at+"/drafts/{id}/sheet.pdf", "打印给申请人签字的确认单", "counter", looked...), h.sheet)
	huma.Register(api, operation("confirm-on-paper", http.MethodPost, at+"/drafts/{id}/paper", "已签字", "counter", changing...), h.paper)
	huma.Register(api, operation("hand-counter-draft", http.MethodPost, at+"/drafts/{id}/hand", "转回本人", "counter", changing...), h.hand)
	huma.Register(api, operation("pick-up-draft", http.MethodPost, at+"/pick-up", "凭取号码接着办", "counter", append(changing, "too_many")...), h.pickUp)
	huma.Register(api, operation("mend-at-counter", http.MethodPost, at+"/mend", "退回的办件在窗口补正", "counter", changing...), h.mend)
	huma.Register(api, operation("get-reader", http.MethodGet, at+"/reader", "读卡器", "counter", ofOnes...), h.reader)
	huma.Register(api, operation("read-card", http.MethodPost, at+"/reader", "读卡", "counter", changing...), h.read)
	huma.Register(api, operation("identify-visitor", http.MethodPost, at+"/identify", "核对姓名和号码", "counter", changing...), h.identify)
	huma.Register(api, operation("draft-code", http.MethodPost, "/api/drafts/{id}/code", "到窗口接着办：取号码", "draft", changing...), h.code)
}

type counter struct{ Services }

func (h counter) begin(ctx context.Context, in *openingIn) (*counterDraftOut, error) {
	b := in.Body
	o := runtime.Opening{Office: b.Office, Item: b.Item, Person: b.Person.visitor(), ActsAs: b.ActsAs, Authority: b.Authority, Key: b.Key}
	if a := b.Applicant; a != nil {
		o.Applicant = &eval.Applicant{Kind: a.Kind, No: a.No, Name: a.Name}
	}
	return counterDraftFrom(h.Counter.Begin(ctx, o, in.language()))
}

func counterDraftFrom(x runtime.AtCounter, err error) (*counterDraftOut, error) {
	if err != nil {
		return nil, err
	}
	return &counterDraftOut{counterDraftOf(x)}, nil
}

func (h counter) list(ctx context.Context, in *Tongue) (*counterListOut, error) {
	list, err := h.Counter.List(ctx, in.language())
	if err != nil {
		return nil, err
	}
	out := &counterListOut{}
	out.Body.Drafts = []counterDraft{}
	for _, x := range list {
		out.Body.Drafts = append(out.Body.Drafts, counterDraftOf(x))
	}
	return out, nil
}

func (h counter) get(ctx context.Context, in *draftIn) (*counterDraftOut, error) {
	return counterDraftFrom(h.Counter.Get(ctx, in.ID, in.language()))
}

func (h counter) compare(ctx context.Context, in *compareIn) (*counterDraftOut, error) {
	return counterDraftFrom(h.Counter.Compare(ctx, in.ID, in.Body.Material, in.Body.Seen, in.language()))
}

func (h counter) sheet(ctx context.Context, in *draftIn) (*huma.StreamResponse, error) {
	f, raw, err := h.Counter.Sheet(ctx, in.ID, in.language())
	if err != nil {
		return nil, err
	}
	return served(func(w http.ResponseWriter, _ *http.Request) error {
		files.ServeBytes(w, raw, files.PDF, f.Name)
		return nil
	}), nil
}

func (h counter) paper(ctx context.Context, in *paperIn) (*counterDraftOut, error) {
	return counterDraftFrom(h.Counter.OnPaper(ctx, in.ID, in.Body.Version, in.Body.Digest, in.language()))
}

func (h counter) hand(ctx context.Context, in *draftIn) (*struct{}, error) {
	return nil, h.Counter.Hand(ctx, in.ID, in.language())
}

func (h counter) pickUp(ctx context.Context, in *pickUpIn) (*counterDraftOut, error) {
	b := in.Body
	return counterDraftFrom(h.Counter.PickUp(ctx, b.Office, b.Code, b.Person.visitor(), in.language()))
}

func (h counter) mend(ctx context.Context, in *mendIn) (*counterDraftOut, error) {
	b := in.Body
	return counterDraftFrom(h.Counter.Mend(ctx, b.Number, b.Person.visitor(), b.Authority, in.language()))
}

func (h counter) reader(ctx context.Context, in *officeIn) (*readerOut, error) {
	reader, there, err := h.Counter.Reader(ctx, in.Office)
	if err != nil {
		return nil, err
	}
	out := &readerOut{}
	out.Body.Cards, out.Body.At = []laidCard{}, h.Counter.ReaderAt
	if !there {
		return out, nil
	}
	label, standIn := reader.Label()
	out.Body.There, out.Body.Label, out.Body.StandIn = true, label.In(in.language()), standIn
	cards, err := reader.Cards(ctx, in.Office)
	if err != nil {
		return nil, err
	}
	for _, c := range cards {
		out.Body.Cards = append(out.Body.Cards, laidCard{c.ID, c.Name})
	}
	return out, nil
}

func (h counter) read(ctx context.Context, in *cardIn) (*cardOut, error) {
	if r := in.Body.Read; r != nil {
		v, err := h.Counter.NoteCard(ctx, in.Body.Office, runtime.Card{No: r.No, Name: r.Name})
		if err != nil {
			return nil, err
		}
		return &cardOut{personIn{No: v.No, Name: v.Name, How: v.How}}, nil
	}
	v, err := h.Counter.ReadCard(ctx, in.Body.Office, in.Body.Card)
	if err != nil {
		return nil, err
	}
	return &cardOut{personIn{No: v.No, Name: v.Name, How: v.How}}, nil
}

func (h counter) identify(ctx context.Context, in *identifyIn) (*identifyOut, error) {
	says, err := h.Counter.Identify(ctx, in.Body.Office, in.Body.Person.visitor())
	if err != nil {
		return nil, err
	}
	out := &identifyOut{}
	out.Body.Name = says
	return out, nil
}

func (h counter) code(ctx context.Context, in *draftIn) (*handleOut, error) {
	x, err := h.Drafts.Code(ctx, in.ID, in.language())
	if err != nil {
		return nil, err
	}
	return handleOf(x), nil
}
