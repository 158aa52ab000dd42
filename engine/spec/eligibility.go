package spec

// Eligibility is one 受理条件: where When holds, That must hold, else Effect.
type Eligibility struct {
	ID        Word    `yaml:"id"`
	Title     Text    `yaml:"title"` // said as it must be; the guide lists it
	Part      Word    `yaml:"part"`
	When      *Rule   `yaml:"when"`
	That      Rule    `yaml:"that"`
	Otherwise Text    `yaml:"otherwise"`
	Effect    Word    `yaml:"effect"` // refuse refer window review inspect warn
	To        Word    `yaml:"to"`     // refer: the item to go to instead
	Basis     []Basis `yaml:"basis"`
	Pos       Pos     `yaml:"-"`
}

// Basis is the law that a rule rests on. In YAML one map, a list of them, or just the name of the law.
type Basis struct {
	Law     Text `yaml:"law"`
	Article Text `yaml:"article"`
	Number  Text `yaml:"number"` // 文号
	Text    Text `yaml:"text"`
	Issuer  Text `yaml:"issuer"`
	Since   Text `yaml:"since"`
}
