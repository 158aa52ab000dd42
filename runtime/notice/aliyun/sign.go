package aliyun

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"net/http"
	"net/url"
	"slices"
	"strings"
)

// sign writes the header Authorization by ACS3-HMAC-SHA256, over the method, the query and every x-acs- header and host.
func sign(r *http.Request, body []byte, id, secret string) {
	r.Header.Set("x-acs-content-sha256", digest(body))
	names := []string{"host"}
	values := map[string]string{"host": r.URL.Host}
	for name, v := range r.Header {
		if name = strings.ToLower(name); strings.HasPrefix(name, "x-acs-") || name == "content-type" {
			names = append(names, name)
			values[name] = strings.TrimSpace(v[0])
		}
	}
	slices.Sort(names)
	var headers strings.Builder
	for _, n := range names {
		headers.WriteString(n + ":" + values[n] + "\n")
	}
	signed := strings.Join(names, ";")
	request := strings.Join([]string{r.Method, "/", r.URL.RawQuery, headers.String(), signed, digest(body)}, "\n")
	mac := hmac.New(sha256.New, []byte(secret))
	mac.Write([]byte("ACS3-HMAC-SHA256\n" + digest([]byte(request))))
	r.Header.Set("Authorization", "ACS3-HMAC-SHA256 Credential="+id+",SignedHeaders="+signed+",Signature="+hex.EncodeToString(mac.Sum(nil)))
}

func digest(b []byte) string {
	sum := sha256.Sum256(b)
	return hex.EncodeToString(sum[:])
}

// query writes parameters in the order of their names, by RFC 3986.
func query(params map[string]string) string {
	names := make([]string, 0, len(params))
	for n := range params {
		names = append(names, n)
	}
	slices.Sort(names)
	var out []string
	for _, n := range names {
		out = append(out, escape(n)+"="+escape(params[n]))
	}
	return strings.Join(out, "&")
}

func escape(s string) string {
	return strings.NewReplacer("+", "%20", "*", "%2A", "%7E", "~").Replace(url.QueryEscape(s))
}
