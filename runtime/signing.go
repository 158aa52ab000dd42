package runtime

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"slices"
	"time"

	"banshi/engine/eval"
	"banshi/engine/plan"
	"banshi/runtime/base/actor"
	"banshi/runtime/base/fault"
	"banshi/runtime/base/mask"
	"banshi/runtime/identity"
	"banshi/runtime/notice"
)

// Signings are the consents that a third person gives to a look at his or her records. The owner of the draft hands
// over a link; the person whose number the paper names, and nobody else, sees by it what the paper opens, and says
// yes or no.
type Signings struct{ *hall }

const (
	// signingDays is how many days a link can be answered, and a consent holds in a draft.
	signingDays = 30
	// signingLevel is the least level of identity by which a number is believed: name and number were compared.
	signingLevel = 3
)

// Signing is what somebody was asked to sign in a draft.
type Signing struct {
	Draft    string
	Material string // path
	Until    string // YYYY-MM-DD, the last day
	Answer   Reply
	At       time.Time // when it was asked, or answered
}

// Reply is what somebody said to a paper.
type Reply string

// The replies. NoReply: none yet, or what was signed has changed since.
const (
	NoReply  Reply = ""
	Signed   Reply = "signed"
	Declined Reply = "declined"
)

// Invitation is what the owner hands over. The token is kept nowhere: whoever needs it again asks for another.
type Invitation struct {
	Token string
	Until string // YYYY-MM-DD, the last day
}

// Paper is what somebody is asked to sign, as it would stand on paper.
type Paper struct {
	Title      string
	Item       string // name
	Department string
	Applicant  string   // who asks
	Actor      string   // who fills it in for the applicant; "" the applicant does
	Number     string   // of who signs, masked
	Opens      []string // titles of the registers and licences that may then be looked up
	Until      string   // YYYY-MM-DD, the last day on which they may be
	Digest     string   // of all this: what was seen is what is signed
	Answer     Reply
}

// consent is what a signature under a consent stands for, whatever the language.
type consent struct {
	Item      string   `json:"item"`
	Version   int      `json:"version"`
	Material  string   `json:"material"`
	Applicant string   `json:"applicant"` // number
	Signer    string   `json:"signer"`    // number
	Opens     []string `json:"opens"`     // ids
	Until     string   `json:"until"`
}

// consentDigest is a digest of what the signer agrees to. It differs as soon as another is to sign, or the paper is
// not asked for any more.
func (a *Application) consentDigest(p *plan.Plan, path, signer, until string) (string, error) {
	c := consent{Item: a.Item, Version: a.ItemVersion, Material: path, Applicant: a.Applicant.No, Signer: signer, Opens: opens(p, base(path)), Until: until}
	raw, err := canonical(c)
	if err != nil {
		return "", err
	}
	sum := sha256.Sum256(raw)
	return hex.EncodeToString(sum[:]), nil
}

// opens lists the sources and licences that a material lets somebody look up, each once.
func opens(p *plan.Plan, material string) []string {
	out := []string{}
	add := func(facts []*plan.Fact) {
		for _, f := range facts {
			if f.Consent != nil && f.Consent.Material == material && !slices.Contains(out, f.Source) {
				out = append(out, f.Source)
			}
		}
	}
	add(p.Facts)
	for _, f := range p.Fields {
		add(f.Facts)
	}
	slices.Sort(out)
	return out
}

// Invite makes the link by which somebody else signs a paper of the draft; an earlier one is worth nothing
// afterwards. Codes: unauthenticated, not_found, forbidden, conflict (submitted), invalid (nobody else signs it now).
func (s *Signings) Invite(ctx context.Context, draft, material, language string) (Invitation, error) {
	o, err := s.open(ctx, draft, actor.DraftEdit, language)
	if err != nil {
		return Invitation{}, err
	}
	state, err := o.seen()
	if err != nil {
		return Invitation{}, err
	}
	if err := actor.Can(o.who.Actor(), actor.DraftEdit, draftObject(*o.app, state.Level)); err != nil {
		return Invitation{}, err
	}
	if st := state.Materials[material]; st.State != "needed" || !o.third(material, st.Signer) {
		return Invitation{}, fault.New(fault.Invalid, sayNoSignature, fault.Field{Path: "material", Message: sayNotSignedNow.With(titleOfMaterial(o.plan, material))})
	}
	now, token := s.Clock(), rand.Text()
	until := now.In(s.Zone).AddDate(0, 0, signingDays).Format(time.DateOnly)
	e := s.event(o.who, "draft.invite", *o.app)
	e.Detail["material"] = material
	if err := s.Store.Invite(ctx, Signing{Draft: draft, Material: material, Until: until, At: now.UTC()}, tokenKey(token), o.askedToSign(material, state.Materials[material].Signer, until, now), e); err != nil {
		return Invitation{}, fmt.Errorf("runtime: ask for a signature: %w", err)
	}
	return Invitation{Token: token, Until: until}, nil
}

// tokenKey is what is kept of a token: whoever reads the database can't sign.
func tokenKey(token string) string {
	sum := sha256.Sum256([]byte(token))
	return hex.EncodeToString(sum[:])
}

// seen evaluates with the facts that are there.
func (o *opened) seen() (*eval.State, error) {
	in := o.input()
	in.Facts = o.app.Facts.input()
	state, err := o.prog.Evaluate(in)
	if err != nil {
		return nil, fmt.Errorf("runtime: evaluate %s: %w", o.plan.ID, err)
	}
	return state, nil
}

// third tells whether a paper is a consent that somebody else than applicant and user signs.
func (o *opened) third(path, signer string) bool {
	return materialOf(o.plan, path) != nil && isConsent(o.plan, base(path)) && signer != "" && signer != o.app.User.No && signer != o.app.Applicant.No
}

// asked is a paper before the eyes of who signs it.
type asked struct {
	*opened // as the owner sees the draft
	signer  identity.Current
	signing Signing
	number  string // of the signer
	paper   Paper
}

// Look shows what a link asks to be signed. Codes: unauthenticated, forbidden (staff; identity level), not_found (no such
// link, answered too late, not asked for any more, or somebody else is named).
func (s *Signings) Look(ctx context.Context, token, language string) (Paper, error) {
	x, err := s.find(ctx, token, language)
	if err != nil {
		return Paper{}, err
	}
	return x.paper, nil
}

func (s *Signings) find(ctx context.Context, token, language string) (*asked, error) {
	who, err := citizen(ctx)
	if err != nil {
		return nil, err
	}
	signing, err := s.Store.Invited(ctx, tokenKey(token))
	if err == nil && signing.Until < s.today() {
		return nil, gone()
	}
	if err != nil {
		return nil, orGone(err, "find what is to be signed")
	}
	a, err := s.Store.Find(ctx, signing.Draft)
	if err != nil {
		return nil, orGone(err, "draft of a signature")
	}
	// As it stood at the moment of the draft: an answer between the two looks would be given twice.
	i := slices.IndexFunc(a.Signings, func(g Signing) bool { return g.Material == signing.Material && g.Until == signing.Until })
	if i < 0 {
		return nil, gone()
	}
	signing = a.Signings[i]
	owner, err := s.Accounts.Account(ctx, a.Owner)
	if err != nil {
		return nil, orGone(err, "owner of a draft")
	}
	o := &opened{who: identity.Current{Account: owner}, app: &a, mayEdit: true}
	if o.def, err = s.Definitions.At(ctx, a.Item, a.ItemVersion); err != nil {
		return nil, fmt.Errorf("runtime: definition of a draft: %w", err)
	}
	if o.mending, err = s.mendingOf(ctx, a); err != nil {
		return nil, err
	}
	s.prepare(o, language)
	state, err := o.seen()
	if err != nil {
		return nil, err
	}
	x := &asked{opened: o, signer: who, signing: signing}
	st := state.Materials[signing.Material]
	object := draftObject(a, max(signingLevel, state.Level, st.Level))
	if a.Case == "" && o.third(signing.Material, st.Signer) && signsAs(who.Account, st.Signer) {
		x.number, object.Signer = st.Signer, who.Account.ID
	}
	if err := actor.Can(who.Actor(), actor.DraftSign, object); err != nil {
		return nil, err
	}
	x.paper, err = x.read()
	return x, err
}

// orGone hides that there once was something.
func orGone(err error, doing string) error {
	if fault.Is(err, fault.NotFound) {
		return gone()
	}
	return fmt.Errorf("runtime: %s: %w", doing, err)
}

// signsAs tells whether a number is the account's own, or of an organisation that it may bind.
func signsAs(a identity.Account, number string) bool {
	return a.No == number || slices.ContainsFunc(a.Applicants, func(p identity.Applicant) bool {
		return p.Kind == identity.Organisation && p.No == number && p.ActsAs == identity.Self && p.Proven
	})
}

// read puts into words what is to be signed.
func (x *asked) read() (Paper, error) {
	a, path := x.app, x.signing.Material
	p := Paper{Title: titleOfMaterial(x.plan, path), Item: x.plan.Name, Department: x.plan.Department.Title, Applicant: a.Applicant.Name,
		Number: mask.IDNumber(x.number), Opens: []string{}, Until: x.signing.Until, Answer: a.Reply(x.signing)}
	if a.User.No != a.Applicant.No {
		p.Actor = a.User.Name
	}
	for _, id := range opens(x.plan, base(path)) {
		p.Opens = append(p.Opens, x.plan.Records[id].Title)
	}
	var err error
	p.Digest, err = a.consentDigest(x.plan, path, x.number, x.signing.Until)
	return p, err
}

// askedToSign tells who is asked, by number: whom nobody knows yet reads it on signing in. It carries no token, so that
// the link alone opens the paper.
func (o *opened) askedToSign(material, number, until string, now time.Time) []notice.Notice {
	var out []notice.Notice
	once := "signing/" + o.app.ID + "/" + material + "/" + until + "/" // another link on the same day is no news
	for _, kind := range []identity.Kind{identity.Person, identity.Organisation} {
		holder := identity.Applicant{Kind: kind, No: number}.Key()
		out = append(out, notice.Notice{To: notice.To{Holder: holder}, Kind: notice.SigningAsked, At: now.UTC(), Subject: notice.Subject{Kind: notice.OfSigning},
			Once: once + string(kind), Args: o.words(notice.Args{notice.Day: until})})
	}
	return out
}

// answered tells whose draft it is what the other person said.
func (x *asked) answered(want Reply, now time.Time) notice.Notice {
	kind := notice.SigningSigned
	if want == Declined {
		kind = notice.SigningDeclined
	}
	zh := titleOfMaterial(x.def.Program("zh-Hans").Plan(), x.signing.Material)
	return notice.Notice{To: notice.To{Account: x.app.Owner, Holder: x.app.Holder}, Kind: kind, At: now, Subject: notice.Subject{Kind: notice.OfDraft, ID: x.app.ID},
		Args: x.words(notice.Args{notice.Title: zh, notice.Title + ".en": titleOfMaterial(x.def.Program("en").Plan(), x.signing.Material)})}
}

// words adds the name of the item in both languages.
func (o *opened) words(args notice.Args) notice.Args {
	args[notice.Item], args[notice.Item+".en"] = o.def.Program("zh-Hans").Plan().Name, o.def.Program("en").Plan().Name
	return args
}

// Reply is what was answered, as far as it still stands.
func (a *Application) Reply(s Signing) Reply {
	if _, signed := a.Content.Signed[s.Material]; signed == (s.Answer == Signed) {
		return s.Answer
	}
	return NoReply
}

// Answer signs, if the digest is that of what is asked for now, or declines; who has signed may decline as long as
// nothing is submitted. The facts that a consent opens are looked up at once, in the owner's name. Codes: as Look; conflict
// (it has changed since it was seen).
func (s *Signings) Answer(ctx context.Context, token, digest string, sign bool, language string) (Paper, error) {
	for try := 0; ; try++ {
		x, err := s.find(ctx, token, language)
		if err != nil {
			return Paper{}, err
		}
		if digest != x.paper.Digest {
			return Paper{}, fault.New(fault.Conflict, sayLookThenSign)
		}
		want := Declined
		if sign {
			want = Signed
		}
		if x.paper.Answer == want {
			return x.paper, nil
		}
		err = s.answer(ctx, x, want)
		if err == nil || !fault.Is(err, fault.Conflict) || try == 2 {
			x.paper.Answer = want
			return x.paper, err
		}
		// The owner has saved something meanwhile: what is to be signed may be the same.
	}
}

func (s *Signings) answer(ctx context.Context, x *asked, want Reply) error {
	a, path, act := x.app, x.signing.Material, actor.DraftSign
	now := s.Clock().UTC()
	if want == Signed {
		if a.Content.Signed == nil {
			a.Content.Signed = map[string]Signature{}
		}
		a.Content.Signed[path] = Signature{By: x.number, Account: x.signer.Account.ID, Digest: x.paper.Digest, At: now, Until: x.signing.Until}
	} else {
		delete(a.Content.Signed, path)
		act = "draft.decline"
	}
	out, err := s.settle(ctx, x.subject)
	if err != nil {
		return err
	}
	if err := a.lapse(x.subject, &out); err != nil {
		return err
	}
	a.Facts = out.facts
	x.signing.Answer, x.signing.At = want, now
	e := s.event(x.signer, string(act), *a)
	e.Detail["material"], e.Detail["digest"] = path, x.paper.Digest
	if err := s.Store.Answer(ctx, *a, x.signing, x.answered(want, now), e); err != nil {
		return fmt.Errorf("runtime: keep the answer to a paper: %w", err)
	}
	return nil
}
