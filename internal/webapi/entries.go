package webapi

import (
	"context"
	"iter"
	"net/http"

	"github.com/danielgtaylor/huma/v2"

	"pledgebook"
	"pledgebook/internal/annotating"
	"pledgebook/internal/pipeline"
	"pledgebook/internal/web"
)

// Backing is a claim behind an entry.
type Backing struct {
	Claim    pledgebook.Claim    `json:"claim"`
	Sentence string              `json:"sentence,omitempty" doc:"where the figure stands; absent where the report was taken down"`
	Source   pledgebook.Citation `json:"source"`
}

type entriesInput struct {
	Paging
	Filters
	Newest bool `query:"newest" doc:"Those first told last come first."`
}

// one names a thing by its id.
type one struct {
	ID string `path:"id" maxLength:"200"`
}

type entryAnswer struct {
	Location string `header:"Content-Location" doc:"the entry's present address: its id changes when an earlier telling joins it"`
	Body     pledgebook.Entry
}

func addEntries(api huma.API) {
	huma.Register(api, list("entries", "listEntries", "/entries", "Entries that the filters let through"), listEntries)
	huma.Register(api, get("entries", "getEntry", "/entries/{id}", "One entry, also by the id of a claim or by an id it had"), getEntry)
	huma.Register(api, get("entries", "getEntryClaims", "/entries/{id}/claims", "The claims behind an entry, with their sentences"), getEntryClaims)
	huma.Register(api, get("entries", "getEntryAnnotations", "/entries/{id}/annotations", "The evidence of an entry as W3C Web Annotations"), getEntryAnnotations)
	huma.Register(api, get("entries", "citeEntry", "/entries/{id}/citation", "How to cite an entry: with the day, the book's state and the address"), citeEntry)
}

// get describes an operation that reads one thing.
func get(tag, id, path, summary string) huma.Operation {
	return huma.Operation{OperationID: id, Method: http.MethodGet, Path: root + path, Summary: summary, Tags: []string{tag},
		Errors: []int{http.StatusNotFound, http.StatusUnprocessableEntity, http.StatusInternalServerError}}
}

// list describes an operation that reads many.
func list(tag, id, path, summary string) huma.Operation {
	op := get(tag, id, path, summary)
	op.Errors = op.Errors[1:]
	return op
}

func listEntries(ctx context.Context, in *entriesInput) (*body[List[pledgebook.Entry]], error) {
	v, err := viewOf(ctx)
	if err != nil {
		return nil, err
	}
	f, err := in.filter(ctx)
	if err != nil {
		return nil, fault(ctx, err)
	}
	all, ok := entriesOf(v, in, f)
	if !ok {
		return nil, fault(ctx, invalid("after: there is no entry %.60q any more; begin with the first page", in.After))
	}
	out := List[pledgebook.Entry]{Items: []pledgebook.Entry{}}
	for e := range all {
		if !f.Lets(e) {
			continue
		}
		if len(out.Items) == in.Limit {
			out.Next = out.Items[in.Limit-1].ID
			break
		}
		out.Items = append(out.Items, *e)
	}
	return &body[List[pledgebook.Entry]]{out}, nil
}

// entry finds what an operation is about.
func entry(ctx context.Context, id string) (*web.View, pledgebook.Entry, error) {
	v, err := viewOf(ctx)
	if err != nil {
		return nil, pledgebook.Entry{}, err
	}
	e, ok := v.Entry(id)
	if !ok {
		return nil, e, fault(ctx, notFound("entry", id))
	}
	return v, e, nil
}

// entriesOf are the entries among which are all that a filter lets through. Those
// of a stage, a kind or a status are looked for once.
func entriesOf(v *web.View, in *entriesInput, f pipeline.Filter) (iter.Seq[*pledgebook.Entry], bool) {
	if len(f.Kinds)+len(f.Stages)+len(f.Statuses) == 0 && !f.Reviewed && f.Period.IsZero() {
		return v.EntriesNaming(f.Providers, f.Receivers, in.After, in.Newest)
	}
	return v.EntriesOf(v.Filtered("api "+in.Filters.key(), f), in.After, in.Newest)
}

func getEntry(ctx context.Context, in *one) (*entryAnswer, error) {
	_, e, err := entry(ctx, in.ID)
	if err != nil {
		return nil, err
	}
	return &entryAnswer{root + "/entries/" + e.ID, e}, nil
}

func getEntryClaims(ctx context.Context, in *one) (*body[items[Backing]], error) {
	v, e, err := entry(ctx, in.ID)
	if err != nil {
		return nil, err
	}
	backed, err := v.Backing(ctx, e)
	if err != nil {
		return nil, fault(ctx, err)
	}
	out := items[Backing]{Items: []Backing{}}
	for _, b := range backed {
		out.Items = append(out.Items, Backing{b.Claim, b.Sentence, b.Citation})
	}
	return &body[items[Backing]]{out}, nil
}

func getEntryAnnotations(ctx context.Context, in *one) (*annotations, error) {
	v, e, err := entry(ctx, in.ID)
	if err != nil {
		return nil, err
	}
	var all []annotating.Annotation
	for _, id := range e.Claims {
		c, ok := v.Claim(id)
		if !ok {
			continue
		}
		r, err := v.Reading(ctx, c.Citation.Report)
		if pledgebook.KindOf(err) == pledgebook.NotFound {
			continue // taken down
		}
		if err != nil {
			return nil, fault(ctx, err)
		}
		all = append(all, annotating.Claim(c.Thing, r.Report, places(ctx, e.ID))...)
	}
	return annotated(ctx, "/entries/"+e.ID+"/annotations", all), nil
}

// Citing is how to cite an entry.
type Citing struct {
	Text    string         `json:"text" doc:"ready to be pasted"`
	Title   string         `json:"title" doc:"the entry in one line"`
	Address string         `json:"address" doc:"where the entry's page is"`
	Day     pledgebook.Day `json:"day" doc:"the day on which it was looked at"`
	Head    string         `json:"head" doc:"the hash of the last link of the book's chain: which state of the book was seen"`
}

func citeEntry(ctx context.Context, in *one) (*body[Citing], error) {
	v, e, err := entry(ctx, in.ID)
	if err != nil {
		return nil, err
	}
	c := web.Cite(ctx, v, e, address(ctx))
	return &body[Citing]{Citing{Text: c.Text, Title: c.Title, Address: c.Address, Day: v.Today, Head: v.Head()}}, nil
}
