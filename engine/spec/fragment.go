package spec

// Fragment is a block that many items use: no parameters, no overriding.
type Fragment struct {
	Kind        Word          `yaml:"kind"`
	ID          Word          `yaml:"id"`
	Title       Text          `yaml:"title"`
	Facts       FactList      `yaml:"facts"`
	Form        []Section     `yaml:"form"`
	Eligibility []Eligibility `yaml:"eligibility"`
	Materials   []Material    `yaml:"materials"`
	Pos         Pos           `yaml:"-"`
}

// Bundle is several items done as one (一件事).
type Bundle struct {
	Kind        Word         `yaml:"kind"`
	ID          Word         `yaml:"id"`
	Title       Text         `yaml:"title"`
	AlsoKnownAs []Text       `yaml:"also_known_as"`
	Themes      Themes       `yaml:"themes"`
	Situations  []Field      `yaml:"situations"`
	Items       []BundleItem `yaml:"items"`
	Same        [][]Word     `yaml:"same"`
	Pos         Pos          `yaml:"-"`
}

// BundleItem is one item of a bundle.
type BundleItem struct {
	Item  Word  `yaml:"item"`
	When  *Rule `yaml:"when"`
	After Word  `yaml:"after"`
	Pos   Pos   `yaml:"-"`
}

// Translations maps the path of a text (form.address.title) to its translation. Paths keeps the paths as
// they stand in the file, each with its place.
type Translations struct {
	Item     string // "" of catalog.<language>.yaml: what all items share
	Language string
	Texts    map[string]Text
	Paths    []Word
	File     string
}
