package oidc

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	gooidc "github.com/coreos/go-oidc/v3/oidc"

	"banshi/runtime/identity"
)

// Names says under which claims the provider tells what. What is left out has its usual name.
type Names struct {
	Name, No, Phone, Level, Method string
	Organisations, Wards, Family   string // lists of {no, name, role, relation, id}
	Acting                         string // number of the organisation in whose name one signed in
	Village                        string // code of the village or community whose helper it is
	Staff                          string // title of a member of staff: what he or she may do, the directory says
	Account                        string // our name for the account, where staff are known by one
}

// usual are the names where nobody has said others.
var usual = Names{Name: "name", No: "id_no", Phone: "phone_number", Level: "acr", Method: "level_method", Organisations: "organisations", Wards: "wards",
	Family: "family", Acting: "acting", Village: "village", Staff: "staff", Account: "account"}

// entries lists the names for reading and writing.
func (n *Names) entries() map[string]*string {
	return map[string]*string{"name": &n.Name, "no": &n.No, "phone": &n.Phone, "level": &n.Level, "method": &n.Method, "organisations": &n.Organisations,
		"wards": &n.Wards, "family": &n.Family, "acting": &n.Acting, "village": &n.Village, "staff": &n.Staff, "account": &n.Account}
}

func (n Names) orUsual() Names {
	standard := usual
	all := standard.entries()
	for key, to := range n.entries() {
		if *to == "" {
			*to = *all[key]
		}
	}
	return n
}

// ParseNames reads no=idcard,level=loa.
func ParseNames(text string) (Names, error) {
	var n Names
	all := n.entries()
	for _, part := range strings.Split(text, ",") {
		if strings.TrimSpace(part) == "" {
			continue
		}
		key, value, ok := strings.Cut(strings.TrimSpace(part), "=")
		if all[key] == nil || !ok || value == "" {
			return n, fmt.Errorf("%q: write what=claim, as in no=id_card; what is one of name no phone level method organisations wards family acting village staff account", part)
		}
		*all[key] = value
	}
	return n, nil
}

// ParseACR reads 3=urn:x:3,4=urn:x:4.
func ParseACR(text string) (map[identity.Level]string, error) {
	out := map[identity.Level]string{}
	for _, part := range strings.Split(text, ",") {
		if strings.TrimSpace(part) == "" {
			continue
		}
		key, value, ok := strings.Cut(strings.TrimSpace(part), "=")
		if !ok || value == "" || len(key) != 1 || key[0] < '1' || key[0] > '5' {
			return nil, fmt.Errorf("%q: write level=acr, as in 4=urn:example:face", part)
		}
		out[identity.Level(key[0]-'0')] = value
	}
	return out, nil
}

// accountName is what can be the name of an account: it stands in logs.
var accountName = regexp.MustCompile(`^[A-Za-z][A-Za-z0-9._-]{1,40}$`)

// party is somebody in whose name one may act.
type party struct {
	ID       string `json:"id"`
	No       string `json:"no"`
	Name     string `json:"name"`
	Role     string `json:"role"`
	Relation string `json:"relation"`
}

// claims reads an account out of a token that is believed.
func (p *Provider) claims(id *gooidc.IDToken) (identity.Claims, error) {
	var all map[string]json.RawMessage
	if err := id.Claims(&all); err != nil {
		return identity.Claims{}, wrong(err)
	}
	n := p.cfg.Names
	out := identity.Claims{Issuer: id.Issuer, Subject: id.Subject, Provider: text(all["sid"]), Acting: text(all[n.Acting])}
	person := &out.Person
	person.Name, person.No, person.Phone = text(all[n.Name]), strings.ToUpper(text(all[n.No])), text(all[n.Phone])
	person.Level, person.Method = p.level(all), text(all[n.Method])
	person.Village = text(all[n.Village])
	if id.Subject == "" || len(id.Subject) > 255 || person.Name == "" || utf8.RuneCountInString(person.Name) > 100 {
		return out, wrong(errors.New("oidc: the token names nobody: subject and name are needed"))
	}
	if name := text(all[n.Account]); accountName.MatchString(name) {
		out.Account = name
	}
	if title := text(all[n.Staff]); title != "" && person.No == "" {
		person.Staff = &identity.Staff{Title: title} // one who is known as staff alone
		return out, nil
	}
	if person.No == "" {
		return out, wrong(errors.New("oidc: the token has no number of an identity document"))
	}
	err := p.applicants(person, all)
	return out, err
}

func (p *Provider) applicants(person *identity.Account, all map[string]json.RawMessage) error {
	person.Applicants = []identity.Applicant{{ID: "self", Kind: identity.Person, No: person.No, Name: person.Name, ActsAs: identity.Self, Proven: true}}
	for _, g := range []struct {
		claim, prefix string
		kind          identity.Kind
		as            identity.ActsAs
	}{
		{p.cfg.Names.Organisations, "organisation", identity.Organisation, identity.Self},
		{p.cfg.Names.Wards, "guardian", identity.Person, identity.Guardian},
		{p.cfg.Names.Family, "family", identity.Person, identity.Family},
	} {
		raw, ok := all[g.claim]
		if !ok {
			continue
		}
		var list []party
		if err := json.Unmarshal(raw, &list); err != nil {
			return wrong(fmt.Errorf("oidc: the claim %s can't be read", g.claim))
		}
		for _, x := range list {
			if x.No == "" || x.Name == "" || len(person.Applicants) > 100 {
				continue
			}
			if x.ID == "" {
				sum := sha256.Sum256([]byte(x.No))
				x.ID = hex.EncodeToString(sum[:6]) // the same each time, and no number that says who it is
			}
			a := identity.Applicant{ID: g.prefix + "/" + x.ID, Kind: g.kind, No: x.No, Name: x.Name, ActsAs: g.as, Relation: x.Role + x.Relation, Proven: true}
			// By law its representative speaks for it; anybody else needs its authorisation first.
			if g.kind == identity.Organisation && x.Role != "legal_rep" {
				a.ActsAs, a.Proven = identity.Agent, false
			}
			person.Applicants = append(person.Applicants, a)
		}
	}
	return nil
}

// level reads how surely somebody was recognised: a number, a name of the provider, or at the window, which is the highest.
func (p *Provider) level(all map[string]json.RawMessage) identity.Level {
	var ways []string
	if json.Unmarshal(all["amr"], &ways) == nil && slices.Contains(ways, Window) {
		return identity.MostLevel
	}
	said := text(all[p.cfg.Names.Level])
	for l := identity.MostLevel; l >= identity.LeastLevel; l-- {
		if said != "" && (p.cfg.ACR[l] == said || said == fmt.Sprint(int(l))) {
			return l
		}
	}
	return identity.LeastLevel
}

// Window is the way (amr) of who came to the window with his document: level 5, as by a digital certificate.
const Window = "window"

// text reads a claim that is a text or a number.
func text(raw json.RawMessage) string {
	var s string
	if json.Unmarshal(raw, &s) == nil {
		return strings.TrimSpace(s)
	}
	var n json.Number
	if json.Unmarshal(raw, &n) == nil {
		return n.String()
	}
	return ""
}
