package spec

// Fact is a 共享数据: a record (or, with Many, a list of records) looked up by a key.
type Fact struct {
	ID      Word    `yaml:"-"` // the key under `facts`
	Source  Word    `yaml:"source"`
	Licence Word    `yaml:"licence"`
	Key     *Rule   `yaml:"key"` // applicant.no where left out
	Many    bool    `yaml:"many"`
	When    *Rule   `yaml:"when"`
	Consent Consent `yaml:"consent"`
	Choose  Word    `yaml:"choose"` // latest (licences only)
	Pos     Pos     `yaml:"-"`
}

// FactList keeps the facts in the order of the file.
type FactList []Fact

// Consent is what allows a look at somebody else's record: a law, or a material that the person signs.
type Consent struct {
	Law      Text
	Material Word
	Pos      Pos
}

// Set tells whether a consent was written.
func (c Consent) Set() bool { return c.Law.S != "" || c.Material.S != "" }
