package main

import (
	"context"
	"io/fs"
	"os"
	"strings"
	"time"

	"banshi/runtime/base/fault"
	"banshi/runtime/identity"
	identityapi "banshi/runtime/identity/api"
	"banshi/runtime/identity/oidc"
	"banshi/runtime/identity/standin"
	identitystore "banshi/runtime/identity/store"
	"banshi/runtime/sharing"
	runtimestore "banshi/runtime/store"
)

// accountsFile lists the citizens of the stand-in, in the catalogue's folder.
const accountsFile = "shared-data/accounts.json"

// openIdentity connects the provider of identities: the one that --issuer names or, for a trial, a stand-in that is
// served here and asked by the very same code.
func (s *site) openIdentity(ctx context.Context) error {
	district, err := s.catalog.District(ctx)
	if err != nil {
		return err
	}
	known := identitystore.NewAccounts(s.db)
	s.mandates = identity.NewMandates(identitystore.NewMandates(s.db), s.cfg.Clock, district.Zone)
	s.directory = directory{runtimestore.New(s.db), s.cfg.Clock, district.Zone}
	provider, err := s.provider(ctx)
	if err != nil {
		return err
	}
	s.accounts = identity.Acting{Accounts: identity.Employed{Accounts: told{known, s.people}, Directory: s.directory}, Mandates: s.mandates}
	s.sessions = identity.NewSessions(s.accounts, identitystore.New(s.db), s.cfg.Clock)
	s.signIn, err = identity.NewSignIn(identity.SignInConfig{Provider: provider, Attempts: identitystore.NewAttempts(s.db), Known: known, Sessions: s.sessions,
		Registrar: registrar{s}, Clock: s.cfg.Clock, Plain: s.standIn != nil})
	return err
}

// told are the people of whom the provider has told; those of the stand-in are known beforehand, too.
type told struct {
	identity.Accounts
	people *standin.Accounts
}

// Account gives one as the provider told of it last. Codes: not_found.
func (t told) Account(ctx context.Context, id string) (identity.Account, error) {
	a, err := t.Accounts.Account(ctx, id)
	if fault.Is(err, fault.NotFound) && t.people != nil {
		return t.people.Account(ctx, id)
	}
	return a, err
}

// provider is who knows people.
func (s *site) provider(ctx context.Context) (identity.Provider, error) {
	id := s.cfg.Identity
	if id.Issuer == "" {
		return s.standInProvider(ctx)
	}
	p, err := oidc.New(oidc.Config{Issuer: id.Issuer, Client: id.Client, Secret: id.Secret, Scopes: id.Scopes, Names: id.Names, ACR: id.ACR, Clock: s.cfg.Clock})
	if err != nil {
		return nil, s.refuse("issuer", err)
	}
	return p, nil
}

// standInProvider serves the people of the catalogue's folder, and asks them as it would any provider.
func (s *site) standInProvider(ctx context.Context) (identity.Provider, error) {
	desks, err := s.desks(ctx)
	if err != nil {
		return nil, err
	}
	departments, err := s.catalog.Departments(ctx)
	if err != nil {
		return nil, err
	}
	var ids []string
	for _, d := range departments {
		ids = append(ids, d.ID)
	}
	staff := standin.Staff(desks, ids...)
	if err := s.openDirectory(ctx, staff); err != nil {
		return nil, err
	}
	cfg := standin.Config{Production: s.cfg.Production, Path: accountsFile, Staff: staff}
	folder := os.DirFS(s.cfg.Catalog)
	if _, err := fs.Stat(folder, accountsFile); err == nil {
		cfg.FS = folder
	}
	if s.people, err = standin.Open(cfg); err != nil {
		return nil, s.refuse("accounts", err)
	}
	issuer := s.url() + strings.TrimSuffix(standin.Path, "/")
	if s.standIn, err = standin.NewProvider(s.people, issuer, s.cfg.Clock); err != nil {
		return nil, err
	}
	return oidc.New(oidc.Config{Issuer: issuer, Client: standin.Client, Secret: s.standIn.Secret(), ACR: standin.ACR(), Clock: s.cfg.Clock})
}

// entrance says how browsers come in.
func (s *site) entrance() identityapi.Entrance {
	e := identityapi.Entrance{SignIn: s.signIn, Site: strings.TrimSuffix(s.cfg.URL, "/"), Bases: map[string]string{}}
	for _, p := range pages {
		e.Bases[p.entry] = p.path
	}
	if s.standIn != nil {
		e.Local = s.url()
	}
	return e
}

// listed is who can be chosen from a list; nobody where a real provider is.
func (s *site) listed() identity.People {
	if s.people == nil {
		return nil
	}
	return identity.Employed{Accounts: s.people, Listed: s.people, Directory: s.directory}
}

// registrar asks the register of enterprises who represents one.
type registrar struct{ *site }

// Binds tells whether a person is the legal representative of an organisation. Codes: unavailable.
func (r registrar) Binds(ctx context.Context, uscc, person string) (bool, error) {
	want := sharing.Want{Source: "organisation", Key: uscc}
	ctx, cancel := context.WithTimeout(ctx, 2*time.Second)
	defer cancel()
	a := r.sources.Fetch(ctx, sharing.Request{Purpose: sharing.Purpose{Actor: "system:sign-in", Why: "represent"}, Wants: []sharing.Want{want}})[want]
	if a.Status != sharing.Records || len(a.Records) == 0 {
		return false, fault.New(fault.Unavailable, fault.Text{}) // down, or it doesn't know the organisation: the provider's word counts
	}
	no, _ := a.Records[0].Cells["legal_rep_no"].(string)
	return no == "" || no == person, nil
}

// desks are the windows where staff sit: one for each town, with the offices that serve it alone, and
// one for the offices of the whole district.
func (s *site) desks(ctx context.Context) ([]standin.Desk, error) {
	district, err := s.catalog.District(ctx)
	if err != nil {
		return nil, err
	}
	towns, err := s.catalog.Towns(ctx)
	if err != nil {
		return nil, err
	}
	list, err := s.catalog.Offices(ctx)
	if err != nil {
		return nil, err
	}
	at := map[string][]string{}
	for _, o := range list {
		where := district.Code
		if len(o.Regions) == 1 {
			where = o.Regions[0]
		}
		at[where] = append(at[where], o.ID)
	}
	var out []standin.Desk
	for _, t := range towns {
		if len(at[t.Code]) > 0 {
			out = append(out, standin.Desk{Town: t.Code, Title: t.Title, Offices: at[t.Code]})
		}
	}
	if len(at[district.Code]) > 0 {
		out = append(out, standin.Desk{Town: district.Code, Title: district.Title, Offices: at[district.Code]})
	}
	return out, nil
}
