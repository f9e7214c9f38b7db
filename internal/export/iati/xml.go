package iati

import "encoding/xml"

// The elements of an activity in the order that the 2.03 schema fixes. Elements
// that may be missing are pointers or lists.

type activity struct {
	XMLName     xml.Name      `xml:"iati-activity"`
	Language    string        `xml:"xml:lang,attr"`
	Currency    string        `xml:"default-currency,attr,omitempty"`
	Humanity    string        `xml:"humanitarian,attr"`
	Updated     string        `xml:"last-updated-datetime,attr"`
	Identifier  string        `xml:"iati-identifier"`
	Reporter    reporter      `xml:"reporting-org"`
	Title       narrative     `xml:"title"`
	Description description   `xml:"description"`
	Parties     []participant `xml:"participating-org"`
	Status      code          `xml:"activity-status"`
	Dates       []date        `xml:"activity-date"`
	Country     *place        `xml:"recipient-country"`
	Region      *place        `xml:"recipient-region"`
	Sector      place         `xml:"sector"`
	Flow        *code         `xml:"default-flow-type"`
	Finance     *code         `xml:"default-finance-type"`
	Planned     *planned      `xml:"planned-disbursement"`
	Transaction *transaction  `xml:"transaction"`
	Documents   []document    `xml:"document-link"`
	Related     *related      `xml:"related-activity"`
}

type narrative struct {
	Text string `xml:"narrative"`
}

type code struct {
	Code string `xml:"code,attr"`
}

type reporter struct {
	Ref       string `xml:"ref,attr"`
	Type      string `xml:"type,attr"`
	Secondary string `xml:"secondary-reporter,attr"`
	Text      string `xml:"narrative"`
}

type description struct {
	Type string `xml:"type,attr"`
	Text string `xml:"narrative"`
}

type participant struct {
	Role string `xml:"role,attr"`
	Type string `xml:"type,attr,omitempty"`
	Text string `xml:"narrative"`
}

type organisation struct {
	Type string `xml:"type,attr,omitempty"`
	Text string `xml:"narrative"`
}

type date struct {
	Type string `xml:"type,attr,omitempty"`
	Day  string `xml:"iso-date,attr"`
}

type place struct {
	Vocabulary string `xml:"vocabulary,attr,omitempty"`
	Code       string `xml:"code,attr"`
	Percentage string `xml:"percentage,attr,omitempty"`
	Text       string `xml:"narrative,omitempty"`
}

type value struct {
	Currency string `xml:"currency,attr"`
	Day      string `xml:"value-date,attr"`
	Amount   string `xml:",chardata"`
}

type planned struct {
	Type  string `xml:"type,attr"`
	Start date   `xml:"period-start"`
	End   date   `xml:"period-end"`
	Value value  `xml:"value"`
}

type transaction struct {
	Ref         string        `xml:"ref,attr"`
	Type        code          `xml:"transaction-type"`
	Date        date          `xml:"transaction-date"`
	Value       value         `xml:"value"`
	Description narrative     `xml:"description"`
	Provider    *organisation `xml:"provider-org"`
	Receiver    *organisation `xml:"receiver-org"`
	Channel     *code         `xml:"disbursement-channel"`
	Evidence    []evidence    `xml:"pb:evidence"`
}

// evidence is ours: no element of the standard may tie a transaction to the
// words it was read from.
type evidence struct {
	Link    string `xml:"url,attr,omitempty"`
	Outlet  string `xml:"outlet,attr,omitempty"`
	Speaker string `xml:"speaker,attr,omitempty"`
	Stage   string `xml:"stage,attr"`
	Verb    string `xml:"reported-verb,attr,omitempty"`
	Exact   string `xml:"pb:exact"`
}

type document struct {
	Format   string    `xml:"format,attr"`
	Link     string    `xml:"url,attr"`
	Title    narrative `xml:"title"`
	Category code      `xml:"category"`
}

type related struct {
	Ref  string `xml:"ref,attr"`
	Type string `xml:"type,attr"`
}
