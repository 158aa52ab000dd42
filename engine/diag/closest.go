package diag

import (
	"strings"
	"unicode"
)

// Closest finds the candidate that was probably meant by word: the fewest insertions, deletions,
// replacements and swaps of neighbours away (Damerau–Levenshtein in its restricted form, on
// characters), at most a third of the word's length, at least one. Case, `-` and `_` don't count. It
// returns "" where nothing is near; of equally near ones the first in the alphabet, so that the
// answer doesn't hang on the order of candidates.
func Closest(word string, candidates []string) (near string, ok bool) {
	folded := fold(word)
	if len(folded) == 0 {
		return "", false
	}
	best, bestDistance := "", (len(folded)+2)/3+1
	for _, c := range candidates {
		f := fold(c)
		if c == word || abs(len(f)-len(folded)) >= bestDistance+1 {
			continue
		}
		n := distance(folded, f)
		// A distance as long as the word itself shares nothing with it: "a" is not "b".
		if n >= max(len(folded), len(f)) {
			continue
		}
		if n < bestDistance || n == bestDistance && best != "" && c < best {
			best, bestDistance = c, n
		}
	}
	return best, best != ""
}

// Sure is near where no other candidate is as near to word; else "".
func Sure(word, near string, candidates []string) string {
	folded := fold(word)
	n := distance(folded, fold(near))
	for _, c := range candidates {
		if c != near && c != word && distance(folded, fold(c)) <= n {
			return ""
		}
	}
	return near
}

func fold(s string) []rune {
	return []rune(strings.Map(func(r rune) rune {
		if r == '-' || r == '_' || r == ' ' {
			return -1
		}
		return unicode.ToLower(r)
	}, s))
}

func distance(a, b []rune) int {
	before, last, row := make([]int, len(b)+1), make([]int, len(b)+1), make([]int, len(b)+1)
	for j := range last {
		last[j] = j
	}
	for i := 1; i <= len(a); i++ {
		row[0] = i
		for j := 1; j <= len(b); j++ {
			cost := 1
			if a[i-1] == b[j-1] {
				cost = 0
			}
			row[j] = min(last[j]+1, row[j-1]+1, last[j-1]+cost)
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				row[j] = min(row[j], before[j-2]+1)
			}
		}
		before, last, row = last, row, before
	}
	return last[len(b)]
}

func abs(n int) int {
	if n < 0 {
		return -n
	}
	return n
}
