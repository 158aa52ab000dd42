package identity

import (
	"context"
	"fmt"
)

// Directory knows who works here.
type Directory interface {
	// Staff is what an account is trusted with now; nil: it is no member of staff.
	Staff(ctx context.Context, account string) (*Staff, error)
}

// Employed is the accounts of a provider, as members of staff where the directory has them, and only there:
// a provider says who somebody is, not what he or she may do.
type Employed struct {
	Accounts
	Listed    People // nil: the provider has no list
	Directory Directory
}

var (
	_ Accounts = Employed{}
	_ People   = Employed{}
)

// Account gives one as it is now. Codes: as the provider's.
func (e Employed) Account(ctx context.Context, id string) (Account, error) {
	a, err := e.Accounts.Account(ctx, id)
	if err != nil {
		return a, err
	}
	return e.employ(ctx, a)
}

// People lists everybody. Who worked here and has left, and is nobody besides, isn't listed any more.
func (e Employed) People(ctx context.Context) ([]Account, error) {
	list, err := e.Listed.People(ctx)
	if err != nil {
		return nil, err
	}
	out := list[:0]
	for _, a := range list {
		if a, err = e.employ(ctx, a); err != nil {
			return nil, err
		}
		if a.Staff != nil || len(a.Applicants) > 0 {
			out = append(out, a)
		}
	}
	return out, nil
}

func (e Employed) employ(ctx context.Context, a Account) (Account, error) {
	staff, err := e.Directory.Staff(ctx, a.ID)
	if err != nil {
		return Account{}, fmt.Errorf("identity: directory of staff: %w", err)
	}
	a.Staff = staff
	return a, nil
}

// at is the account on a way in: behind the counter as a member of staff, before it as a citizen. Nobody is both
// at once, so that nobody applies from behind the counter.
func (a Account) at(desk bool) Account {
	switch {
	case a.Staff == nil || len(a.Applicants) == 0:
	case desk:
		a.Applicants = nil
	default:
		a.Staff = nil
	}
	return a
}
