package spreadsheet

import (
	"bytes"
	"fmt"

	"github.com/xuri/excelize/v2"
)

// Write makes an xlsx of one sheet: its header stays in sight, every cell is text, whatever it begins with. widths are
// those of the columns, in characters.
func Write(name string, header []string, rows [][]string, widths []float64) ([]byte, error) {
	f := excelize.NewFile()
	defer f.Close()
	if err := f.SetSheetName(f.GetSheetName(0), name); err != nil {
		return nil, fmt.Errorf("spreadsheet: %w", err)
	}
	text, err := f.NewStyle(&excelize.Style{NumFmt: 49, Alignment: &excelize.Alignment{WrapText: true, Vertical: "top"}})
	if err != nil {
		return nil, fmt.Errorf("spreadsheet: %w", err)
	}
	head, err := f.NewStyle(&excelize.Style{NumFmt: 49, Font: &excelize.Font{Bold: true}, Alignment: &excelize.Alignment{WrapText: true, Vertical: "center"}})
	if err != nil {
		return nil, fmt.Errorf("spreadsheet: %w", err)
	}
	for i, row := range append([][]string{header}, rows...) {
		for j, cell := range row {
			at, style := Cell(i+1, j), text
			if i == 0 {
				style = head
			}
			if err := f.SetCellStr(name, at, cell); err != nil {
				return nil, fmt.Errorf("spreadsheet: %s: %w", at, err)
			}
			if err := f.SetCellStyle(name, at, at, style); err != nil {
				return nil, fmt.Errorf("spreadsheet: %s: %w", at, err)
			}
		}
	}
	for j, width := range widths {
		column, err := excelize.ColumnNumberToName(j + 1)
		if err == nil {
			err = f.SetColWidth(name, column, column, width)
		}
		if err != nil {
			return nil, fmt.Errorf("spreadsheet: %w", err)
		}
	}
	if err := f.SetPanes(name, &excelize.Panes{Freeze: true, YSplit: 1, TopLeftCell: "A2", ActivePane: "bottomLeft"}); err != nil {
		return nil, fmt.Errorf("spreadsheet: %w", err)
	}
	var b bytes.Buffer
	if err := f.Write(&b); err != nil {
		return nil, fmt.Errorf("spreadsheet: %w", err)
	}
	return b.Bytes(), nil
}
