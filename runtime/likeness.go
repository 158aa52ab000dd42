package runtime

import (
	"cmp"
	"math"
	"slices"
	"strings"
	"unicode"
)

// pieces are what two sentences can have in common: pairs of neighbouring Chinese characters, and words of letters and digits.
func pieces(s string) map[string]bool {
	out := map[string]bool{}
	var word []rune
	han := rune(0)
	flush := func() {
		if len(word) > 2 {
			out[string(word)] = true
		}
		word = word[:0]
	}
	for _, r := range strings.ToLower(s) {
		switch {
		case unicode.Is(unicode.Han, r):
			flush()
			if han != 0 {
				out[string([]rune{han, r})] = true
			}
			han = r
			continue
		case unicode.IsLetter(r), unicode.IsDigit(r):
			word = append(word, r)
		default:
			flush()
		}
		han = 0
	}
	flush()
	return out
}

// alike ranks questions with their answers by what they have in common with a text, those with nothing left out. What many
// of them have (怎么, 需要) counts little, and what stands in the question twice what stands in the answer.
func alike(text string, list []QA) []QA {
	wanted := pieces(text)
	asks, answers, common := make([]map[string]bool, len(list)), make([]map[string]bool, len(list)), map[string]int{}
	for i, qa := range list {
		asks[i], answers[i] = pieces(qa.Ask), pieces(qa.Answer)
		for p := range wanted {
			if asks[i][p] || answers[i][p] {
				common[p]++
			}
		}
	}
	type ranked struct {
		QA
		score float64
	}
	var out []ranked
	for i, qa := range list {
		r := ranked{QA: qa}
		for p := range wanted {
			weight := math.Log(1 + float64(len(list)+1)/float64(common[p]+1))
			switch {
			case asks[i][p]:
				r.score += 2 * weight
			case answers[i][p]:
				r.score += weight
			}
		}
		if r.score > 0 {
			out = append(out, r)
		}
	}
	slices.SortStableFunc(out, func(a, b ranked) int { return cmp.Compare(b.score, a.score) })
	best := make([]QA, len(out))
	for i, r := range out {
		best[i] = r.QA
	}
	return best
}
