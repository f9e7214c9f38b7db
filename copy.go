package pledgebook

// Print is what a report's text and page are recognised by when they come
// again. It is made of the text alone and can be made anew at any time.
type Print struct {
	// Page is the report's link in its plainest spelling, the same for a page and
	// its print and mobile forms; "" without a link.
	Page string
	// Day is when it was published: copies come within days of each other.
	Day Day
	// Whole is the hash of the body's letters and digits; 0 for a text too short
	// to be told from others.
	Whole int64
	// Marks are a sample of the body's runs of words: texts that share three are
	// worth comparing.
	Marks []int64
}

// Kin is a report that may be a copy of another or a version of its page.
type Kin struct {
	// Report is its id; Before is true where it was filed before the other.
	Report string
	Before bool
	// Shared is how many marks it has in common; Whole and Page are true where the
	// whole body, or the page, is the same.
	Shared      int
	Whole, Page bool
}

// Tie says that two reports are one text, or two states of one page.
type Tie struct {
	// Earlier and Later are report ids, by the time they give for themselves, else
	// by the order of filing.
	Earlier string  `json:"earlier"`
	Later   string  `json:"later"`
	Kind    TieKind `json:"kind"`
}

// TieKind says how two reports belong together.
type TieKind string

// The kinds of ties.
const (
	TieCopy    TieKind = "copy"    // one text, in two places
	TieVersion TieKind = "version" // one page, whose text was changed
)

// Placing is a report's place among the copies and versions that the book holds.
type Placing struct {
	Report string
	Print  Print
	Ties   []Tie
}
