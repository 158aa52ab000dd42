package value

// Tables are the data behind SameName and SameAddress, so that the client's
// twin reads the same rows (tables.json) instead of copying them. Texts are
// sets of characters; nothing here depends on a Unicode library.
type Tables struct {
	// Shift moves the characters of a range by a distance: full-width forms.
	Shift []Shift `json:"shift"`
	// Same maps single characters to the one they stand for, in names and addresses.
	Same map[string]string `json:"same"`
	// Drop lists ranges that leave no trace: invisible characters.
	Drop []Range `json:"drop"`
	// Dots are the other forms of the middle dot in a name.
	Dots string `json:"dots"`
	// Unreadable stands in a name where something could not be written or is masked.
	Unreadable string `json:"unreadable"`
	// Private lists the private-use ranges.
	Private []Range `json:"private"`
	// Common is the range of Han characters that every old system could write.
	Common Range `json:"common"`

	Address AddressTables `json:"address"`
}

// AddressTables are the parts of Tables for addresses alone.
type AddressTables struct {
	Same      map[string]string `json:"same"`      // other forms of one character
	Separator string            `json:"separator"` // no meaning, unless between two letters or digits
	Counter   string            `json:"counter"`   // characters before which Chinese numerals count
	Numeral   string            `json:"numeral"`   // 〇 to 九 by their place
	After     map[string]string `json:"after"`     // synonyms of counters behind a digit
	Tail      string            `json:"tail"`      // counters that may be missing at the very end, behind a digit
}

// Range is an inclusive range of code points.
type Range struct {
	From rune `json:"from"`
	To   rune `json:"to"`
}

// Shift is a range and the distance to the characters it stands for.
type Shift struct {
	Range
	By rune `json:"by"`
}

func (r Range) has(c rune) bool { return c >= r.From && c <= r.To }

func anyHas(ranges []Range, c rune) bool {
	for _, r := range ranges {
		if r.has(c) {
			return true
		}
	}
	return false
}

// TextTables are the tables of SameName and SameAddress. They must not be changed.
func TextTables() *Tables { return &textTables }

var textTables = Tables{
	Shift: []Shift{
		{Range{0xFF01, 0xFF5E}, -0xFEE0}, // full-width ASCII
		{Range{'a', 'z'}, 'A' - 'a'},
	},
	Same: map[string]string{
		"\u3000": " ", "\u00a0": " ", "\u202f": " ", "\u205f": " ", "\t": " ", "\n": " ", "\r": " ",
		"\u2002": " ", "\u2003": " ", "\u2004": " ", "\u2005": " ", "\u2006": " ", "\u2007": " ", "\u2008": " ", "\u2009": " ", "\u200a": " ",
		"○": "〇", "◯": "〇",
		// The compatibility ideographs of GBK that are mere doubles of a unified one.
		"\uf92c": "郎", "\uf979": "凉", "\uf995": "秊", "\uf9e7": "裏", "\uf9f1": "隣",
		"\ufa0c": "兀", "\ufa0d": "嗀", "\ufa18": "礼", "\ufa20": "蘒",
	},
	Drop: []Range{
		{0x00AD, 0x00AD}, {0x200B, 0x200F}, {0x202A, 0x202E}, {0x2060, 0x2064}, {0xFE00, 0xFE0F}, {0xFEFF, 0xFEFF}, {0xE0100, 0xE01EF},
	},
	Dots:       ".•‧∙⋅・･、",
	Unreadable: "?\uFFFD□▯〓●*",
	Private:    []Range{{0xE000, 0xF8FF}, {0xF0000, 0xFFFFD}, {0x100000, 0x10FFFD}},
	Common:     Range{0x4E00, 0x9FA5},
	Address: AddressTables{
		Same: map[string]string{
			"#": "号", "號": "号", "幢": "栋", "棟": "栋", "樓": "楼", "層": "层", "單": "单", "鋪": "铺", "舖": "铺",
			"‐": "-", "‑": "-", "‒": "-", "–": "-", "—": "-", "―": "-", "−": "-", "~": "-",
			"零": "〇",
		},
		Separator: " ,.;:'\"()[]{}<>/\\|_、。《》〈〉「」『』【】〔〕“”‘’·•",
		Counter:   "号座栋楼层室房单铺档巷弄组队区",
		Numeral:   "〇一二三四五六七八九",
		After:     map[string]string{"房": "室", "楼": "层"},
		Tail:      "号室",
	},
}
