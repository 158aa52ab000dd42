package web

import (
	"net"
	"net/http"
	"net/netip"
	"slices"
	"strings"
)

// Behind gives each request the address of whom it comes from. A proxy of the list may say so in X-Forwarded-For: the
// nearest address that is no proxy of the list counts, since everything before it could have been made up. What anybody
// else says of itself is taken away. Who doesn't come by a proxy gets refused, where that is not nil.
func Behind(proxies []netip.Prefix, refused, next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		said := r.Header.Values("X-Forwarded-For")
		for _, name := range []string{"X-Forwarded-For", "X-Forwarded-Host", "X-Forwarded-Proto", "Forwarded", "X-Real-Ip"} {
			r.Header.Del(name)
		}
		if !trusted(proxies, peer(r.RemoteAddr)) {
			if refused != nil {
				refused.ServeHTTP(w, r)
				return
			}
			next.ServeHTTP(w, r)
			return
		}
		hops := strings.Split(strings.Join(said, ","), ",")
		for _, hop := range slices.Backward(hops) {
			a := peer(strings.TrimSpace(hop))
			if !a.IsValid() {
				break
			}
			r.RemoteAddr = net.JoinHostPort(a.String(), "0")
			if !trusted(proxies, a) {
				break
			}
		}
		next.ServeHTTP(w, r)
	})
}

// peer reads an address with or without a port; the zero address where it is none.
func peer(at string) netip.Addr {
	if p, err := netip.ParseAddrPort(at); err == nil {
		return p.Addr().Unmap()
	}
	a, err := netip.ParseAddr(strings.Trim(at, "[]"))
	if err != nil {
		return netip.Addr{}
	}
	return a.Unmap()
}

func trusted(proxies []netip.Prefix, a netip.Addr) bool {
	return slices.ContainsFunc(proxies, func(p netip.Prefix) bool { return p.Contains(a) })
}
