package rows

import "unicode/utf8"

// UTF16 gives the offset, in the units of JavaScript, of a byte of the text.
func UTF16(text string, at int) int {
	n := 0
	for _, r := range text[:at] {
		n += units(r)
	}
	return n
}

// Bytes gives the byte at an offset in the units of JavaScript; -1 where no character begins.
func Bytes(text string, at int) int {
	i := 0
	for at > 0 && i < len(text) {
		r, size := utf8.DecodeRuneInString(text[i:])
		at -= units(r)
		i += size
	}
	if at != 0 {
		return -1
	}
	return i
}

func units(r rune) int {
	if r > 0xffff {
		return 2
	}
	return 1
}
