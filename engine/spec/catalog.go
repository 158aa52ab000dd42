package spec

// Catalogue is a whole folder: everything that items refer to, and the items.
type Catalogue struct {
	Catalog      Catalog
	Sources      []*Source
	Licences     []*Licence
	Codes        []*Codes
	Fragments    []*Fragment
	Bundles      []*Bundle
	Items        []*Item
	Translations []*Translations
	Tests        []*Tests

	Broken []Broken // definitions that are not among these, since their file has an error
}

// Broken names a definition that was left out: its file can't be read, or not without an error.
type Broken struct {
	Kind string // Source, Licence, Codes, Fragment, Bundle or Item
	ID   string
	File string
}

// BrokenFile is the file of a definition that was left out; "" if it was not.
func (c *Catalogue) BrokenFile(kind, id string) string {
	for _, b := range c.Broken {
		if b.Kind == kind && b.ID == id {
			return b.File
		}
	}
	return ""
}

// Catalog is catalog.yaml: the district and what stands above its items.
type Catalog struct {
	Kind        Word         `yaml:"kind"`
	Language    int          `yaml:"language"` // version of the definition language: 1
	ID          Word         `yaml:"id"`
	Title       Text         `yaml:"title"`
	District    District     `yaml:"district"`
	Towns       []Town       `yaml:"towns"`
	Departments []Department `yaml:"departments"`
	Offices     []Office     `yaml:"offices"`
	Themes      ThemeTable   `yaml:"themes"`
	Events      ThemeTable   `yaml:"events"`
	Roles       []Named      `yaml:"roles"`
	CreditTiers []Named      `yaml:"credit_tiers"`
	Calendar    []Year       `yaml:"calendar"`
	TimeZone    Text         `yaml:"time_zone"`
	// Consultation is what is promised to who asks a question; nil: an answer within five working days.
	Consultation *Consultation `yaml:"consultation"`
	Pos          Pos           `yaml:"-"`
}

// Named is an id with its title.
type Named struct {
	ID    Word `yaml:"id"`
	Title Text `yaml:"title"`
	Help  Text `yaml:"help"`
}

// District is the place that the catalogue is of.
type District struct {
	Code   Word   `yaml:"code"`
	Title  Text   `yaml:"title"`
	Within []Text `yaml:"within"` // the places above it, the greatest first: 广东省 佛山市
	// Contact is who answers questions, whatever they are about; nil: nobody is named.
	Contact *Contact `yaml:"contact"`
}

// Contact is a desk that people ask.
type Contact struct {
	Title Text `yaml:"title"`
	Phone Text `yaml:"phone"`
	Hours Text `yaml:"hours"`
}

// Town is a 镇街.
type Town struct {
	Code  Word `yaml:"code"`
	Title Text `yaml:"title"`
}

// Department is whose power an item is.
type Department struct {
	ID    Word `yaml:"id"`
	Title Text `yaml:"title"`
	Short Text `yaml:"short"`
	USCC  Word `yaml:"uscc"`
	Phone Text `yaml:"phone"`
}

// Office is a place that does a department's work, for the regions named.
type Office struct {
	ID         Word   `yaml:"id"`
	Department Word   `yaml:"department"`
	Title      Text   `yaml:"title"`
	Regions    []Word `yaml:"regions"`
	Address    Text   `yaml:"address"`
	Hours      Text   `yaml:"hours"`
	Phones     []Text `yaml:"phones"`
	Windows    []Text `yaml:"windows"`
	// Booking is how visits are booked; nil: nobody books, one comes.
	Booking *Booking `yaml:"booking"`
	// Consultation is what this office promises; nil: what the catalogue does.
	Consultation *Consultation `yaml:"consultation"`
}

// Consultation is how questions are answered (咨询).
type Consultation struct {
	Workdays int `yaml:"workdays"` // within how many working days, counted from the day after the question
}

// Booking is how visits to an office are booked (预约).
type Booking struct {
	Slot   int    `yaml:"slot"`   // length of a slot, in minutes
	Places int    `yaml:"places"` // how many may come in each
	Ahead  int    `yaml:"ahead"`  // how many days ahead one may book
	Hours  Text   `yaml:"hours"`  // in which there are slots; "" those of the office
	Visits []Word `yaml:"visits"` // for what one comes; none: for all of it
	Items  []Word `yaml:"items"`  // for these alone; none: for every item of the department
	Closed []Text `yaml:"closed"` // days without slots beside those of the calendar
}

// ThemeTable lists themes by kind of applicant.
type ThemeTable struct {
	Person       []Named `yaml:"person"`
	Organisation []Named `yaml:"organisation"`
}

// Year is one published year of the working calendar: days off that are no weekend, and make-up days.
type Year struct {
	Year int    `yaml:"year"`
	Off  []Text `yaml:"off"`
	Work []Text `yaml:"work"`
}
