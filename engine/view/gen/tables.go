package gen

import (
	"encoding/json"
	"fmt"
	"strings"
	"unicode"

	"banshi/engine/value"
)

const tablesHead = `// Generated from engine/value/tables.go. Don't edit it: ` + "`go test ./engine/view/gen -update`" + `.

interface Range { from: number; to: number }

interface Tables {
  shift: (Range & { by: number })[];
  same: Record<string, string>;
  drop: Range[];
  dots: string;
  unreadable: string;
  private: Range[];
  common: Range;
  address: {
    same: Record<string, string>;
    separator: string;
    counter: string;
    numeral: string;
    after: Record<string, string>;
    tail: string;
  };
}

/** What names and addresses are compared by. */
export const tables: Tables = `

// Tables is the text of frontend/core/value/tables.ts. Characters that can't be seen are escaped.
func Tables() (string, error) {
	data, err := json.MarshalIndent(value.TextTables(), "", " ")
	if err != nil {
		return "", fmt.Errorf("gen: tables of names and addresses: %w", err)
	}
	var out strings.Builder
	out.WriteString(tablesHead)
	for _, c := range string(data) {
		if c >= 0x80 && (!unicode.IsPrint(c) || c == '\uFFFD') {
			fmt.Fprintf(&out, `\u%04x`, c)
			continue
		}
		out.WriteRune(c)
	}
	out.WriteString(";\n")
	return out.String(), nil
}
