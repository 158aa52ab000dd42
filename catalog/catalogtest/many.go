// Package catalogtest makes large catalogues for tests, out of the items of a small one. The same number
// gives the same catalogue.
package catalogtest

import (
	"fmt"
	"io/fs"
	"path"
	"regexp"
	"strings"
	"testing/fstest"
)

// What names are made of: enough for 24,000 of them. Some resemble what the example items are called, as
// the thousands of items of a district do.
var (
	things = strings.Fields(`农药 兽药 种子 饲料 种畜禽 水产苗种 食品添加剂 食用农产品 保健食品 药品零售 医疗器械 化妆品 烟草零售 烟花爆竹
		危险化学品 易制毒化学品 放射源 特种设备 压力管道 电梯 燃气 供热 自来水 户外广告 城市道路占用 建筑垃圾 生活垃圾 古树名木 绿地 河道
		水土保持 取水 水利工程 港口 内河船舶 出租汽车 网约车 公共汽电车 机动车维修 驾驶员培训 客运 货运站 超限车辆 公路施工 民办学校 幼儿园
		校外培训 教师资格 营业性演出 互联网上网服务 娱乐场所 文物 印刷 电影放映 广播电视 体育场馆 劳务派遣 人力资源服务 养老机构 社会团体`)
	doings = strings.Fields(`经营 生产 储存 从业 使用 销售 检验 改装 设立 进口`)
	forms  = strings.Fields(`许可 备案 登记 核准 确认 审批 资格认定 证明`)
	stages = strings.Fields(`（新办） （变更） （延续） （补办） （注销）`)
)

// MostNames is how many different names there are.
func MostNames() int { return len(things) * len(doings) * len(forms) * len(stages) }

// Name is what item number i is called, and what people call it.
func Name(i int) (name string, popular []string) {
	// Each digit is moved on by those before it, so that neighbours differ in all parts and no two are the same.
	a, rest := i%len(things), i/len(things)
	b, rest := (rest+a)%len(doings), rest/len(doings)
	c, rest := (rest+a+b)%len(forms), rest/len(forms)
	d := (rest + a + b + c) % len(stages)
	thing, doing, form, stage := things[a], doings[b], forms[c], stages[d]
	short := strings.Trim(stage, "（）")
	return thing + doing + form + stage, []string{short + thing + "证", thing + doing + "证", thing + short + "怎么办"}
}

var (
	idLine    = regexp.MustCompile(`(?m)^id: .*$`)
	codeLine  = regexp.MustCompile(`(?m)^code: .*$`)
	nameLine  = regexp.MustCompile(`(?m)^name: .*$`)
	knownLine = regexp.MustCompile(`(?m)^also_known_as: \[.*\]$`)
)

// Queries are those of a file of lines: a query and the id of what must come first, apart by a tab. A
// line that begins with # is a remark.
func Queries(text string) (list [][]string) {
	for line := range strings.Lines(text) {
		if line = strings.TrimRight(line, "\r\n"); line != "" && line[0] != '#' {
			list = append(list, strings.Split(line, "\t"))
		}
	}
	return list
}

// Many is a catalogue of n items: those of a folder, and further ones that mean the same and are called
// otherwise. The folder's own items keep their names. Tests are left out, and records are read as they are.
func Many(from fs.FS, n int) (fs.FS, error) {
	out := fstest.MapFS{}
	var items []string
	err := fs.WalkDir(from, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || path.Base(name) == "tests.yaml" {
			return err
		}
		data, err := fs.ReadFile(from, name)
		out[name] = &fstest.MapFile{Data: data}
		if path.Base(name) == "item.yaml" {
			items = append(items, path.Dir(name))
		}
		return err
	})
	if err != nil {
		return nil, err
	}
	for i := len(items); i < n; i++ {
		dir := items[i%len(items)]
		id := fmt.Sprintf("%s_%05d", path.Base(dir), i)
		name, popular := Name(i)
		text := string(out[dir+"/item.yaml"].Data)
		text = idLine.ReplaceAllLiteralString(text, "id: "+id)
		text = codeLine.ReplaceAllLiteralString(text, fmt.Sprintf("code: \"TEST%08d\"", i))
		text = nameLine.ReplaceAllLiteralString(text, "name: "+name)
		text = knownLine.ReplaceAllLiteralString(text, "also_known_as: ["+strings.Join(popular, ", ")+"]")
		out["items/"+id+"/item.yaml"] = &fstest.MapFile{Data: []byte(text)}
		if english := out[dir+"/item.en.yaml"]; english != nil {
			out["items/"+id+"/item.en.yaml"] = english
		}
	}
	return out, nil
}
