package runtime

import (
	"context"
	"errors"
	"log/slog"
	"time"

	"banshi/runtime/base/fault"
	"banshi/runtime/base/pdf"
	"banshi/runtime/identity"
)

// Config is what the hall is made of. Everything but Log and Fonts is needed.
type Config struct {
	Definitions Definitions
	Offices     Offices
	Sources     Sources
	Lookups     Lookups // who looked whom up
	Files       Files
	Contents    Contents     // nil: nobody but this process removes files
	Kinds       LicenceKinds // of licences
	Partials    Partials
	Store       Store
	Locations   Locations         // where offices are, for the directory of staff
	Told        NoticeStore       // what people are told
	Outside     Outside           // how, besides in the hall; the zero value: not at all
	Types       LicenceTypes      // kinds of licences
	Held        HeldLicences      // licences that are kept here
	Accounts    identity.Accounts // who the owner of a draft is, while somebody else signs in it
	Systems     Systems           // departments' own, to which the sign-on is handed over
	Workdays    Workdays          // which days are worked; nil: Monday to Friday
	Tiers       Tiers             // what tiers of credit allow; nil: nobody says
	Colleagues  Colleagues        // who serves an office
	SearchKey   []byte            // secret by which numbers of people are found without being kept; 32 bytes at least
	Stops       Stops             // which items take no new applications; nil: none
	Editions    Editions          // what was published
	Names       Names             // what is printed calls places by; nil: they are called the same in every language
	Halls       Halls             // how visits are booked
	Promises    Promises          // within what time questions are answered
	Cards       CardReader        // of the counters; nil: there is none, and numbers are typed
	ReaderAt    string            // address of the service on a clerk's own machine that reads cards; "" there is none
	Clock       func() time.Time
	Zone        *time.Location // of the district: its days are the days of the law here
	District    string         // code, with which case numbers begin: 440605
	// DraftWait and SubmitWait are how long a request waits for sources; 0: 1.5 s and 5 s.
	DraftWait, SubmitWait time.Duration
	Log                   *slog.Logger
	Fonts                 *pdf.Fonts // of printed forms; nil: there are none, and it is said
}

// Services is what the hall offers. Each of its public methods is one transaction at most, and asks
// by itself whether the one who calls may.
type Services struct {
	Guide         *Guide
	Drafts        *Drafts
	Cases         *MyCases
	Desk          *Desk
	Sign          *Signings
	Papers        *Papers
	Staff         *Directory
	Verify        *Verifier
	SignOns       *SignOns
	Reads         *Reads
	Disputes      *Disputes
	Imports       *Imports
	Counter       *Counters
	Screens       *Screens
	Bookings      *Bookings
	Progress      *Progress
	Ratings       *Ratings
	Snags         *Snags
	Consultations *Consultations
	FAQ           *FAQs
	Notices       *Notices
	Licences      *Licences
	Public        *Public
}

// New puts the services together. An error names what is missing.
func New(c Config) (Services, error) {
	switch {
	case c.Definitions == nil, c.Offices == nil, c.Sources == nil, c.Lookups == nil, c.Files == nil, c.Partials == nil, c.Store == nil, c.Told == nil, c.Types == nil, c.Held == nil, c.Accounts == nil, c.Locations == nil, c.Colleagues == nil, c.Halls == nil, c.Editions == nil, c.Kinds == nil:
		return Services{}, errors.New("runtime: Config needs Definitions, Offices, Sources, Lookups, Files, Partials, Store, Told, Types, Held, Accounts, Locations, Colleagues, Halls, Promises, Editions and Kinds")
	case len(c.SearchKey) < 32:
		return Services{}, errors.New("runtime: Config.SearchKey must have 32 bytes at least")
	case c.Clock == nil || c.Zone == nil:
		return Services{}, errors.New("runtime: Config needs Clock and Zone")
	case len(c.District) != 6:
		return Services{}, errors.New("runtime: Config.District must be a code of six digits")
	}
	if c.DraftWait == 0 {
		c.DraftWait = 1500 * time.Millisecond
	}
	if c.SubmitWait == 0 {
		c.SubmitWait = 5 * time.Second
	}
	if c.Log == nil {
		c.Log = slog.New(slog.DiscardHandler)
	}
	h := &hall{Config: c}
	guide := &Guide{hall: h}
	return Services{
		Guide:         guide,
		Drafts:        &Drafts{h},
		Cases:         &MyCases{h},
		Desk:          &Desk{h},
		Sign:          &Signings{h},
		Papers:        &Papers{h},
		Staff:         &Directory{h},
		Verify:        &Verifier{h},
		SignOns:       &SignOns{h},
		Reads:         &Reads{h},
		Disputes:      &Disputes{h},
		Imports:       &Imports{h},
		Counter:       &Counters{h},
		Screens:       &Screens{h},
		Bookings:      &Bookings{h},
		Progress:      &Progress{h},
		Ratings:       &Ratings{h},
		Snags:         &Snags{h},
		Consultations: &Consultations{h},
		FAQ:           &FAQs{h},
		Notices:       &Notices{h},
		Licences:      &Licences{h},
		Public:        &Public{hall: h, guide: guide},
	}, nil
}

// hall is what the services share.
type hall struct {
	Config
	faqs published
}

// today is the civil day in the district.
func (h *hall) today() string { return h.Clock().In(h.Zone).Format(time.DateOnly) }

// citizen is who is signed in for himself or somebody else. Codes: unauthenticated, forbidden (staff).
func citizen(ctx context.Context) (identity.Current, error) {
	c, ok := identity.From(ctx)
	switch {
	case !ok:
		return c, fault.New(fault.Unauthenticated, saySignIn)
	case c.Account.Staff != nil:
		return c, fault.New(fault.Forbidden, sayStaffCannotApply)
	}
	return c, nil
}

// worker is a member of staff. Codes: unauthenticated, forbidden.
func worker(ctx context.Context) (identity.Current, error) {
	c, ok := identity.From(ctx)
	switch {
	case !ok:
		return c, fault.New(fault.Unauthenticated, saySignIn)
	case c.Account.Staff == nil:
		return c, fault.New(fault.Forbidden, sayStaffOnly)
	}
	return c, nil
}
