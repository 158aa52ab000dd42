package main

import (
	"context"
	"maps"
	"slices"

	"banshi/cmd/banshi/standin"
	"banshi/runtime"
	"banshi/runtime/signon"
)

// signOnEnv holds the keys that are shared with departments' own systems: https://host=SECRET, apart by blanks.
const signOnEnv = "BANSHI_SIGN_ON"

// openSystems takes the keys of departments' own systems. A system that --external replaces by a stand-in gets the
// stand-in's key, which everybody knows: production takes neither.
func (s *site) openSystems(context.Context) error {
	keys, err := signon.ParseKeys(s.cfg.SignOn)
	if err != nil {
		return s.refuse("bad-sign-on", signOnEnv, err)
	}
	for origin, to := range s.cfg.External {
		for _, address := range []string{origin, to} {
			if got, err := signon.Origin(address); err != nil || got != address {
				return s.refuse("bad-external")
			}
		}
		keys[origin] = standin.SystemKey()
	}
	s.systems = runtime.Systems{Keys: keys, Moved: s.cfg.External}
	return nil
}

// nameSystems lets people be named to each system by a name of its own, by the secret of this hall.
func (s *site) nameSystems(secret []byte) {
	s.systems.Pairwise = func(audience, who string) string { return signon.Pairwise(secret, audience, who) }
}

// posted are the origins to which a page may post a sign-on.
func (s *site) posted() []string {
	var out []string
	for _, origin := range slices.Sorted(maps.Keys(s.systems.Keys)) {
		if to, ok := s.systems.Moved[origin]; ok {
			origin = to
		}
		out = append(out, origin)
	}
	return out
}
