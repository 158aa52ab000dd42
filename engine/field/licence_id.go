package field

import "strings"

// licencePrefix is the object identifier under which licences are numbered.
const licencePrefix = "1.2.156.3005.2."

// LicenceID tells whether s is a licence's identifier (电子证照标识): the prefix,
// then kind of licence (18 + 3), issuer (9 or 18, 6 where a region stands for it), serial number, version (3)
// and a check character (ISO 7064 MOD 37,36) over all four without the points.
// It is no type of field: nobody types one in.
func LicenceID(s string) bool {
	body, ok := strings.CutPrefix(s, licencePrefix)
	parts := strings.Split(body, ".")
	if !ok || len(parts) != 5 || len(s) > maxCode {
		return false
	}
	kind, issuer, serial, version, check := parts[0], parts[1], parts[2], parts[3], parts[4]
	if len(kind) != 21 || (len(issuer) != 6 && len(issuer) != 9 && len(issuer) != 18) || serial == "" || len(version) != 3 || len(check) != 1 {
		return false
	}
	carry := 36
	for _, c := range []byte(kind + issuer + serial + version) {
		n := base36(c)
		if n < 0 {
			return false
		}
		if carry = (carry + n) % 36; carry == 0 {
			carry = 36
		}
		carry = carry * 2 % 37
	}
	return base36(check[0]) == (37-carry)%36
}
