package cue

// The small words, by what they do in a phrase.
const (
	Of         Small = 1 << iota // joins a noun to what it belongs to or is made of
	By                           // before the doer
	To                           // before a receiver, a goal or an infinitive
	For                          // before whom or what it is meant
	With                         // before who takes part
	From                         // before where it comes from
	In                           // inside a place or time
	Into                         // towards the inside
	On                           // on a day or a matter
	At                           // at a place or rate
	Through                      // before who passes it on
	Between                      // before two who share
	Under                        // under an agreement or scheme
	Across                       // all over a place
	Toward                       // towards a goal
	About                        // before a topic or a rough figure
	After                        // behind an event
	Amid                         // in the middle of an event
	During                       // while something goes on
	Including                    // before a part of the whole
	Than                         // before what is compared
	As                           // in the role of; while
	So                           // so that
	And                          // joins
	Or                           // joins alternatives
	The                          // the definite article
	A                            // the indefinite article
	Another                      // one more
	This                         // points at what is near
	That                         // points, or opens a clause
	These                        // points at several
	Those                        // points at several
	Both                         // the two of them
	Which                        // opens a relative clause
	What                         // opens a question or a clause that stands for a thing
	Every                        // each one
	Each                         // each one
	Its                          // a thing's own
	Their                        // several ones' own
	It                           // takes up a thing
	They                         // takes up several
	I                            // the speaker
	We                           // the speaker and others
	Own                          // stresses who owns
	Also                         // in addition
	Be                           // the bare verb of being
	Being                        // the verb of being, going on
	Was                          // the verb of being, past
	Had                          // the verb of having, past
	Up                           // particle of rising
	Out                          // particle of "carry out"
	When                         // opens a clause of time
	Possessive                   // the genitive mark
	While                        // opens a clause that contrasts
	Since                        // from a time on
	Then                         // at the time just told
	Now                          // at this moment
	Together                     // before "with" and who does the same
	Such                         // on what was told before: "a corresponding agreement"
	One                          // stands for a noun told before: "one of 3 million"
)

// The words of sense.
const (
	Beneficiary   Sense = 1 << iota // who is helped, without a name
	Said                            // the plainest verbs of speech
	Worldwide                       // donors as a whole are this
	Deal                            // an agreement that is signed
	Open                            // a mechanism that works
	Occasion                        // before what the aid answers
	Sum                             // nouns for a sum, before "of"
	Total                           // the whole
	Raise                           // brings money together
	Debt                            // what is owed
	Available                       // can be had
	Train                           // teaches people
	Followed                        // the next of a list: "followed by"
	Development                     // before "aid": its field, no receiver
	Valued                          // tells worth: "valued at"
	Withdraw                        // takes out or back
	Country                         // a state without its name
	Aid                             // aid itself, before a meeting
	Governing                       // bodies that act for whom stands behind "of"
	Worth                           // before the value of goods
	Ahead                           // "ahead of"
	Non                             // denies the word behind
	Carry                           // "carried out"
	Owe                             // is in debt
	Trend                           // a change of a figure
	Replenishment                   // a fund is filled again
	Add                             // says more
	People                          // who suffered, by number
	Led                             // "led by"
	Respectively                    // deals a list out in order
	Notes                           // what is exchanged on signing
	According                       // opens a source
	Nearly                          // a rough figure behind a label
	Numbering                       // before the number of a package
	HalfOfDay                       // behind the hour of a clock
	Deputy                          // before a role: who stands in for its holder
	Thousands                       // a decade behind "the two"
	NameRest                        // what is left of a genitive where a name is cut into words
	DonorMeeting                    // makes a meeting one of giving
	Host                            // who has others give, before "by"
	Manage                          // who carries out what another gives, before "by"
	AskIf                           // before an "if" that only asks
	Sign                            // puts a name under an agreement
	Investment                      // money that is to come back with a gain
	Especially                      // before an example of those named
	Pledges                         // several promises
	Mobilise                        // makes one's own money available, and others'
	Giver                           // who gives, as "the largest donor"
	Thank                           // gratitude: who is thanked has given
	Countries                       // several states without their names
	Working                         // before "week": without its weekend; before "with": together
	Statistics                      // tells what was done in a year
	Tranche                         // a part of a sum that is paid out by parts
	Approve                         // makes a loan or a grant firm
	Received                        // has got a thing
	HandOver                        // gives into one's hands: "handed over"
	Off                             // particle of "put off"
	PutOff                          // moves something to a later day
	Period                          // a stretch of time told before: "during this period"
	Aim                             // what aid is to help bring about, before its day
	Level                           // what a figure is compared to
	Most                            // the first or the most of its kind, before "since"
	Lender                          // who lends: a bank, or by charter
	Seated                          // behind "Manila-": where a body has its seat
)

// smallNames are the small words' parts as the table names them.
var smallNames = names[Small]{
	"now":        Now,
	"such":       Such,
	"one":        One,
	"together":   Together,
	"of":         Of,
	"by":         By,
	"to":         To,
	"for":        For,
	"with":       With,
	"from":       From,
	"in":         In,
	"into":       Into,
	"on":         On,
	"at":         At,
	"through":    Through,
	"between":    Between,
	"under":      Under,
	"across":     Across,
	"toward":     Toward,
	"about":      About,
	"after":      After,
	"amid":       Amid,
	"during":     During,
	"including":  Including,
	"than":       Than,
	"as":         As,
	"so":         So,
	"and":        And,
	"or":         Or,
	"the":        The,
	"a":          A,
	"another":    Another,
	"this":       This,
	"that":       That,
	"these":      These,
	"those":      Those,
	"both":       Both,
	"which":      Which,
	"what":       What,
	"every":      Every,
	"each":       Each,
	"its":        Its,
	"their":      Their,
	"it":         It,
	"they":       They,
	"i":          I,
	"we":         We,
	"own":        Own,
	"also":       Also,
	"be":         Be,
	"being":      Being,
	"was":        Was,
	"had":        Had,
	"up":         Up,
	"out":        Out,
	"when":       When,
	"possessive": Possessive,
	"while":      While,
	"since":      Since,
	"then":       Then,
}

// senseNames are the parts of the words of sense as the table names them.
var senseNames = names[Sense]{
	"working":    Working,
	"statistics": Statistics,
	"tranche":    Tranche,
	"approve":    Approve,
	"received":   Received,
	"hand-over":  HandOver,
	"off":        Off,
	"put-off":    PutOff,
	"period":     Period, "aim": Aim,
	"level":         Level,
	"most":          Most,
	"beneficiary":   Beneficiary,
	"said":          Said,
	"worldwide":     Worldwide,
	"deal":          Deal,
	"open":          Open,
	"occasion":      Occasion,
	"sum":           Sum,
	"total":         Total,
	"raise":         Raise,
	"debt":          Debt,
	"available":     Available,
	"train":         Train,
	"followed":      Followed,
	"development":   Development,
	"valued":        Valued,
	"withdraw":      Withdraw,
	"country":       Country,
	"aid":           Aid,
	"governing":     Governing,
	"worth":         Worth,
	"ahead":         Ahead,
	"non":           Non,
	"carry":         Carry,
	"owe":           Owe,
	"trend":         Trend,
	"replenishment": Replenishment,
	"add":           Add,
	"people":        People,
	"led":           Led,
	"respectively":  Respectively,
	"notes":         Notes,
	"according":     According,
	"nearly":        Nearly,
	"numbering":     Numbering,
	"half-of-day":   HalfOfDay,
	"deputy":        Deputy,
	"thousands":     Thousands,
	"name-rest":     NameRest,
	"donor-meeting": DonorMeeting,
	"host":          Host,
	"manage":        Manage,
	"ask-if":        AskIf,
	"sign":          Sign,
	"investment":    Investment,
	"thank":         Thank,
	"especially":    Especially,
	"pledges":       Pledges,
	"giver":         Giver,
	"mobilise":      Mobilise,
	"countries":     Countries,
	"lender":        Lender,
	"seated":        Seated,
}
